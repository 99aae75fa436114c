"""The frame of every page: bar with title and account menu, navigation, main part."""

from typing import Any

import reflex as rx

from ejournal_app.components.account_menu import OnChoice, account_menu
from ejournal_app.components.browser_sync import PRODUCT, browser_sync
from ejournal_app.components.filling import when_filled
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import brand_mark, icon
from ejournal_app.components.native import native_link
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.shell import NOTICES, NavItem, Shell


def page(
    *children: Any,
    title: Text,
    active: str,
    on_language: OnChoice,
    on_theme: OnChoice,
    status: rx.Component | None = None,
    wide: bool = False,
    back: Text | None = None,
) -> rx.Component:
    """Return a whole page; until it is filled for the person it shows grey lines.

    `active` is the key of the navigation entry the page belongs to, `status` goes beside the
    title (whether all is saved), `back` is the address of the page above, `wide` gives the
    children the full width.
    """
    return rx.fragment(
        browser_sync(title),
        rx.el.div(
            native_link(t("Skip to content"), href="#main", class_name="skip"),
            _bar(title, status, back, on_language, on_theme),
            rx.el.main(
                # A page that cannot be shown says so, also when it is not even known whose it is.
                when_filled(
                    rx.el.div(*children, class_name="page"), known=Shell.ready | Feedback.blocked
                ),
                id="main",
                tab_index=-1,
                class_name="main wide" if wide else "main",
            ),
            _navigation(active),
            class_name="app",
        ),
    )


def solo_page(*children: Any, title: Text) -> rx.Component:
    """Return a page without navigation (log-in, messages); the children bring the `h1`.

    They too are shown once the page is filled.
    """
    return rx.fragment(
        browser_sync(title),
        rx.el.main(
            rx.el.div(brand_mark(), PRODUCT, class_name="brand"),
            when_filled(*children),
            class_name="solo",
        ),
    )


def _bar(
    title: Text,
    status: rx.Component | None,
    back: Text | None,
    on_language: OnChoice,
    on_theme: OnChoice,
) -> rx.Component:
    return rx.el.header(
        rx.el.a(
            brand_mark(),
            rx.el.span(PRODUCT, class_name="brand-name"),
            href="/",
            aria_label=PRODUCT,
            class_name="brand",
        ),
        *(
            [rx.el.a(icon("chevron-left", t("Back")), href=back, class_name="back")]
            if back is not None
            else []
        ),
        rx.el.h1(title, class_name="bar-title"),
        rx.el.div(*([status] if status is not None else []), class_name="bar-status"),
        rx.cond(Shell.ready, account_menu(on_language, on_theme)),
        class_name="bar",
    )


def _navigation(active: str) -> rx.Component:
    def entry(item: NavItem) -> rx.Component:
        return rx.el.li(
            rx.el.a(
                icon(item.icon),
                rx.el.span(item.label),
                rx.cond((item.key == NOTICES) & (Shell.unread > 0), _unread()),
                href=item.href,
                aria_current=rx.cond(item.key == active, "page", "false"),
            ),
            key=item.key,
            custom_attrs={"data-key": item.key},
        )

    return rx.el.nav(
        rx.el.ul(rx.foreach(Shell.nav, entry)),
        aria_label=t("Main navigation"),
        class_name="nav",
    )


def _unread() -> rx.Component:
    """How many notices are unread: a number for the eye, words for the ear."""
    shown = rx.cond(Shell.unread > 99, "99+", Shell.unread)
    return rx.el.span(
        rx.el.span(shown, aria_hidden="true"),
        rx.el.span(tn("{n} unread", "{n} unread", Shell.unread), class_name="sr-only"),
        class_name="badge",
    )
