"""What every personal file must hold (Regulation 9)."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.lists import list_row
from ejournal_app.states.file_items import FileItems, ItemView

from .fields import named_field, save_row
from .frame import framed


def file_items() -> rx.Component:
    """Return the items and the form for one of them."""
    return framed(
        rx.cond(
            FileItems.items.length() > 0,
            rx.el.div(rx.foreach(FileItems.items, _item), class_name="list card flush"),
            empty_state(
                t("Nothing is asked for yet"),
                t("Begin with what schools usually keep, then change it."),
                action=button(
                    t("Add the usual items"), kind="primary", on_click=FileItems.add_usual
                ),
            ),
        ),
        rx.el.form(
            rx.el.h3(rx.cond(FileItems.editing != "", t("Change an item"), t("Add an item"))),
            rx.el.div(
                named_field(
                    "name_lv",
                    t("Name in Latvian"),
                    default_value=FileItems.name_lv,
                    max_length=200,
                ),
                named_field(
                    "name_en",
                    t("Name in English (optional)"),
                    default_value=FileItems.name_en,
                    max_length=200,
                ),
                class_name="fields",
            ),
            save_row(),
            on_submit=lambda form: FileItems.save(FileItems.editing, form),
            class_name="card stack",
            key=FileItems.form_key,
        ),
        title=t("Contents of personal files"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _item(item: ItemView) -> rx.Component:
    return list_row(
        title=item.name_lv,
        meta=tn("{n} confirmation", "{n} confirmations", item.confirmations),
        trail=rx.el.div(
            rx.cond(
                item.asked,
                button(t("Ask no longer"), on_click=FileItems.ask_for(item.item_id, "")),
                rx.fragment(
                    chip(t("not asked for")),
                    " ",
                    button(t("Ask again"), on_click=FileItems.ask_for(item.item_id, "1")),
                ),
            ),
            button(
                t("Change"),
                aria_label=t("Change: {name}", name=item.name_lv),
                on_click=FileItems.edit(item.item_id),
            ),
            class_name="row tight",
        ),
        class_name="wraps",
    )
