"""The log-in page."""

import reflex as rx

from ejournal_app.components.account_menu import language_switch
from ejournal_app.components.feedback import notice
from ejournal_app.components.i18n import t
from ejournal_app.components.layout import solo_page
from ejournal_app.components.login_form import login_form
from ejournal_app.states.login import Login


def login() -> rx.Component:
    """Return the form and, on a demonstration, its logins."""
    return solo_page(
        rx.el.h1(t("Log in")),
        rx.cond(
            Login.asked,
            notice(
                "ok",
                t(
                    "If the account exists and the school knows its e-mail address, a letter with"
                    " a code is on its way. If none comes, ask the school."
                ),
                live=True,
            ),
        ),
        login_form(
            error=Login.error,
            username=Login.username,
            next_path=Login.next_path,
            demo_logins=Login.demo_logins,
            demo_password=Login.demo_password,
        ),
        rx.el.div(
            rx.el.a(t("I have a code"), href="/uzaicinajums", class_name="btn quiet"),
            rx.cond(
                Login.can_ask,
                rx.el.a(t("Forgotten password"), href="/aizmirsta-parole", class_name="btn quiet"),
            ),
            class_name="row",
        ),
        language_switch(Login.choose_language),
        title=t("Log in"),
    )
