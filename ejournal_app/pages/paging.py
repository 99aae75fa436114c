"""The search field and the turning of pages that every long list has."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from ejournal_app.components.forms import button, search_input
from ejournal_app.components.i18n import Text, t


def search_field(label: Text, search: rx.Var[str], on_find: Callable[[Any], Any]) -> rx.Component:
    """Return the field that narrows a list on the server, a third of a second after typing."""
    return search_input(
        "search",
        label,
        default_value=search,
        on_change=lambda text: on_find(text).debounce(300),
    )


def page_turner(
    page: rx.Var[int],
    pages: rx.Var[int],
    search: rx.Var[str],
    on_turn: Callable[[Any, Any], Any],
) -> rx.Component:
    """Return the buttons to the previous and the next page; nothing when there is one page."""
    return rx.cond(
        pages > 1,
        rx.el.nav(
            button(
                t("Previous page"),
                picture="chevron-left",
                disabled=page <= 1,
                on_click=on_turn(search, page - 1),
            ),
            rx.el.span(t("Page {n} of {all}", n=page, all=pages), class_name="muted"),
            button(
                t("Next page"),
                picture="chevron-right",
                disabled=page >= pages,
                on_click=on_turn(search, page + 1),
            ),
            aria_label=t("Pages"),
            class_name="row",
        ),
    )
