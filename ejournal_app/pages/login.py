"""The log-in page."""

import reflex as rx

from ejournal_app.components.account_menu import language_switch
from ejournal_app.components.i18n import t
from ejournal_app.components.layout import solo_page
from ejournal_app.components.login_form import login_form
from ejournal_app.states.login import Login


def login() -> rx.Component:
    """Return the form and, on a demonstration, its logins."""
    return solo_page(
        rx.el.h1(t("Log in")),
        login_form(
            error=Login.error,
            username=Login.username,
            next_path=Login.next_path,
            demo_logins=Login.demo_logins,
            demo_password=Login.demo_password,
        ),
        language_switch(Login.choose_language),
        title=t("Log in"),
    )
