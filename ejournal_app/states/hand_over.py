"""Handing journals over from one teacher to another, or giving them their first."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.teaching.hand_over import (
    HandedJournal,
    HandOverForm,
    hand_over,
    hand_over_form,
)
from ejournal_app.services.teaching.runs import undo_run

from .guard import requires, say_done
from .parsing import UNREADABLE, as_day, as_id
from .resuming import fresh_key, keeps
from .school_class import NO_DAY, NO_PERSON
from .teaching_options import Choice, as_chosen_id, as_tick, staff_choices
from .teaching_runs import RunView, obstacle_words, run_views

_MOST_FIELDS = 2_000


@dataclass(frozen=True)
class HandedView:
    """A journal that can be handed over."""

    journal_id: int
    name: str
    period: str


class HandOver(rx.State):
    """From whom, to whom, which journals, from when."""

    from_id: str = ""
    """Empty: journals without a teacher."""
    from_name: str = ""
    holders: list[Choice] = []  # noqa: RUF012 - copied for each client
    staff: list[Choice] = []  # noqa: RUF012
    journals: list[HandedView] = []  # noqa: RUF012
    first_day: str = ""
    runs: list[RunView] = []  # noqa: RUF012
    obstacles: list[str] = []  # noqa: RUF012
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show the journals of the address's teacher, or those without one."""
        await _show(self, actor, _asked(self))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def give(self, actor: Actor, from_id: str, form: dict[str, Any]) -> None:
        """Hand the ticked journals over."""
        giver, taker = as_chosen_id(from_id), as_chosen_id(form.get("to", ""))
        day = as_day(form.get("starts_on", ""))
        if len(form) > _MOST_FIELDS:
            raise Refused(UNREADABLE)
        journals = [
            as_id(name.removeprefix("journal-"))
            for name in form
            if name.startswith("journal-") and as_tick(form, name)
        ]
        if taker is None:
            raise Refused(NO_PERSON, field="to")
        if day is None:
            raise Refused(NO_DAY, field="starts_on")
        done = await asyncio.to_thread(
            hand_over, actor, from_id=giver, to_id=taker, journal_ids=journals, starts_on=day
        )
        words = Message(N_("Journals handed over: {journals}."), done.counts)
        await say_done(self, actor.language, words)
        await _show(self, actor, giver)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def take_back(self, actor: Actor, run_id: int) -> None:
        """Undo a hand-over."""
        try:
            await asyncio.to_thread(undo_run, actor, RunKind.HAND_OVER, as_id(run_id))
        except UndoBlocked as blocked:
            self.obstacles = obstacle_words(blocked, actor.language)
            raise
        words = Message(N_("Taken back: the journals are taught as before."))
        await say_done(self, actor.language, words)
        await _show(self, actor, _asked(self))


def _asked(state: HandOver) -> int | None:
    return as_chosen_id(state.router.url.query_parameters.get("no", ""))


async def _show(state: HandOver, actor: Actor, from_id: int | None) -> None:
    form = await asyncio.to_thread(hand_over_form, actor, from_id)
    runs = await run_views(actor, RunKind.HAND_OVER)
    state.from_id = str(from_id) if from_id is not None else ""
    names = {one.person_id: one.name for one in form.holders}
    state.from_name = names.get(from_id, "") if from_id is not None else ""
    state.holders = staff_choices(form.holders)
    state.staff = staff_choices([one for one in form.staff if one.person_id != from_id])
    state.journals = [_handed(one, actor.language) for one in form.journals]
    state.first_day = _first_day(form).isoformat()
    state.runs = runs
    state.obstacles = []
    state.shown = fresh_key()


def _first_day(form: HandOverForm) -> date:
    """Return the day offered: today within the year; for a first teacher, the year's first."""
    day = clock.today() if form.from_id is not None else form.first_day
    return max(form.first_day, min(day, form.last_day))


def _handed(journal: HandedJournal, language: str) -> HandedView:
    last = short_date(journal.ends_on, language) if journal.ends_on else ""
    return HandedView(
        journal_id=journal.journal_id,
        name=journal.name,
        period=f"{short_date(journal.starts_on, language)} – {last}".strip(),
    )
