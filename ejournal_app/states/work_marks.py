"""One work of a journal with a field for each pupil."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services import live
from ejournal_app.services.absences.symbol_words import SYMBOL_LOOKS, SYMBOL_WORDS
from ejournal_app.services.journal_views import WorkList, work_list
from ejournal_app.services.works.done_later import record_done_later, withdraw_done_later

from .guard import requires
from .live_page import show_while_open
from .mark_rows import MarkRow, mark_row, marked_words, scale_hint, work_label
from .parsing import address_id, as_day, as_id


@dataclass(frozen=True)
class AbsentView:
    """A pupil absent on the day of the work."""

    pupil_id: int
    name: str
    why: str
    look: str
    done_on: str
    """In words; empty while they have not done it."""
    key: str
    """Changes with the day: the form begins anew."""


class WorkMarks(rx.State):
    """One work with a field for each pupil; what is typed goes through the outbox."""

    work_id: str = ""
    journal_id: str = ""
    journal: str = ""
    title: str = ""
    hint: str = ""
    counted: str = ""
    editable: bool = False
    rows: list[MarkRow] = []  # noqa: RUF012 - copied for each client
    absent: list[AbsentView] = []  # noqa: RUF012 - copied for each client
    first_day: str = ""
    """The day of the work: none before it is offered."""
    today: str = ""
    previous_href: str = ""
    next_href: str = ""
    _watch: int = 0

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> Any:
        """Show the work of the address."""
        path = self.router.url.path
        journal_id = address_id(path, Permission.JOURNAL_READ, part=-3)
        work_id = address_id(path, Permission.JOURNAL_READ)
        found = await asyncio.to_thread(work_list, actor, journal_id, work_id)
        self._watch += 1
        _show_work(self, found, actor.language)
        return WorkMarks.watch(journal_id, work_id)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def done_later(
        self, actor: Actor, journal_id: str, work_id: str, pupil_id: int, form: dict[str, Any]
    ) -> None:
        """Note on which day an absent pupil did the work."""
        journal, work, pupil = as_id(journal_id), as_id(work_id), as_id(pupil_id)
        field = f"done-later-{pupil}"
        day = as_day(form.get(field, ""))
        if day is None:
            raise Refused(
                Message(N_("This is not a date. Choose a day from the calendar.")), field=field
            )
        await asyncio.to_thread(record_done_later, actor, work, pupil, day)
        _show_work(self, await asyncio.to_thread(work_list, actor, journal, work), actor.language)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def not_done_later(
        self, actor: Actor, journal_id: str, work_id: str, pupil_id: int
    ) -> None:
        """Take back that an absent pupil did the work."""
        journal, work, pupil = as_id(journal_id), as_id(work_id), as_id(pupil_id)
        await asyncio.to_thread(withdraw_done_later, actor, work, pupil)
        _show_work(self, await asyncio.to_thread(work_list, actor, journal, work), actor.language)

    @rx.event(background=True)
    @requires(Permission.JOURNAL_LIST)
    async def watch(self, actor: Actor, journal_id: int, work_id: int) -> None:
        """Show what is written meanwhile, until the page shows something else or is gone."""
        journal, work = as_id(journal_id), as_id(work_id)
        mine = self._watch
        await show_while_open(
            self,
            actor,
            [live.journal_topic(journal)],
            is_current=lambda: self._watch == mine,
            read=lambda reader: work_list(reader, journal, work),
            show=lambda found, language: _show_work(self, found, language),
        )


def _show_work(state: WorkMarks, found: WorkList, language: str) -> None:
    address = f"/zurnals/{found.journal_id}"
    state.journal_id, state.journal = str(found.journal_id), found.journal
    state.title = work_label(found.work, language)
    state.hint = scale_hint(found.work, language)
    state.counted = marked_words(found.work, language)
    state.editable = found.editable
    state.previous_href = f"{address}/darbs/{found.previous_id}" if found.previous_id else ""
    state.next_href = f"{address}/darbs/{found.next_id}" if found.next_id else ""
    rows = [
        mark_row(mark, mark.label, "", f"{address}/skolens/{mark.pupil_id}", language)
        for mark in found.marks
    ]
    if state.rows != rows:
        state.rows = rows
    state.absent = [
        AbsentView(
            pupil_id=one.pupil_id,
            name=one.name,
            why=gettext(language, SYMBOL_WORDS[one.symbol]),
            look=SYMBOL_LOOKS[one.symbol],
            done_on=short_date(one.done_on, language) if one.done_on else "",
            key=f"{one.pupil_id}-{one.done_on}",
        )
        for one in found.absent
    ]
    state.first_day, state.today = found.work.day.isoformat(), clock.today().isoformat()
    state.work_id = str(found.work.work_id)
