"""Fields of a person, the same wherever a person is entered."""

from typing import Any

import reflex as rx

from ejournal_app.components.i18n import Text, t
from ejournal_app.states.person_form import ChoiceView

from .fields import named_choice, named_field


def person_fields(key: Any, **values: Any) -> list[rx.Component]:
    """Return the fields of `states.person_form.person_form`; `values` are what they begin with."""

    def one(name: str, label: Text, **props: Any) -> rx.Component:
        return named_field(
            name,
            label,
            default_value=values.get(name, ""),
            key=f"{name}{key}",
            auto_complete="off",
            **props,
        )

    return [
        one("given_name", t("Given name"), required=True, max_length=100),
        one("family_name", t("Family name"), required=True, max_length=100),
        one("personal_code", t("Personal code"), max_length=20, hint=t("Leave empty if none.")),
        one("birth_date", t("Date of birth"), kind="date"),
        one("email", t("E-mail"), kind="email", max_length=200),
        one("phone", t("Phone"), kind="tel", max_length=30),
    ]


def same_person(choices: Any) -> rx.Component:
    """Return the question whether it is somebody on record; nothing while nobody was found."""
    return rx.cond(
        choices.length() > 0,
        rx.el.div(
            named_choice(
                "same_as",
                t("Is it the same person?"),
                rx.el.option(t("Choose…"), value=""),
                rx.foreach(choices, choice_option),
                required=True,
            ),
            class_name="whole",
        ),
    )


def choice_option(choice: ChoiceView) -> rx.Component:
    """Return an option of a choice."""
    return rx.el.option(choice.label, value=choice.value)


def fact(name: Text, value: Any) -> rx.Component:
    """Return a line of a list of facts; a dash when it is not known."""
    return rx.el.div(rx.el.dt(name), rx.el.dd(rx.cond(value != "", value, "—")))
