"""What is around every page: the note about a lost connection and the net under broken pages.

They take the place of the framework's own, which bring icons, toasts and sentences in English.
"""

from collections.abc import Callable

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_connection_errors

from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.i18n.catalogue import gettext

AppWraps = dict[tuple[int, str], Callable[[bool], rx.Component | None]]


def app_wraps() -> AppWraps:
    """Return the value for `rx.App(app_wraps=…)`; the numbers are the order of nesting."""
    return {
        (55, "ErrorBoundary"): lambda _stateful: error_boundary(),
        (5, "Overlay"): lambda stateful: rx.fragment(connection_note()) if stateful else None,
    }


@rx.memo
def connection_note() -> rx.Component:
    """Say, out of the way, that the server cannot be reached and that we keep trying."""
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.div(
                icon("offline"), t("No connection. Trying to reconnect…"), class_name="connection"
            ),
        ),
        role="status",
    )


def error_boundary() -> rx.Component:
    """Show words and a way out instead of a blank page when drawing it failed.

    Nothing of the session can be asked here, so the sentences stand in both languages.
    """
    title = "Something went wrong on this page."
    text = "What you had saved is safe. Load the page again."
    return ErrorBoundary.create(
        fallback_render=rx.Var.create(
            rx.el.main(
                rx.el.h1(gettext("lv", title)),
                rx.el.p(gettext("lv", text)),
                rx.el.p(title, " ", text, custom_attrs={"lang": "en"}, class_name="muted"),
                native_link(gettext("lv", "Load again"), href="", class_name="btn primary"),
                class_name="solo",
            )
        )
    )
