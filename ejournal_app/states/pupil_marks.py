"""One pupil of a journal: marks with a field each, absences, average."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import LATE
from ejournal_app.domain.justification import TAKES_PART, is_justified_symbol
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services import live
from ejournal_app.services.absences.symbol_words import SYMBOL_WORDS
from ejournal_app.services.journal_views import PupilInJournal, pupil_in_journal
from ejournal_app.services.journal_views.views import PupilAbsence, PupilMark
from ejournal_app.services.statistics.risk_words import risk_words

from .guard import requires
from .live_page import show_while_open
from .mark_rows import MarkRow, mark_row, scale_hint, work_label
from .parsing import address_id, as_id


class PupilMarks(rx.State):
    """One pupil of a journal; what is typed goes through the outbox."""

    pupil_id: str = ""
    journal_id: str = ""
    journal: str = ""
    name: str = ""
    left: str = ""
    average: str = ""
    in_levels: bool = False
    editable: bool = False
    rows: list[MarkRow] = []  # noqa: RUF012 - copied for each client
    absences: list[str] = []  # noqa: RUF012
    absence_words: str = ""
    risks: list[str] = []  # noqa: RUF012
    previous_href: str = ""
    next_href: str = ""
    _watch: int = 0

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> Any:
        """Show the pupil of the address."""
        path = self.router.url.path
        journal_id = address_id(path, Permission.JOURNAL_READ, part=-3)
        pupil_id = address_id(path, Permission.JOURNAL_READ)
        found = await asyncio.to_thread(pupil_in_journal, actor, journal_id, pupil_id)
        self._watch += 1
        _show_pupil(self, found, actor.language)
        return PupilMarks.watch(journal_id, pupil_id)

    @rx.event(background=True)
    @requires(Permission.JOURNAL_LIST)
    async def watch(self, actor: Actor, journal_id: int, pupil_id: int) -> None:
        """Show what is written meanwhile, until the page shows something else or is gone."""
        journal, pupil = as_id(journal_id), as_id(pupil_id)
        mine = self._watch
        await show_while_open(
            self,
            actor,
            [live.journal_topic(journal)],
            is_current=lambda: self._watch == mine,
            read=lambda reader: pupil_in_journal(reader, journal, pupil),
            show=lambda found, language: _show_pupil(self, found, language),
        )


def _show_pupil(state: PupilMarks, found: PupilInJournal, language: str) -> None:
    address = f"/zurnals/{found.journal_id}"
    state.journal_id, state.journal = str(found.journal_id), found.journal
    state.name, state.in_levels, state.editable = found.name, found.in_levels, found.editable
    state.left = (
        gettext(language, "left {day}", day=short_date(found.left_on, language))
        if found.left_on
        else ""
    )
    state.average = found.average
    rows = [_pupil_row(own, address, language) for own in found.marks]
    if state.rows != rows:
        state.rows = rows
    state.absences = [_absence(own, language) for own in found.absences]
    absent = sum(own.symbol not in (LATE, TAKES_PART) for own in found.absences)
    late = sum(own.symbol == LATE for own in found.absences)
    justified = sum(is_justified_symbol(own.symbol) for own in found.absences)
    state.absence_words = "; ".join(
        [
            ngettext(language, "absent from {n} lesson", "absent from {n} lessons", absent),
            gettext(language, N_("justified: {n}"), n=justified),
            gettext(language, N_("late: {n}"), n=late),
        ]
    )
    state.risks = [translate(language, risk_words(risk)) for risk in found.risks]
    state.previous_href = f"{address}/skolens/{found.previous_id}" if found.previous_id else ""
    state.next_href = f"{address}/skolens/{found.next_id}" if found.next_id else ""
    state.pupil_id = str(found.pupil_id)


def _pupil_row(own: PupilMark, address: str, language: str) -> MarkRow:
    hint = scale_hint(own.work, language) if own.mark.editable else ""
    where = "" if own.journal else f"{address}/darbs/{own.work.work_id}"
    return mark_row(own.mark, work_label(own.work, language), own.journal or hint, where, language)


def _absence(own: PupilAbsence, language: str) -> str:
    lesson = gettext(language, "Lesson {n}", n=own.number)
    word = gettext(language, SYMBOL_WORDS[own.symbol])
    return f"{short_date(own.day, language)}, {lesson}: {word}"
