"""The dictionary of education programmes: one programme, and the usual ones to begin with."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.programmes.dictionary import (
    LONGEST_NAME,
    add_programme,
    add_usual_programmes,
    change_programme,
    missing_usual_programmes,
    open_programme,
    restore_programme,
    retire_programme,
)

from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_id, as_text
from .record_list import RecordList

LIST = "/iestatijumi/programmas"


@dataclass(frozen=True)
class UsualView:
    """A usual programme the dictionary does not have."""

    code: str
    name: str


class Programmes(rx.State):
    """What stands beside the list: the usual programmes that are missing."""

    usual: list[UsualView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def enter(self, actor: Actor) -> None:
        """Show which of the usual programmes are missing."""
        self.usual = await _missing(actor)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_usual(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Add those that are ticked."""
        codes = [as_text(name, 20) for name, ticked in form.items() if ticked]
        added = await asyncio.to_thread(add_usual_programmes, actor, codes)
        await say_done(self, actor.language, Message(N_("Programmes added: {n}."), {"n": added}))
        self.usual = await _missing(actor)
        return RecordList.enter


class ProgrammeForm(rx.State):
    """One programme, or a new one."""

    programme_id: str = ""
    """Empty for a new one."""
    code: str = ""
    name: str = ""
    retired: bool = False
    used: bool = False
    """Enrolments or classes have the code: it stays."""
    enrolments: int = 0
    classes: int = 0

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def enter(self, actor: Actor) -> None:
        """Show the programme of the address."""
        programme_id = address_id(self.router.url.path, Permission.SETUP_WRITE)
        await _show(self, actor, programme_id)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def enter_new(self, _actor: Actor) -> None:
        """Show an empty form; a code that pupils have already may come with the address."""
        code = str(self.router.url.query_parameters.get("kods", ""))
        self.programme_id, self.name = "", ""
        self.code = code if code.isascii() and code.isdecimal() and len(code) <= 8 else ""
        self.retired = self.used = False
        self.enrolments = self.classes = 0

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save(self, actor: Actor, programme_id: str, form: dict[str, Any]) -> Any:
        """Save the programme, or add the new one when there is no id."""
        code = as_text(form.get("code", ""), 40)
        name = as_text(form.get("name", ""), 2 * LONGEST_NAME)
        if not as_text(programme_id, 16):
            added = await asyncio.to_thread(add_programme, actor, code, name)
            words = Message(N_("Saved."))
            return await done_and_go(self, actor.language, words, f"{LIST}/{added}")
        known = as_id(programme_id)
        await asyncio.to_thread(change_programme, actor, known, code, name)
        await say_done(self, actor.language, Message(N_("The programme is saved.")))
        await _show(self, actor, known)
        return None

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def retire(self, actor: Actor, programme_id: str) -> None:
        """Let nobody choose it any more."""
        known = as_id(programme_id)
        await asyncio.to_thread(retire_programme, actor, known)
        await say_done(self, actor.language, Message(N_("The programme is retired.")))
        await _show(self, actor, known)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def restore(self, actor: Actor, programme_id: str) -> None:
        """Let it be chosen again."""
        known = as_id(programme_id)
        await asyncio.to_thread(restore_programme, actor, known)
        await say_done(self, actor.language, Message(N_("The programme can be chosen again.")))
        await _show(self, actor, known)


async def _missing(actor: Actor) -> list[UsualView]:
    missing = await asyncio.to_thread(missing_usual_programmes, actor)
    return [UsualView(code=one.code, name=one.name) for one in missing]


async def _show(state: ProgrammeForm, actor: Actor, programme_id: int) -> None:
    card = await asyncio.to_thread(open_programme, actor, programme_id)
    state.programme_id = str(card.programme_id)
    state.code, state.name = card.code, card.name
    state.retired, state.used = not card.is_active, card.is_used
    state.enrolments, state.classes = card.enrolments, card.classes
