"""The screens in the school that show the changes of the day."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import empty_state
from ejournal_app.components.forms import button, checkbox, text_input
from ejournal_app.components.i18n import t
from ejournal_app.components.native import native_link
from ejournal_app.states.screens import ScreenRow, Screens

from .fields import named_field, save_row
from .frame import framed

_ADDRESS = "screen-address"


def screens() -> rx.Component:
    """Return what a screen is, the new address, the form, and those there are."""
    return framed(
        rx.cond(Screens.address != "", _new()),
        rx.el.section(
            rx.el.h2(t("New screen")),
            rx.el.p(
                t(
                    "Open the address in the browser of a television. It shows classes, lessons,"
                    " subjects, teachers and rooms, renews itself every minute and needs no"
                    " log-in. It shows no reasons and no pupils."
                )
            ),
            rx.el.form(
                named_field(
                    "name",
                    t("Where it hangs"),
                    required=True,
                    max_length=80,
                    auto_complete="off",
                    placeholder=t("Entrance hall"),
                ),
                checkbox(
                    t("I know that whoever has the address sees the screen."),
                    name="understood",
                    value="on",
                    required=True,
                ),
                save_row(label=t("Make an address")),
                on_submit=Screens.create,
                class_name="stack",
                key=Screens.form,
            ),
            class_name="card stack",
        ),
        rx.cond(
            Screens.rows.length() > 0,
            rx.el.section(
                rx.el.h2(t("Screens that work")),
                rx.foreach(Screens.rows, _screen),
                class_name="card stack",
            ),
            empty_state(t("No screens yet"), t("Give the first one a name above.")),
        ),
        title=t("Screens"),
        active="changes",
        back="/stundu-izmainas",
    )


def _new() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("The address, shown this once")),
        rx.el.div(
            text_input(
                _ADDRESS,
                value=Screens.address,
                read_only=True,
                aria_label=t("Address of the screen"),
            ),
            button(
                t("Copy"),
                picture="copy",
                kind="primary",
                custom_attrs={"data-copies": _ADDRESS, "data-done": t("Copied.")},
            ),
            native_link(t("Open the screen"), href=Screens.address, class_name="btn"),
            class_name="feed-address",
        ),
        rx.el.p(id=f"{_ADDRESS}-copied", role="status", class_name="muted small"),
        class_name="card stack",
    )


def _screen(one: ScreenRow) -> rx.Component:
    dialog_id = f"end-{one.screen_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(one.name, class_name="strong breaks"),
            rx.el.p(
                t("Made {at}.", at=one.made),
                " ",
                rx.cond(
                    one.read != "", t("Last read {at}.", at=one.read), t("Not shown anywhere yet.")
                ),
                class_name="small muted",
            ),
            class_name="grow",
        ),
        opener(dialog_id, t("End…"), kind="danger"),
        confirm_dialog(
            dialog_id,
            title=t("End this screen?"),
            text=t("It shows nothing any more. The address cannot be brought back."),
            confirm=t("End the screen"),
            on_confirm=Screens.end(one.screen_id),
            destructive=True,
        ),
        class_name="row",
        key=one.screen_id,
    )
