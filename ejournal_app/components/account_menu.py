"""The menu behind one's initials: who is here, language, theme, own account, leaving."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import IconName, icon
from ejournal_app.components.native import native_form
from ejournal_app.states.preferences import Preferences
from ejournal_app.states.shell import Shell

OnChoice = Callable[[str], Any]
"""An event handler of a state that takes the chosen code."""

LANGUAGE_NAMES = (("lv", "Latviešu"), ("en", "English"))


def account_menu(on_language: OnChoice, on_theme: OnChoice) -> rx.Component:
    """Return the menu; the two handlers are called with the code of the choice."""
    return rx.el.details(
        rx.el.summary(
            rx.el.span(Shell.initials, class_name="avatar", aria_hidden="true"),
            rx.el.span(t("Account menu"), class_name="sr-only"),
        ),
        rx.el.div(
            rx.el.div(
                rx.el.p(Shell.name, class_name="strong"),
                rx.el.p(Shell.role_label, class_name="small muted"),
            ),
            language_switch(on_language),
            theme_switch(on_theme),
            rx.el.hr(),
            rx.el.div(
                rx.el.a(icon("user"), t("My account"), href="/konts", class_name="btn quiet"),
                native_form(
                    rx.el.button(
                        icon("log-out"), t("Log out"), type="submit", class_name="btn quiet"
                    ),
                    action="/auth/logout",
                ),
                class_name="stack tight",
            ),
            class_name="menu-panel",
        ),
        class_name="menu",
    )


def language_switch(on_language: OnChoice) -> rx.Component:
    """Return the switch of languages, each named in itself."""
    return _segments(
        t("Language"),
        [
            _segment(Preferences.language, code, on_language, rx.el.span(name, lang=code))
            for code, name in LANGUAGE_NAMES
        ],
    )


def theme_switch(on_theme: OnChoice) -> rx.Component:
    """Return the switch of themes."""
    choices: list[tuple[str, IconName, Text]] = [
        ("auto", "monitor", t("Auto")),
        ("light", "sun", t("Light")),
        ("dark", "moon", t("Dark")),
    ]
    return _segments(
        t("Theme"),
        [
            _segment(Preferences.theme, code, on_theme, icon(picture), rx.el.span(words))
            for code, picture, words in choices
        ],
    )


def _segments(label: Text, buttons: list[rx.Component]) -> rx.Component:
    return rx.el.div(*buttons, role="group", aria_label=label, class_name="segments")


def _segment(chosen: Text, code: str, handler: OnChoice, *children: Any) -> rx.Component:
    return rx.el.button(
        *children,
        type="button",
        aria_pressed=rx.cond(chosen == code, "true", "false"),
        on_click=handler(code),
    )
