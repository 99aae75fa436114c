"""The fields of an event, for a new one and for one that is changed."""

from typing import Any

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.states.events import SchoolEvent
from ejournal_app.states.teaching_options import Choice

from .fields import named_area, named_choice, named_field


def _option(option: Choice) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _number(number: rx.Var[str]) -> rx.Component:
    return rx.el.option(t("Lesson {n}", n=number), value=number)


def _lesson_choice(name: str, label: Any, value: Any, on_change: Any) -> rx.Component:
    return named_choice(
        name,
        label,
        rx.el.option("—", value=""),
        rx.foreach(SchoolEvent.numbers, _number),
        value=value,
        on_change=on_change,
    )


def event_fields() -> list[Any]:
    """Return the fields of an event; lessons chosen fill in its times."""
    day, first, last = SchoolEvent.starts_on, SchoolEvent.first_lesson, SchoolEvent.last_lesson
    return [
        named_field(
            "title", t("Title"), default_value=SchoolEvent.title, max_length=200, required=True
        ),
        named_field(
            "place", t("Place of the event"), default_value=SchoolEvent.place, max_length=200
        ),
        rx.cond(
            SchoolEvent.people.length() > 0,
            named_choice(
                "responsible",
                t("Responsible teacher"),
                rx.foreach(SchoolEvent.people, _option),
                default_value=SchoolEvent.responsible,
            ),
        ),
        named_field(
            "starts_on",
            t("First day"),
            kind="date",
            default_value=day,
            required=True,
            on_change=lambda value: SchoolEvent.fill(value, first, last),
        ),
        _lesson_choice(
            "first_lesson",
            t("Event from lesson"),
            first,
            lambda value: SchoolEvent.fill(day, value, last),
        ),
        _lesson_choice(
            "last_lesson",
            t("Event to lesson"),
            last,
            lambda value: SchoolEvent.fill(day, first, value),
        ),
        named_field(
            "starts_time",
            t("Begins at"),
            kind="time",
            hint=t("The lessons chosen fill in the times."),
            default_value=SchoolEvent.starts_time,
            required=True,
            key=f"from-{SchoolEvent.times_key}",
        ),
        named_field(
            "ends_time",
            t("Ends at"),
            kind="time",
            default_value=SchoolEvent.ends_time,
            required=True,
            key=f"to-{SchoolEvent.times_key}",
        ),
        named_field(
            "ends_on",
            t("Last day of the event"),
            kind="date",
            hint=t("Leave it empty when it ends on the same day."),
            default_value=SchoolEvent.ends_on,
        ),
        named_area(
            "remark",
            t("Remark"),
            default_value=SchoolEvent.remark,
            max_length=500,
            rows="2",
        ),
    ]
