"""The own account: sessions, password, trail."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.devices import device_name
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.accounts.own_account import change_password, own_trail
from ejournal_app.services.accounts.sessions import revoke, sessions_of

from .action_words import ACTION_WORDS, OTHER_ACT
from .feedback import Feedback
from .guard import requires
from .parsing import as_id, as_text

_TRAIL_LENGTH = 30


@dataclass(frozen=True)
class SessionRow:
    """A browser that is logged in."""

    session_id: int
    since: str
    last_seen: str
    device: str
    current: bool


@dataclass(frozen=True)
class TrailRow:
    """One act of the account."""

    at: str
    action: str
    refused: bool


class OwnAccount(rx.State):
    """The own account's page."""

    sessions: list[SessionRow] = []  # noqa: RUF012 - copied for each client
    trail: list[TrailRow] = []  # noqa: RUF012
    password_changed: bool = False

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show the account."""
        self.password_changed = False
        await _show(self, actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def end_session(self, actor: Actor, session_id: int) -> None:
        """Log another browser out."""
        await asyncio.to_thread(revoke, actor, as_id(session_id))
        await _show(self, actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def change_password(self, actor: Actor, form: dict[str, Any]) -> None:
        """Replace the password and log all other browsers out."""
        old, new = as_text(form.get("old", ""), 200), as_text(form.get("new", ""), 200)
        self.password_changed = False
        await asyncio.to_thread(change_password, actor, old, new)
        (await self.get_state(Feedback)).text = ""
        self.password_changed = True
        await _show(self, actor)


async def _show(state: OwnAccount, actor: Actor) -> None:
    language = actor.language
    state.sessions = [
        SessionRow(
            session_id=own.id,
            since=date_and_time(own.started_at, language),
            last_seen=date_and_time(own.last_seen_at, language),
            device=device_name(own.user_agent),
            current=own.is_current,
        )
        for own in await asyncio.to_thread(sessions_of, actor)
    ]
    state.trail = [
        TrailRow(
            at=date_and_time(entry.at, language),
            action=gettext(language, ACTION_WORDS.get(entry.action, OTHER_ACT)),
            refused=entry.outcome == "refused",
        )
        for entry in await asyncio.to_thread(own_trail, actor, _TRAIL_LENGTH)
    ]
