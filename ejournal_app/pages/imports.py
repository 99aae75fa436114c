"""Imports: what can be brought in, the uploads, the history."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.hub import DoorView
from ejournal_app.states.imports import DraftRow, Imports

from .fields import upload_form
from .frame import framed
from .record_list import record_list


def imports() -> rx.Component:
    """Return the kinds of files and the drafts that wait."""
    return framed(
        rx.el.div(rx.foreach(Imports.doors, _door), class_name="doors"),
        rx.el.section(
            rx.el.h2(t("Uploaded, not applied yet")),
            rx.cond(
                Imports.drafts.length() > 0,
                rx.el.div(rx.foreach(Imports.drafts, _draft), class_name="card flush list"),
                empty_state(
                    t("Nothing is waiting"),
                    t("An uploaded file waits here for a week until somebody applies it."),
                ),
            ),
            class_name="stack",
        ),
        title=t("Imports"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def import_viis() -> rx.Component:
    """Return the upload of a VIIS list."""
    return framed(
        _refusal(),
        upload_form(
            "viis",
            label=t("List of pupils from VIIS"),
            hint=t("CSV or XLSX, at most 10 MB and 20,000 rows. The first row names the columns."),
            accept=".csv,.txt,.tsv,.xlsx",
            submit=t("Upload and look"),
            with_day=t("Compare on this day (empty: today)"),
        ),
        _promise(),
        _waiting(),
        title=t("Pupils from VIIS"),
        active="hub",
        wide=True,
        back="/importi",
    )


def import_staff() -> rx.Component:
    """Return the upload of a list of staff."""
    return framed(
        _refusal(),
        upload_form(
            "personals",
            label=t("List of staff"),
            hint=t(
                "CSV or XLSX, at most 10 MB. Columns: Uzvārds, Vārds, Personas kods, E-pasts,"
                " Tālrunis, Amats, Līguma veids, Līguma numurs, Līgums no, Līgums līdz, Loma."
            ),
            accept=".csv,.txt,.tsv,.xlsx",
            submit=t("Upload and look"),
        ),
        _promise(),
        _waiting(),
        title=t("Staff from a file"),
        active="hub",
        wide=True,
        back="/importi",
    )


def import_timetable() -> rx.Component:
    """Return the upload of a timetable."""
    return framed(
        _refusal(),
        upload_form(
            "stundu-saraksts",
            label=t("Timetable file"),
            hint=t("XML from aSc Timetables, or a CSV or XLSX table; at most 10 MB."),
            accept=".xml,.csv,.txt,.tsv,.xlsx",
            submit=t("Upload and look"),
            with_day=t("Valid from (empty: next Monday)"),
        ),
        _promise(),
        _waiting(),
        title=t("Import of the timetable"),
        active="hub",
        wide=True,
        back="/importi",
    )


def import_journals() -> rx.Component:
    """Return the upload of a journal workbook."""
    return framed(
        _refusal(),
        upload_form(
            "zurnali",
            label=t("Journal workbook"),
            hint=t(
                "XLSX with one sheet for each class or group, at most 10 MB. Classes, pupils and"
                " staff must be here already."
            ),
            accept=".xlsx",
            submit=t("Upload and look"),
            with_day=t("A day of the school year it is of (empty: this year)"),
        ),
        _promise(),
        _waiting(),
        title=t("Journals of the earlier system"),
        active="hub",
        wide=True,
        back="/importi",
    )


def import_history() -> rx.Component:
    """Return the history of all runs."""
    return framed(
        record_list(
            key="vesture",
            search=t("File, order or person"),
            empty_title=t("Nothing was carried out yet"),
            empty_text=t("Every import and every order about pupils will stand here."),
        ),
        title=t("History of imports and changes"),
        active="hub",
        wide=True,
        back="/importi",
    )


def _refusal() -> rx.Component:
    return rx.cond(Imports.refusal != "", notice("bad", Imports.refusal, live=True))


def _promise() -> rx.Component:
    return notice(
        "info",
        t("Uploading changes nothing: you first see what the file would do, and then decide."),
    )


def _waiting() -> rx.Component:
    return rx.cond(
        Imports.drafts.length() > 0,
        rx.el.section(
            rx.el.h2(t("Uploaded, not applied yet")),
            rx.el.div(rx.foreach(Imports.drafts, _draft), class_name="card flush list"),
            class_name="stack",
        ),
    )


def _door(door: DoorView) -> rx.Component:
    return rx.el.a(
        icon(door.icon),
        rx.el.span(
            rx.el.span(door.label, class_name="strong"),
            rx.el.span(door.text, class_name="small muted"),
            class_name="door-words",
        ),
        href=door.href,
        class_name="card door",
        key=door.href,
    )


def _draft(row: DraftRow) -> rx.Component:
    dialog_id = f"discard-{row.draft_id}"
    return rx.el.div(
        rx.el.a(
            rx.el.span(row.file_name, class_name="list-title breaks"),
            rx.el.span(row.label, " · ", row.uploaded, class_name="list-meta"),
            href=row.href,
            class_name="list-body import-link",
        ),
        opener(
            dialog_id,
            picture="trash",
            kind="quiet",
            class_name="icon-only",
            aria_label=t("Throw away"),
            title=t("Throw away"),
        ),
        confirm_dialog(
            dialog_id,
            title=t("Throw the uploaded file away?"),
            text=t("{file} will be deleted here. Nothing of it was imported.", file=row.file_name),
            confirm=t("Throw away"),
            on_confirm=Imports.discard(row.kind, row.draft_id),
            destructive=True,
        ),
        class_name="list-row",
        key=row.draft_id,
    )
