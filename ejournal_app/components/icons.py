"""Icons: one `<span>` each, painted by `assets/icons.css` in the colour of the text around it."""

from typing import Literal, get_args

import reflex as rx

from ejournal_app.components.i18n import Text

IconName = Literal[
    "arrow-right",
    "award",
    "bell",
    "book",
    "calendar",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "clock",
    "copy",
    "done",
    "download",
    "eye",
    "eye-off",
    "file",
    "grid",
    "home",
    "inbox",
    "info",
    "key",
    "language",
    "layers",
    "link",
    "list-checks",
    "log-out",
    "mail",
    "monitor",
    "moon",
    "offline",
    "pencil",
    "phone",
    "plus",
    "printer",
    "school",
    "search",
    "settings",
    "shield",
    "sun",
    "trash",
    "undo",
    "upload",
    "user",
    "users",
    "warning",
    "x",
]
ICON_NAMES: tuple[str, ...] = get_args(IconName)


def icon(name: IconName | Text, label: Text | None = None) -> rx.Component:
    """Return an icon; with a label it is read aloud, without one it is decoration."""
    if label is None:
        return rx.el.span(class_name=f"icon i-{name}", aria_hidden="true")
    return rx.el.span(class_name=f"icon i-{name}", role="img", aria_label=label)


def brand_mark() -> rx.Component:
    """Return the sign of the product: an open journal with a tick."""
    # Attributes, not props: a prop the element does not know becomes a style of its own.
    return rx.el.svg(
        rx.el.svg.rect(width="64", height="64", rx="15", custom_attrs={"fill": "var(--accent)"}),
        rx.el.svg.path(
            d="M32 19c-4-3-9-4-17-4v31c8 0 13 1 17 4 4-3 9-4 17-4V15c-8 0-13 1-17 4Z",
            custom_attrs={"fill": "var(--accent-text)"},
        ),
        rx.el.svg.path(
            d="m23 32 7 7 12-14",
            custom_attrs={
                "fill": "none",
                "stroke": "var(--accent)",
                "strokeWidth": "5",
                "strokeLinecap": "round",
                "strokeLinejoin": "round",
            },
        ),
        view_box="0 0 64 64",
        aria_hidden="true",
    )
