"""The register of absence notes (zīmju reģistrs, Regulation 11)."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.absence_notes import AbsenceNote, AbsenceNotes
from ejournal_app.states.note_views import (
    LessonLine,
    OverlapView,
    PupilView,
    StepView,
)

from .fields import named_field, save_row
from .frame import framed
from .note_conflicts import note_conflicts
from .note_fields import hidden, note_fields
from .record_list import record_list


def absence_notes() -> rx.Component:
    """Return the register, with the conflicts of the last two weeks above it."""
    return framed(
        note_conflicts(),
        record_list(
            rx.cond(
                AbsenceNotes.may_write,
                rx.el.a(
                    icon("plus"),
                    t("New note"),
                    href="/kavejumu-zimes/jauna",
                    class_name="btn primary",
                ),
            ),
            key="kavejumu-zimes",
            search=t("Pupil, class or issuer"),
            empty_title=t("No absence notes yet"),
            empty_text=t(
                "The class teacher records here what justifies absences: the lessons of these days"
                " show it by themselves, those registered before and those registered later."
            ),
        ),
        title=t("Absence notes"),
        active="class",
        wide=True,
    )


def new_absence_note() -> rx.Component:
    """Return the form for a new note, of one pupil or several."""
    return framed(
        rx.cond(
            AbsenceNote.shown != "",
            rx.cond(
                AbsenceNote.writable,
                rx.el.div(_pupils(), _new_form(), class_name="stack"),
                empty_state(
                    t("There are no pupils to choose from"),
                    t("Class teachers record notes of the own class, the management of all."),
                ),
            ),
        ),
        title=t("New absence note"),
        active="class",
        back="/kavejumu-zimes",
    )


def absence_note() -> rx.Component:
    """Return one note: what it says, what it covers, what became of it."""
    return framed(
        rx.cond(
            AbsenceNote.shown != "",
            rx.fragment(
                _head(),
                _overlaps(t("Other notes of these days; the one recorded last decides:")),
                rx.cond(AbsenceNote.writable, _change_form()),
                _lessons(),
                _steps(),
            ),
        ),
        title=t("Absence note"),
        active="class",
        back="/kavejumu-zimes",
    )


def _pupils() -> rx.Component:
    def offered(own: PupilView) -> rx.Component:
        return button(
            own.name,
            " ",
            rx.el.span(own.class_name, class_name="small muted"),
            aria_pressed=rx.cond(
                AbsenceNote.chosen_ids.split(",").contains(own.pupil_id), "true", "false"
            ),
            on_click=AbsenceNote.choose(AbsenceNote.chosen_ids, own.pupil_id),
            key=own.pupil_id,
        )

    def chosen(own: PupilView) -> rx.Component:
        return button(
            own.name,
            " ",
            rx.el.span(own.class_name, class_name="small"),
            icon("x"),
            kind="primary",
            aria_label=t("Take out: {name}", name=own.name),
            on_click=AbsenceNote.drop(AbsenceNote.chosen_ids, own.pupil_id),
            key=own.pupil_id,
        )

    return rx.el.section(
        rx.cond(
            AbsenceNote.chosen.length() > 0,
            rx.el.div(
                rx.foreach(AbsenceNote.chosen, chosen),
                class_name="row",
                aria_label=t("Chosen pupils"),
                role="group",
            ),
        ),
        named_field(
            "pupil",
            t("Pupil"),
            kind="search",
            hint=rx.cond(
                AbsenceNote.by_letters,
                t("Type a few letters of the name, or the class."),
                t("Tap one pupil or several."),
            ),
            auto_complete="off",
            on_change=lambda text: AbsenceNote.find(text).debounce(250),
            key=f"pupil-{AbsenceNote.shown}",
        ),
        rx.el.div(rx.foreach(AbsenceNote.found, offered), class_name="row note-pupils"),
        class_name="card stack",
        aria_label=t("Pupils"),
    )


def _new_form() -> rx.Component:
    return rx.el.form(
        hidden("pupils", AbsenceNote.chosen_ids),
        hidden("seen", AbsenceNote.seen),
        note_fields(),
        rx.cond(
            AbsenceNote.overlaps.length() > 0,
            _overlaps(
                t(
                    "There are notes of these days already. Save again to record this one too: the"
                    " one recorded last decides."
                )
            ),
        ),
        save_row(),
        on_submit=AbsenceNote.add,
        class_name="card stack",
        key=AbsenceNote.shown,
    )


def _change_form() -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.h3(t("Change")),
            note_fields(),
            save_row(
                opener("withdraw-note", t("Withdraw the note"), kind="danger", picture="undo")
            ),
            on_submit=lambda form: AbsenceNote.change(
                AbsenceNote.note_id, AbsenceNote.version, form
            ),
            class_name="card stack",
            key=f"form-{AbsenceNote.shown}",
        ),
        confirm_dialog(
            "withdraw-note",
            title=t("Withdraw this note?"),
            text=t(
                "The absences of these days are not justified by it any more. The note stays in the"
                " register, shown as withdrawn."
            ),
            confirm=t("Withdraw the note"),
            on_confirm=AbsenceNote.withdraw(AbsenceNote.note_id, AbsenceNote.version),
            destructive=True,
        ),
    )


def _head() -> rx.Component:
    return rx.el.section(
        rx.el.h2(AbsenceNote.pupil, " ", chip(AbsenceNote.class_name)),
        rx.el.p(AbsenceNote.span, " · ", AbsenceNote.reason_words, class_name="strong"),
        rx.cond(
            AbsenceNote.full,
            rx.fragment(
                rx.cond(
                    AbsenceNote.issued_by != "",
                    rx.el.p(t("Issued by"), ": ", AbsenceNote.issued_by),
                ),
                rx.cond(AbsenceNote.remark != "", rx.el.p(AbsenceNote.remark)),
                rx.cond(
                    AbsenceNote.document_id != "",
                    native_link(
                        icon("download"),
                        AbsenceNote.document,
                        href=f"/lejupielade/pielikums/{AbsenceNote.document_id}",
                        download=True,
                        class_name="btn",
                    ),
                ),
            ),
            notice("info", t("Reason and document are for the class teacher and the management.")),
        ),
        rx.cond(AbsenceNote.withdrawn != "", notice("warn", AbsenceNote.withdrawn)),
        rx.el.p(AbsenceNote.recorded, class_name="small muted"),
        class_name="card stack words",
    )


def _overlaps(words: Text) -> rx.Component:
    def line(own: OverlapView) -> rx.Component:
        return rx.el.li(rx.el.a(own.words, href=own.href, class_name="tap-line"), key=own.href)

    return rx.cond(
        AbsenceNote.overlaps.length() > 0,
        notice(
            "warn",
            rx.el.p(words),
            rx.el.ul(rx.foreach(AbsenceNote.overlaps, line), class_name="bare"),
            live=True,
        ),
    )


def _lessons() -> rx.Component:
    def line(own: LessonLine) -> rx.Component:
        return rx.el.li(
            rx.el.a(own.title, href=own.href, class_name="tap-line"),
            rx.el.div(
                rx.cond(own.words != "", chip(own.words, own.look)),
                rx.cond(own.conflict != "", chip(own.conflict, "bad")),
                rx.cond(own.other, chip(t("a later note decides"), "info")),
                class_name="row tight",
            ),
            key=own.href,
        )

    return rx.el.section(
        rx.el.h3(t("Lessons it covers")),
        rx.cond(
            AbsenceNote.lessons.length() > 0,
            rx.el.ul(rx.foreach(AbsenceNote.lessons, line), class_name="bare stack tight"),
            rx.el.p(
                t("No lesson of these days has come yet; it will cover them by itself."),
                class_name="muted",
            ),
        ),
        class_name="card stack",
    )


def _steps() -> rx.Component:
    def step(own: StepView) -> rx.Component:
        return rx.el.li(
            rx.el.p(own.title),
            rx.foreach(own.lines, lambda words: rx.el.p(words, class_name="small muted")),
            key=own.key,
        )

    return rx.cond(
        AbsenceNote.steps.length() > 0,
        rx.el.section(
            rx.el.h3(t("History")),
            rx.el.ul(rx.foreach(AbsenceNote.steps, step), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )
