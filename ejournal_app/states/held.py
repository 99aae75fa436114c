"""The page of one's own entries that were held back."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.entries.operations import AnswerStatus
from ejournal_app.services.held.lines import HeldLine
from ejournal_app.services.held.own import (
    OwnHeld,
    Unwritten,
    confirm_held,
    drop_own_held,
    own_held,
)

from .guard import requires, say_done
from .parsing import as_id, as_text


@dataclass(frozen=True)
class HeldLineView:
    """One value that waits, or was not written after all."""

    key: str
    pupil: str
    work: str
    old: str
    new: str
    note: str


@dataclass(frozen=True)
class HeldView:
    """Entries of one log-in that wait together."""

    held_id: int
    field: str
    """The name of the password's field."""
    at: str
    cause: str
    lines: list[HeldLineView]


class Held(rx.State):
    """What waits, and what the last confirmation left unwritten."""

    items: list[HeldView] = []  # noqa: RUF012 - copied for each client
    unwritten: list[HeldLineView] = []  # noqa: RUF012
    loaded: bool = False

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show what waits."""
        self.unwritten = []
        await _show(self, actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def confirm(self, actor: Actor, form: dict[str, Any]) -> None:
        """Write the entries, given the password."""
        held = as_id(form.get("held", ""))
        password = as_text(form.get("password", ""), 200)
        done = await asyncio.to_thread(confirm_held, actor, held, password)
        language = actor.language
        self.unwritten = [_unwritten(one, language) for one in done.unwritten]
        await _show(self, actor)
        words = ngettext(
            language, "{n} entry was written.", "{n} entries were written.", done.saved
        )
        await say_done(self, language, Message("{words}", {"words": words}))

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def drop(self, actor: Actor, held_id: int) -> None:
        """Drop the entries."""
        await asyncio.to_thread(drop_own_held, actor, as_id(held_id))
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("The entries were dropped; nothing was written."))
        )


async def _show(state: Held, actor: Actor) -> None:
    found = await asyncio.to_thread(own_held, actor)
    state.items = [_item(own, actor.language) for own in found]
    state.loaded = True


def _item(own: OwnHeld, language: str) -> HeldView:
    return HeldView(
        held_id=own.held_id,
        field=f"password-{own.held_id}",
        at=date_and_time(own.at, language),
        cause=translate(language, own.cause),
        lines=[_line(line, language) for line in own.lines],
    )


def _line(line: HeldLine, language: str, note: str = "") -> HeldLineView:
    kind = line.kind_en if language == "en" else line.kind_lv
    day = short_date(line.day, language) if line.day else ""
    return HeldLineView(
        key=line.operation,
        pupil=line.pupil,
        work=" · ".join(part for part in (line.journal, day, kind, line.title) if part),
        old=line.old or "—",
        new=line.new or "—",
        note=note,
    )


def _unwritten(one: Unwritten, language: str) -> HeldLineView:
    answer = one.answer
    if answer.status is AnswerStatus.CONFLICT:
        note = gettext(
            language,
            N_("Meanwhile {who} has written {value}."),
            who=answer.by,
            value=answer.value or "—",
        )
    else:
        note = translate(language, answer.message) if answer.message else ""
    return _line(one.line, language, note)
