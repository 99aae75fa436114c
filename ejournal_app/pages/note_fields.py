"""The fields of an absence note, the same for a new and an earlier one."""

from typing import Any

import reflex as rx

from ejournal_app.components.attachment import attachment_field
from ejournal_app.components.i18n import t
from ejournal_app.states.absence_notes import AbsenceNote
from ejournal_app.states.teaching_options import Choice

from .fields import named_area, named_choice, named_field


def note_fields() -> rx.Component:
    """Return the days, lessons, reason, issuer, remark and document of a note."""

    def lesson(number: rx.Var[str]) -> rx.Component:
        return rx.el.option(number, value=number)

    whole = rx.el.option(t("the whole day"), value="")
    return rx.el.div(
        named_field(
            "starts_on",
            t("First day"),
            kind="date",
            default_value=AbsenceNote.starts_on,
            required=True,
        ),
        named_field(
            "ends_on",
            t("Last day"),
            kind="date",
            default_value=AbsenceNote.ends_on,
            required=True,
        ),
        named_choice(
            "first_lesson",
            t("On the first day from lesson"),
            whole,
            rx.foreach(AbsenceNote.lesson_numbers, lesson),
            default_value=AbsenceNote.first_lesson,
        ),
        named_choice(
            "last_lesson",
            t("On the last day to lesson"),
            whole,
            rx.foreach(AbsenceNote.lesson_numbers, lesson),
            default_value=AbsenceNote.last_lesson,
        ),
        named_choice(
            "reason",
            t("Reason"),
            rx.foreach(AbsenceNote.reasons, _option),
            default_value=AbsenceNote.reason,
        ),
        named_field(
            "issued_by",
            t("Issued by"),
            hint=t("A doctor, a parent, the pupil of age."),
            default_value=AbsenceNote.issued_by,
            max_length=200,
            auto_complete="off",
        ),
        named_area("remark", t("Remark"), default_value=AbsenceNote.remark, max_length=500),
        attachment_field(
            "document",
            "absence_note",
            value=AbsenceNote.document_id,
            shown=AbsenceNote.document,
        ),
        class_name="fields",
    )


def hidden(name: str, value: Any) -> rx.Component:
    """Return a value that goes along with the form."""
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)


def _option(option: Choice) -> rx.Component:
    return rx.el.option(option.label, value=option.value)
