"""The dialog in which a work is made, changed or deleted, and the buttons that open it."""

import reflex as rx

from ejournal_app.components.dialogs import closes, confirm_dialog, dialog, opener
from ejournal_app.components.feedback import notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.domain.works import MOST_WEIGHT, TITLE_LIMIT
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.lesson import Choice
from ejournal_app.states.work_form import WorkForm

from .fields import named_choice, named_field

_DELETION = "work-deletion"
_DIALOG = "work-form"
"""It opens by itself once `WorkForm.begin` or `WorkForm.edit` has filled it."""

CALENDAR_OF_TESTS = "/parbaudes-darbi"


def new_work_opener(journal_id: Text) -> rx.Component:
    """Return the button that begins a new work of a journal."""
    return button(
        t("New work"),
        picture="plus",
        aria_haspopup="dialog",
        on_click=WorkForm.begin(journal_id, ""),
    )


def edit_work_opener(work_id: Text) -> rx.Component:
    """Return the button that shows a work for changing."""
    return button(
        t("Change work"),
        picture="pencil",
        kind="quiet",
        aria_haspopup="dialog",
        on_click=WorkForm.edit(work_id),
    )


def calendar_link() -> rx.Component:
    """Return the way to the calendar of tests."""
    return rx.el.a(
        icon("calendar"), t("Calendar of tests"), href=CALENDAR_OF_TESTS, class_name="btn"
    )


def calendar_sign() -> rx.Component:
    """Return the same as a sign, where there is little room."""
    name = t("Calendar of tests")
    return rx.el.a(
        icon("calendar", name), title=name, href=CALENDAR_OF_TESTS, class_name="btn icon-only"
    )


def work_dialog() -> rx.Component:
    """Return the dialog, which closes once what it was for is done, and the question it may ask."""
    return rx.fragment(
        _form(),
        confirm_dialog(
            _DELETION,
            title=t("Delete this work?"),
            text=t("It goes from the journal, and from the diaries if it was told ahead."),
            confirm=t("Delete the work"),
            on_confirm=WorkForm.delete(WorkForm.work_id),
            destructive=True,
        ),
    )


def _form() -> rx.Component:
    is_new = WorkForm.work_id == ""
    return dialog(
        _DIALOG,
        rx.cond(is_new, t("New work"), t("Work")),
        rx.el.form(
            rx.el.input(type="hidden", name="work_id", default_value=WorkForm.work_id),
            rx.el.input(type="hidden", name="version", default_value=WorkForm.version),
            rx.el.input(
                type="hidden",
                name="confirmed",
                default_value=WorkForm.confirmed,
                key=f"confirmed-{WorkForm.confirmed}",
            ),
            rx.cond((Feedback.text != "") & (Feedback.field == ""), notice("bad", Feedback.text)),
            named_choice(
                "kind",
                t("Kind of work"),
                rx.foreach(WorkForm.kinds, _option),
                default_value=WorkForm.fields.kind,
                on_change=lambda kind: WorkForm.choose_kind(
                    WorkForm.journal_id, WorkForm.work_id, WorkForm.fields.day, kind
                ),
            ),
            named_field(
                "title",
                t("Title"),
                default_value=WorkForm.fields.title,
                max_length=TITLE_LIMIT,
            ),
            named_field(
                "day",
                t("Date"),
                kind="date",
                hint=t("A day to come is a planned work; it belongs to the lesson of its day."),
                default_value=WorkForm.fields.day,
                required=True,
            ),
            rx.el.div(
                named_choice(
                    "scale",
                    t("Scale"),
                    rx.foreach(WorkForm.scales, _option),
                    hint=rx.cond(
                        WorkForm.has_marks,
                        t("It stays: marks were entered in it."),
                        "",
                    ),
                    default_value=WorkForm.fields.scale,
                ),
                named_field(
                    "weight",
                    t("Weight in the average"),
                    hint=t("0 to {most}; 0: not counted.", most=str(MOST_WEIGHT)),
                    input_mode="numeric",
                    default_value=WorkForm.fields.weight,
                    required=True,
                ),
                key=f"kind-{WorkForm.kind_drawn}",
                class_name="fields narrow",
            ),
            _warnings(),
            rx.cond(WorkForm.has_marks, _why_it_stays()),
            rx.el.div(
                rx.cond((WorkForm.work_id != "") & ~WorkForm.has_marks, _delete()),
                button(t("Cancel"), **closes()),
                button(
                    rx.cond(WorkForm.warnings.length() > 0, t("Save all the same"), t("Save")),
                    kind="primary",
                    type="submit",
                ),
                class_name="row end",
            ),
            on_submit=lambda form: WorkForm.save(WorkForm.journal_id, form),
            key=f"work-{WorkForm.drawn}",
            class_name="stack",
        ),
        shown=WorkForm.shown,
    )


def _option(choice: Choice) -> rx.Component:
    return rx.el.option(choice.label, value=choice.value)


def _warnings() -> rx.Component:
    return rx.el.div(
        rx.cond(
            WorkForm.warnings.length() > 0,
            notice(
                "warn",
                rx.foreach(WorkForm.warnings, rx.el.p),
                rx.el.a(t("Calendar of tests"), href=CALENDAR_OF_TESTS),
            ),
        ),
        role="status",
    )


def _delete() -> rx.Component:
    return opener(_DELETION, t("Delete"), kind="danger", picture="trash")


def _why_it_stays() -> rx.Component:
    return rx.el.p(
        t(
            "It cannot be deleted: marks were entered in it. Clear those that were a mistake; a"
            " work without marks counts nowhere."
        ),
        class_name="small muted",
    )
