"""Addresses of the screens in the school: made, shown once, ended."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.substitutions.screens import create_screen, end_screen, screens

from .guard import requires, say_done
from .parsing import as_id, as_text
from .resuming import fresh_key, keeps

_TICKED = "on"


@dataclass(frozen=True)
class ScreenRow:
    """An address that works."""

    screen_id: int
    name: str
    made: str
    read: str


class Screens(rx.State):
    """The page of screens."""

    rows: list[ScreenRow] = []  # noqa: RUF012 - copied for each client
    form: str = ""
    """Changes when one is made: the form is empty again after each."""
    address: str = ""
    """The new address, shown once."""

    @rx.event
    @requires(Permission.SCREEN_MANAGE)
    @keeps("address", "form")
    async def enter(self, actor: Actor) -> None:
        """Show the addresses."""
        self.address, self.form = "", fresh_key()
        await _show(self, actor)

    @rx.event
    @requires(Permission.SCREEN_MANAGE)
    async def create(self, actor: Actor, form: dict[str, Any]) -> None:
        """Make an address."""
        name = as_text(form.get("name", ""), 1_000)
        if form.get("understood") != _TICKED:
            raise Refused(Message(N_("Tick that you know who can see it.")), field="understood")
        self.address = await asyncio.to_thread(create_screen, actor, name)
        self.form = fresh_key()
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The address is made. Copy it now.")))

    @rx.event
    @requires(Permission.SCREEN_MANAGE)
    async def end(self, actor: Actor, screen_id: int) -> None:
        """End an address."""
        await asyncio.to_thread(end_screen, actor, as_id(screen_id))
        self.address = ""
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("Ended. The screen shows nothing more.")))


async def _show(state: Screens, actor: Actor) -> None:
    state.rows = [
        ScreenRow(
            screen_id=own.screen_id,
            name=own.name,
            made=date_and_time(own.created_at, actor.language),
            read=date_and_time(own.last_read_at, actor.language) if own.last_read_at else "",
        )
        for own in await asyncio.to_thread(screens, actor)
    ]
