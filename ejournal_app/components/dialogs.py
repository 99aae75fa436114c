"""Native dialogs: the browser keeps the focus inside, closes them on Esc, gives the focus back.

Opening and closing needs no server: `assets/shell.js` opens the dialog a button names, or one that
the server has filled.
"""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import error_strip
from ejournal_app.components.forms import ButtonKind, button, described_by, field
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import IconName
from ejournal_app.domain.typed_name import FIELD
from ejournal_app.states.feedback import Feedback


def dialog(dialog_id: Text, title: Text, *children: Any, shown: Text | None = None) -> rx.Component:
    """Return a dialog; `closes()` marks the buttons in it that close it.

    One that the server fills is given `shown`: it opens when that changes to another text, and
    closes when it is emptied; no button needs to name it.
    """
    filled: dict[str, Any] = {} if shown is None else {"custom_attrs": {"data-shown": shown}}
    return rx.el.dialog(
        rx.el.div(rx.el.h2(title, id=f"{dialog_id}-title"), *children),
        id=dialog_id,
        class_name="dialog",
        aria_labelledby=f"{dialog_id}-title",
        **filled,
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


def typed_dialog(
    dialog_id: Text,
    *,
    title: Text,
    text: Text,
    name: Text,
    confirm: Text,
    on_confirm: Any,
    **props: Any,
) -> rx.Component:
    """Return the question before an act that cannot be taken back: the name has to be typed.

    The button wakes up once the name is there (`assets/shell.js` looks at it); `on_confirm` gets
    the form with what was typed and its service compares again (`domain.typed_name`). The dialog
    stays open until what it is about has gone from the page, so a refusal is read in it; give a
    `key` that changes when it should close although the page stays.
    """
    control_id = f"{dialog_id}-name"
    at_field = Feedback.field == FIELD
    return rx.el.dialog(
        rx.el.form(
            rx.el.h2(title, id=f"{dialog_id}-title"),
            rx.el.p(text),
            rx.el.p(t("This cannot be taken back.")),
            field(
                t("To confirm, write: {name}", name=name),
                rx.el.input(
                    id=control_id,
                    name=FIELD,
                    class_name="input",
                    auto_complete="off",
                    custom_attrs={
                        "data-confirms": name,
                        "autocapitalize": "off",
                        "spellCheck": "false",
                        "aria-invalid": rx.cond(at_field, "true", "false"),
                    },
                    aria_describedby=described_by(control_id)["aria_describedby"],
                ),
                control_id=control_id,
                error=rx.cond(at_field, Feedback.text, ""),
            ),
            error_strip(rx.cond(at_field, "", Feedback.text)),
            rx.el.div(
                button(t("Cancel"), **closes()),
                button(confirm, kind="danger", type="submit", disabled=True),
                class_name="row end",
            ),
            on_submit=on_confirm,
        ),
        id=dialog_id,
        class_name="dialog",
        aria_labelledby=f"{dialog_id}-title",
        **props,
    )
