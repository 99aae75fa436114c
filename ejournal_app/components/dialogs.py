"""Native dialogs: the browser keeps the focus inside, closes them on Esc, gives the focus back.

Opening and closing needs no server: `assets/shell.js` opens the dialog a button names.
"""

from typing import Any

import reflex as rx

from ejournal_app.components.forms import ButtonKind, button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import IconName


def dialog(dialog_id: Text, title: Text, *children: Any) -> rx.Component:
    """Return a dialog; `closes()` marks the buttons in it that close it."""
    return rx.el.dialog(
        rx.el.div(rx.el.h2(title, id=f"{dialog_id}-title"), *children),
        id=dialog_id,
        class_name="dialog",
        aria_labelledby=f"{dialog_id}-title",
    )


def opener(
    dialog_id: Text,
    *children: Any,
    kind: ButtonKind = "plain",
    picture: IconName | None = None,
    **props: Any,
) -> rx.Component:
    """Return the button that opens a dialog."""
    return button(
        *children,
        kind=kind,
        picture=picture,
        custom_attrs={"data-opens": dialog_id},
        aria_haspopup="dialog",
        **props,
    )


def closes() -> dict[str, Any]:
    """Return the properties of a button that closes the dialog it is in."""
    return {"custom_attrs": {"data-closes": "dialog"}}


def confirm_dialog(
    dialog_id: Text,
    *,
    title: Text,
    text: Text,
    confirm: Text,
    on_confirm: Any,
    destructive: bool = False,
) -> rx.Component:
    """Return the question asked before an act; the text says what will happen."""
    return dialog(
        dialog_id,
        title,
        rx.el.p(text),
        rx.el.div(
            button(t("Cancel"), **closes()),
            button(
                confirm,
                kind="danger" if destructive else "primary",
                on_click=on_confirm,
                **closes(),
            ),
            class_name="row end",
        ),
    )
