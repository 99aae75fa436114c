"""The page that makes the first superuser of an empty installation."""

import reflex as rx

from ejournal_app.components.feedback import error_strip, notice
from ejournal_app.components.forms import described_by, field, password_input
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.layout import solo_page
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.first_run import FirstRun

from .fields import named_field, save_row


def first_run() -> rx.Component:
    """Return the form, or the way to the log-in page once there is a superuser."""
    return solo_page(
        rx.el.h1(t("Begin")),
        rx.cond(
            FirstRun.checked,
            rx.cond(FirstRun.open, _form(), _over()),
            error_strip(Feedback.text),  # it could not be looked up
        ),
        title=t("Begin"),
    )


def _over() -> rx.Component:
    return rx.el.div(
        notice("info", t("This installation has its superuser already.")),
        rx.el.a(t("Log in"), href="/ieiet", class_name="btn primary block"),
        class_name="card stack",
    )


def _form() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("You set up this installation and become its superuser."), class_name="muted"),
        error_strip(Feedback.text),
        rx.el.form(
            named_field(
                "code",
                t("One-time code"),
                hint=t("It is shown where the server was started."),
                default_value=FirstRun.code,
                key=FirstRun.code,
                auto_complete="off",
                required=True,
            ),
            rx.cond(
                FirstRun.asks_school,
                named_field("school_name", t("Name of the school"), required=True, max_length=200),
            ),
            named_field(
                "given_name",
                t("Your given name"),
                auto_complete="given-name",
                required=True,
                max_length=100,
            ),
            named_field(
                "family_name",
                t("Your family name"),
                auto_complete="family-name",
                required=True,
                max_length=100,
            ),
            named_field(
                "username",
                t("User name"),
                hint=t("With it you log in; not a personal code."),
                auto_complete="username",
                auto_capitalize="none",
                required=True,
                max_length=80,
            ),
            _password("password", t("Password"), t("At least 10 characters.")),
            _password("password_again", t("Password once more"), None),
            save_row(label=t("Begin")),
            on_submit=FirstRun.create,
            class_name="stack",
        ),
        class_name="card stack",
    )


def _password(name: str, label: Text, hint: Text | None) -> rx.Component:
    return field(
        label,
        password_input(
            name, name=name, auto_complete="new-password", required=True, **described_by(name)
        ),
        control_id=name,
        hint=hint,
        error=rx.cond(Feedback.field == name, Feedback.text, ""),
    )
