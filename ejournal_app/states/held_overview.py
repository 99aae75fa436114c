"""Whose entries are held back, for the heads of the school."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.held.overview import HeldOf, drop_held, held_overview

from .guard import requires, say_done
from .parsing import as_id, as_text


@dataclass(frozen=True)
class HeldOfView:
    """Somebody's entries that wait."""

    held_id: int
    dialog: str
    field: str
    name: str
    at: str
    cause: str
    total: int
    origin: str
    href: str
    """Where what the account did is looked at."""


class HeldOverview(rx.State):
    """The list, the latest first."""

    items: list[HeldOfView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.HELD_DECIDE)
    async def enter(self, actor: Actor) -> None:
        """Show what waits."""
        await _show(self, actor)

    @rx.event
    @requires(Permission.HELD_DECIDE)
    async def drop(self, actor: Actor, form: dict[str, Any]) -> None:
        """Drop somebody's held entries, with the reason."""
        held = as_id(form.get("held", ""))
        reason = as_text(form.get("reason", ""), 1_000)
        await asyncio.to_thread(drop_held, actor, held, reason)
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("The entries were dropped; nothing was written."))
        )


async def _show(state: HeldOverview, actor: Actor) -> None:
    found = await asyncio.to_thread(held_overview, actor)
    state.items = [_view(own, actor.language) for own in found]


def _view(own: HeldOf, language: str) -> HeldOfView:
    return HeldOfView(
        held_id=own.held_id,
        dialog=f"drop-held-{own.held_id}",
        field=f"drop-reason-{own.held_id}",
        name=own.name,
        at=date_and_time(own.at, language),
        cause=translate(language, own.cause),
        total=own.entries,
        origin=" · ".join(part for part in (own.address, own.device) if part),
        href=f"/atgriesana?konts={own.account_id}",
    )
