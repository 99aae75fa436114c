"""What every personal file must hold, set by the school (Regulation 9)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.class_tasks.items import (
    add_usual_items,
    ask_for_item,
    file_items,
    save_file_item,
)

from .guard import requires, say_done
from .parsing import as_id, as_text
from .resuming import fresh_key, keeps


@dataclass(frozen=True)
class ItemView:
    """An item."""

    item_id: int
    name_lv: str
    name_en: str
    asked: bool
    confirmations: int


class FileItems(rx.State):
    """The items and the form for one of them."""

    items: list[ItemView] = []  # noqa: RUF012 - copied for each client
    editing: str = ""
    """Id of the item in the form; empty for a new one."""
    name_lv: str = ""
    name_en: str = ""
    form_key: str = ""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("form_key", "editing", "name_lv", "name_en")
    async def enter(self, actor: Actor) -> None:
        """Show the items with an empty form."""
        await _show(self, actor, None)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def edit(self, actor: Actor, item_id: int) -> None:
        """Put an item into the form."""
        await _show(self, actor, as_id(item_id))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_usual(self, actor: Actor) -> None:
        """Add the usual items."""
        added = await asyncio.to_thread(add_usual_items, actor)
        await _show(self, actor, None)
        await say_done(self, actor.language, Message(N_("Items added: {n}."), {"n": added}))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save(self, actor: Actor, item_id: str, form: dict[str, Any]) -> None:
        """Add or rename an item."""
        name_lv = as_text(form.get("name_lv", ""), 1_000)
        name_en = as_text(form.get("name_en", ""), 1_000)
        own = as_id(item_id) if as_text(item_id, 20) else None
        await asyncio.to_thread(save_file_item, actor, own, name_lv, name_en)
        await _show(self, actor, None)
        await say_done(self, actor.language, Message(N_("Saved: {name}."), {"name": name_lv}))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def ask_for(self, actor: Actor, item_id: int, asked: str) -> None:
        """Ask for an item again (`1`) or no longer."""
        wanted = as_text(asked, 1) == "1"
        await asyncio.to_thread(ask_for_item, actor, as_id(item_id), wanted)
        await _show(self, actor, None)


async def _show(state: FileItems, actor: Actor, editing: int | None) -> None:
    lines = await asyncio.to_thread(file_items, actor)
    own = next((line for line in lines if line.item_id == editing), None)
    state.items = [
        ItemView(
            item_id=line.item_id,
            name_lv=line.name_lv,
            name_en=line.name_en,
            asked=line.is_active,
            confirmations=line.confirmations,
        )
        for line in lines
    ]
    state.editing = str(own.item_id) if own else ""
    state.name_lv, state.name_en = (own.name_lv, own.name_en) if own else ("", "")
    state.form_key = fresh_key()
