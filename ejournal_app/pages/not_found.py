"""What an address that does not exist shows."""

import reflex as rx

from ejournal_app.components.feedback import empty_state
from ejournal_app.components.i18n import t
from ejournal_app.components.layout import solo_page


def not_found() -> rx.Component:
    """Return a sentence and the way to one's own pages."""
    return solo_page(
        rx.el.h1(t("There is no such page")),
        empty_state(
            t("The address leads nowhere"),
            t("It may have been mistyped, or the page has moved."),
            action=rx.el.a(t("To my start page"), href="/", class_name="btn primary"),
        ),
        title=t("There is no such page"),
    )
