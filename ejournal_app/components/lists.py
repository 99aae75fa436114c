"""Lists of things one can open."""

from typing import Any

import reflex as rx

from ejournal_app.components.i18n import Text
from ejournal_app.components.icons import icon


def list_row(
    *,
    title: Any,
    meta: Any = None,
    lead: Any = None,
    trail: Any = None,
    href: Text | None = None,
    class_name: Any = "",
) -> rx.Component:
    """Return a row: what leads it (a time), title, small words below, what ends it (a state).

    With `href` the whole row is the link. Put rows into an element of class `list`.
    """
    body = [rx.el.div(title, class_name="list-title")]
    if meta is not None:
        body.append(rx.el.div(meta, class_name="list-meta"))
    parts: list[Any] = []
    if lead is not None:
        parts.append(rx.el.div(lead, class_name="list-lead"))
    parts.append(rx.el.div(*body, class_name="list-body"))
    end = [trail] if trail is not None else []
    if href is not None:
        end.append(icon("chevron-right"))
    if end:
        parts.append(rx.el.div(*end, class_name="list-trail"))
    if href is None:
        return rx.el.div(*parts, class_name=f"list-row {class_name}")
    return rx.el.a(*parts, href=href, class_name=f"list-row {class_name}")
