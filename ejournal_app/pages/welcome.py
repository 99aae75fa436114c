"""Before the first log-in and after a forgotten password: pages for people without a session."""

import reflex as rx

from ejournal_app.components.account_menu import language_switch
from ejournal_app.components.feedback import error_strip, notice
from ejournal_app.components.forms import field, password_input, text_input
from ejournal_app.components.i18n import t
from ejournal_app.components.layout import solo_page
from ejournal_app.components.native import native_form
from ejournal_app.states.login import Login
from ejournal_app.states.welcome import Welcome


def welcome() -> rx.Component:
    """Return the form that takes a one-time code and a new password."""
    return solo_page(
        rx.el.h1(t("Choose a password")),
        rx.cond(
            Welcome.saved != "",
            rx.el.div(
                notice("ok", Welcome.saved, live=True),
                rx.el.a(t("To the log-in page"), href="/ieiet", class_name="btn primary block"),
                class_name="card stack",
            ),
            _form(),
        ),
        language_switch(Welcome.choose_language),
        title=t("Choose a password"),
    )


def _form() -> rx.Component:
    return rx.el.div(
        error_strip(Welcome.error),
        rx.cond(
            Welcome.username != "",
            rx.el.p(
                t("Your user name is"),
                " ",
                rx.el.strong(Welcome.username),
                ". ",
                rx.cond(
                    Welcome.is_reset,
                    t("Choose a new password."),
                    t("Choose a password for it."),
                ),
            ),
            rx.el.p(t("Type the code you were given and choose a password."), class_name="muted"),
        ),
        native_form(
            field(
                t("One-time code"),
                text_input(
                    "code",
                    name="code",
                    auto_complete="one-time-code",
                    auto_capitalize="characters",
                    spell_check=False,
                    required=True,
                    max_length=40,
                    default_value=Welcome.code,
                    # The code of the address comes after the first drawing: a new key redraws.
                    key=Welcome.code,
                    on_blur=Welcome.look,
                ),
                control_id="code",
                hint=t("Twelve letters and digits; dashes and capitals do not matter."),
            ),
            # Password managers keep the password under this name.
            rx.el.input(
                type="text",
                name="username",
                value=Welcome.username,
                auto_complete="username",
                read_only=True,
                hidden=True,
            ),
            field(
                t("New password"),
                password_input(
                    "password", name="password", auto_complete="new-password", required=True
                ),
                control_id="password",
                hint=t("At least 10 characters."),
            ),
            field(
                t("New password again"),
                password_input("again", name="again", auto_complete="new-password", required=True),
                control_id="again",
            ),
            rx.el.button(t("Save and log in"), type="submit", class_name="btn primary block"),
            action="/auth/invitation",
            class_name="stack",
        ),
        class_name="card stack",
    )


def forgotten() -> rx.Component:
    """Return the form that asks for a new password by e-mail."""
    return solo_page(
        rx.el.h1(t("Forgotten password")),
        rx.el.div(
            error_strip(Login.error),
            rx.cond(
                Login.can_ask,
                native_form(
                    rx.el.p(
                        t(
                            "A code for a new password is sent to the e-mail address the school"
                            " has of you."
                        )
                    ),
                    field(
                        t("User name"),
                        text_input(
                            "username",
                            name="username",
                            auto_complete="username",
                            auto_capitalize="none",
                            spell_check=False,
                            required=True,
                        ),
                        control_id="username",
                    ),
                    rx.el.button(t("Send the code"), type="submit", class_name="btn primary block"),
                    action="/auth/forgotten",
                    class_name="stack",
                ),
                rx.el.p(t("Ask the school for a new code: its superuser can give you one.")),
            ),
            class_name="card stack",
        ),
        rx.el.a(t("Back to the log-in page"), href="/ieiet", class_name="btn quiet"),
        title=t("Forgotten password"),
    )
