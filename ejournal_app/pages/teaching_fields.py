"""Fields that several pages about teaching share."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import notice
from ejournal_app.components.i18n import Text, t
from ejournal_app.states.teaching_options import Choice

GRADES = range(1, 13)


def choice(one: Choice) -> rx.Component:
    """Return one value of a choice."""
    return rx.el.option(one.label, value=one.value)


def grade_choices() -> list[rx.Component]:
    """Return the grades to choose from."""
    return [rx.el.option(t("Grade {n}", n=grade), value=str(grade)) for grade in GRADES]


def tick(name: str, label: Text, **props: Any) -> rx.Component:
    """Return a box of a form, sent as `name` when it is ticked."""
    return rx.el.label(
        rx.el.input(type="checkbox", name=name, value="1", **props), label, class_name="check"
    )


def year_switch(years: Any, year_id: Any, on_choice: Any) -> rx.Component:
    """Return the choice of the school year a page shows; nothing while there is only one."""
    return rx.cond(
        years.length() > 1,
        rx.el.label(
            rx.el.span(t("School year"), class_name="label"),
            rx.el.select(
                rx.foreach(years, choice),
                value=year_id.to_string(),
                on_change=on_choice,
                class_name="input",
            ),
            class_name="row",
        ),
    )


def obstacle_list(obstacles: Any) -> rx.Component:
    """Return why something cannot be taken back."""
    return rx.cond(
        obstacles.length() > 0,
        notice(
            "warn",
            rx.el.p(t("It cannot be taken back because of this:")),
            rx.el.ul(rx.foreach(obstacles, rx.el.li)),
        ),
    )
