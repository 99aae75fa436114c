"""The log-in form, submitted by the browser itself, and the logins of a demonstration."""

from typing import Any, Protocol

import reflex as rx

from ejournal_app.components.feedback import error_strip
from ejournal_app.components.forms import field, password_input, text_input
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_form

ACTION = "/auth/login"


class DemoLoginView(Protocol):
    """One login of a demonstration: user name, role in the user's language, what it shows."""

    username: str
    role: str
    note: str


def login_form(
    *,
    error: Text,
    username: Text,
    next_path: Text,
    demo_logins: Any,
    demo_password: Text,
) -> rx.Component:
    """Return the form and, when there are demo logins, the box with them.

    `error` is a sentence or empty; `username` refills the field after a refusal; `next_path`
    is where to go afterwards; `demo_logins` holds items shaped like `DemoLoginView`.
    """
    return rx.fragment(
        rx.el.div(
            error_strip(error),
            native_form(
                field(
                    t("User name"),
                    text_input(
                        "username",
                        name="username",
                        auto_complete="username",
                        auto_capitalize="none",
                        spell_check=False,
                        required=True,
                        default_value=username,
                        # The refused name comes after the first drawing: a new key redraws.
                        key=username,
                    ),
                    control_id="username",
                ),
                field(
                    t("Password"),
                    password_input(
                        "password",
                        name="password",
                        auto_complete="current-password",
                        required=True,
                    ),
                    control_id="password",
                ),
                rx.el.input(type="hidden", name="next", value=next_path, read_only=True),
                rx.el.button(t("Log in"), type="submit", class_name="btn primary block"),
                action=ACTION,
                class_name="stack",
            ),
            class_name="card stack",
        ),
        rx.cond(demo_logins.length() > 0, _demo_box(demo_logins, demo_password, next_path)),
    )


def _demo_box(logins: Any, password: Text, next_path: Text) -> rx.Component:
    def row(login: Any) -> rx.Component:
        # A form of its own for each: one tap logs in, and nothing has to be typed or scripted.
        return native_form(
            rx.el.input(type="hidden", name="username", value=login.username, read_only=True),
            rx.el.input(type="hidden", name="password", value=password, read_only=True),
            rx.el.input(type="hidden", name="next", value=next_path, read_only=True),
            rx.el.button(
                rx.el.span(
                    rx.el.span(login.role, class_name="list-title"),
                    rx.el.span(
                        login.username,
                        rx.cond(login.note != "", " · ", ""),
                        login.note,
                        class_name="list-meta",
                    ),
                    class_name="list-body stack tight",
                ),
                icon("chevron-right"),
                type="submit",
                class_name="list-row",
            ),
            action=ACTION,
            key=login.username,
        )

    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Demonstration")),
            rx.el.p(
                t("Nobody here is real. Choose who to be; everybody's password is"),
                " ",
                rx.el.code(password, class_name="strong"),
                class_name="small muted",
            ),
            class_name="card-head",
        ),
        rx.el.div(rx.foreach(logins, row), class_name="list"),
        class_name="card flush",
    )
