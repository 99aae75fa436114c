"""The substitution board: every lesson hit, who could cover it, planning, confirming (12)."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import day_and_month, long_date, weekday
from ejournal_app.services import live
from ejournal_app.services.substitutions.board import Board as BoardRead
from ejournal_app.services.substitutions.board import BoardState
from ejournal_app.services.substitutions.board_days import board_days
from ejournal_app.services.substitutions.candidates import candidates_for
from ejournal_app.services.substitutions.confirming import confirm_covers, undo_cover
from ejournal_app.services.substitutions.entering import (
    EnteredLesson,
    confirm_entered,
)
from ejournal_app.services.substitutions.planning import (
    board_topic,
    clear_cover,
    plan_cover,
    propose_all,
)
from ejournal_app.services.substitutions.seen import mark_of

from .board_reading import read_board, read_marks, span_of, why_uncovered
from .board_views import (
    BY_TEACHER,
    BY_TIME,
    LessonGroup,
    NotLine,
    OfferLine,
    SummaryLine,
    WaitingLine,
    alternative_line,
    candidate_line,
    groups_of,
    not_line,
    summary_of,
    waiting_line,
)
from .guard import current_actor, requires, say_done
from .live_page import SETTLE_SECONDS, wait_for_change
from .parsing import as_day, as_id, as_text
from .resuming import fresh_key

_PATH = "/aizvietosana"
_PLAN = Permission.SUBSTITUTION_PLAN
_LONGEST_MARK = 100

T = TypeVar("T")


@dataclass(frozen=True)
class DayTab:
    """A day one can go to."""

    href: str
    label: str
    current: bool


class SubstitutionBoard(rx.State):
    """The board of a day or some days."""

    first: str = ""
    """ISO; empty while nothing is loaded."""
    last: str = ""
    title: str = ""
    days: list[DayTab] = []  # noqa: RUF012 - copied for each client
    grouping: str = BY_TIME
    groups: list[LessonGroup] = []  # noqa: RUF012
    total: int = 0
    open_count: int = 0
    planned_count: int = 0
    waiting: list[WaitingLine] = []  # noqa: RUF012
    chosen: str = ""
    """The lesson whose candidates are shown."""
    chosen_title: str = ""
    chosen_seen: str = ""
    best: list[OfferLine] = []  # noqa: RUF012
    alternatives: list[OfferLine] = []  # noqa: RUF012
    impossible: list[NotLine] = []  # noqa: RUF012
    uncovered: list[str] = []  # noqa: RUF012
    """After a proposal: the lessons nobody was found for, and why."""
    summary: list[SummaryLine] = []  # noqa: RUF012
    summary_shown: str = ""
    """Names the summary that is open; empty while none is."""
    summary_told: str = ""
    summary_marks: str = ""
    """The lessons it is about, each with what it showed."""
    _watch: str = ""

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def enter(self, actor: Actor) -> Any:
        """Show the days of the address, today unless it names some."""
        asked = self.router.url.query_parameters
        days = await asyncio.to_thread(board_days, actor)
        first = as_day(asked.get("no", "")) or days[0].day
        last = as_day(asked.get("lidz", "")) or first
        self.grouping = BY_TEACHER if asked.get("skats") == BY_TEACHER else BY_TIME
        _close(self)
        self.summary_shown, self.uncovered = "", []
        await _show(self, actor, first, last)
        self.days = [
            DayTab(
                href=f"{_PATH}?no={one.day}",
                label=f"{weekday(one.day, actor.language)} {day_and_month(one.day, actor.language)}"
                f" ({one.away})",
                current=one.day == first == last,
            )
            for one in days
        ]
        self._watch = fresh_key()
        return SubstitutionBoard.watch(self.first, self.last)

    @rx.event(background=True)
    @requires(Permission.SUBSTITUTION_PLAN)
    async def watch(self, actor: Actor, first: str, last: str) -> None:
        """Show what colleagues plan, until the page shows something else or is gone."""
        span, mine = span_of(first, last), self._watch
        reader: Actor | None = actor
        async with live.listening([board_topic()]) as changed:
            while reader is not None and self._watch == mine:
                found = await asyncio.to_thread(read_board, reader, *span)
                async with self:
                    if self._watch != mine:
                        return
                    _put(self, reader.language, *found)
                if not await wait_for_change(self, changed, SETTLE_SECONDS):
                    return
                reader = await current_actor(self)

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def go_to(self, _actor: Actor, first: str, last: str) -> Any:
        """Open other days."""
        begins, ends = span_of(first, last)
        begins, ends = min(begins, ends), max(begins, ends)
        return rx.redirect(f"{_PATH}?no={begins}&lidz={ends}")

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def regroup(self, actor: Actor, first: str, last: str, grouping: str) -> None:
        """List by time or by teacher."""
        self.grouping = BY_TEACHER if as_text(grouping, 20) == BY_TEACHER else BY_TIME
        await _show(self, actor, *span_of(first, last))

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def choose(self, actor: Actor, lesson_id: str) -> None:
        """Show who could cover a lesson; an empty one closes the panel."""
        if not as_text(lesson_id, 20):
            _close(self)
            return
        await _choose(self, actor, as_id(lesson_id))

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def plan(self, actor: Actor, lesson_id: str, seen: str, wanted: dict[str, Any]) -> None:
        """Intend a cover, unless a colleague has changed it since it was shown."""
        own = as_id(lesson_id)
        try:
            kind = SubstitutionKind(as_text(wanted.get("kind", ""), 20))
        except ValueError:
            raise Refused(Message(N_("Choose a kind from the list.")), field="kind") from None
        ids = {
            name: as_id(wanted[name]) if wanted.get(name) else None
            for name in ("substitute_id", "moved_from_id", "journal_id")
        }
        mark = as_text(seen, _LONGEST_MARK)
        await _showing(self, actor, lambda: plan_cover(actor, own, kind=kind, seen=mark, **ids))
        _close(self)

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def clear(self, actor: Actor, lesson_id: str, seen: str) -> None:
        """Intend nothing for a lesson any more, unless a colleague has changed it."""
        own = as_id(lesson_id)
        mark = as_text(seen, _LONGEST_MARK)
        await _showing(self, actor, lambda: clear_cover(actor, own, seen=mark))

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def propose(self, actor: Actor, first: str, last: str) -> None:
        """Fill all open lessons, and say what stays uncovered and why."""
        span = span_of(first, last)
        made = await asyncio.to_thread(propose_all, actor, *span)
        await _show(self, actor, *span)
        self.uncovered = await asyncio.to_thread(why_uncovered, actor, span, made.uncovered)
        _close(self)
        words = Message(
            N_("Proposed for {n} lessons; without a substitute: {left}. Nothing is told yet."),
            {"n": made.planned, "left": len(made.uncovered)},
        )
        await say_done(self, actor.language, words)

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def summarise(self, actor: Actor, first: str, last: str) -> None:
        """Show who gets what and who will be told, before it is confirmed."""
        board, _waiting = await _show(self, actor, *span_of(first, last))
        planned = [one for one in board.lessons if one.state is BoardState.PLANNED]
        if not planned:
            raise Refused(Message(N_("Nothing is planned yet.")))
        language = actor.language
        self.summary = summary_of(planned, language)
        leaders = {one.cover.substitute_id for one in planned if one.cover is not None} - {None}
        self.summary_told = gettext(
            language,
            N_("Told are: substitutes: {n}; pupils and parents of: {places}."),
            n=len(leaders),
            places=", ".join(sorted({one.place for one in planned})),
        )
        self.summary_marks = ";".join(f"{one.lesson_id} {mark_of(one)}" for one in planned)
        self.summary_shown = fresh_key()

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def close_summary(self, _actor: Actor) -> None:
        """Go back without confirming."""
        self.summary_shown = ""

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def confirm(self, actor: Actor, first: str, last: str, planned: str) -> None:
        """Confirm what the summary showed, unless a colleague has changed it since."""
        marks = read_marks(planned)
        self.first, self.last = (day.isoformat() for day in span_of(first, last))
        self.summary_shown = ""
        count = await _showing(self, actor, lambda: confirm_covers(actor, [*marks], seen=marks))
        self.uncovered = []
        _close(self)
        done = Message(N_("Confirmed: {n}. Everybody concerned is told."), {"n": count})
        await say_done(self, actor.language, done)

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def undo(self, actor: Actor, substitution_id: str) -> None:
        """Take a substitution back."""
        await asyncio.to_thread(undo_cover, actor, as_id(substitution_id))
        await _again(self, actor)
        await say_done(self, actor.language, Message(N_("Taken back. Everything is as before.")))

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def accept(self, actor: Actor, substitution_id: str) -> None:
        """Confirm what a substitute has entered."""
        await asyncio.to_thread(confirm_entered, actor, as_id(substitution_id))
        await _again(self, actor)
        await say_done(self, actor.language, Message(N_("Confirmed.")))


async def _show(
    state: SubstitutionBoard, actor: Actor, first: date, last: date
) -> tuple[BoardRead, tuple[EnteredLesson, ...]]:
    found = await asyncio.to_thread(read_board, actor, first, last)
    _put(state, actor.language, *found)
    return found


async def _again(state: SubstitutionBoard, actor: Actor) -> None:
    board, _waiting = await _show(state, actor, *span_of(state.first, state.last))
    for lesson in board.lessons:
        if str(lesson.lesson_id) == state.chosen:
            state.chosen_seen = mark_of(lesson)


def _put(
    state: SubstitutionBoard,
    language: str,
    board: BoardRead,
    waiting: tuple[EnteredLesson, ...],
) -> None:
    state.first, state.last = board.first.isoformat(), board.last.isoformat()
    title = long_date(board.first, language)
    if board.last != board.first:
        title = f"{title} – {long_date(board.last, language)}"
    state.title = title[:1].upper() + title[1:]
    ids = frozenset(one.substitution_id for one in waiting)
    state.groups = groups_of(board, ids, state.grouping, language)
    counts = Counter(one.state for one in board.lessons)
    state.total = len(board.lessons)
    state.open_count = counts[BoardState.OPEN]
    state.planned_count = counts[BoardState.PLANNED]
    state.waiting = [waiting_line(one, language) for one in waiting]


async def _choose(state: SubstitutionBoard, actor: Actor, lesson_id: int) -> None:
    board, _waiting = await _show(state, actor, *span_of(state.first, state.last))
    lesson = next((one for one in board.lessons if one.lesson_id == lesson_id), None)
    found = await asyncio.to_thread(candidates_for, actor, lesson_id)
    language = actor.language
    state.best = [candidate_line(one, language) for one in found.best]
    state.alternatives = [alternative_line(one, language) for one in found.alternatives]
    state.impossible = [not_line(one, language) for one in found.impossible]
    state.chosen = str(lesson_id)
    state.chosen_title = f"{lesson.number}. · {lesson.place} · {lesson.subject}" if lesson else ""
    state.chosen_seen = mark_of(lesson) if lesson else ""


def _close(state: SubstitutionBoard) -> None:
    state.chosen = state.chosen_title = state.chosen_seen = ""
    state.best, state.alternatives, state.impossible = [], [], []


async def _showing(state: SubstitutionBoard, actor: Actor, act: Callable[[], T]) -> T:
    """Do something and show how everything is then, also when it was refused."""
    try:
        return await asyncio.to_thread(act)
    finally:
        await _again(state, actor)
