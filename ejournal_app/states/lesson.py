"""The page of one lesson: what it shows, and the acts that are not typing."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.marks import allowed_values
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, long_date, short_date
from ejournal_app.services import live
from ejournal_app.services.lesson_copy import copy_entry
from ejournal_app.services.lesson_page import LessonView, LessonWork, open_lesson
from ejournal_app.services.works import create_work, work_kinds
from ejournal_app.services.works.warning import look_at_lesson

from .conflict_words import conflict_words
from .day import STATE_KINDS, STATE_WORDS, missing_words, place_beside
from .feedback import Feedback
from .guard import requires
from .live_page import show_while_open
from .marks import superuser_words
from .parsing import address_id, as_id, as_text
from .work_words import warning_lines, work_words


@dataclass(frozen=True)
class Choice:
    """A value and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class EarlierTopic:
    """A previous lesson, for reading on."""

    href: str
    day: str
    topic: str
    outcome: str
    homework: str


@dataclass(frozen=True)
class CopyTarget:
    """A lesson of a parallel class that has no entry yet."""

    lesson_id: str
    label: str


class Lesson(rx.State):
    """One lesson. What is typed goes through the outbox; this only shows and adds."""

    lesson_id: str = ""
    journal_id: str = ""
    heading: str = ""
    subheading: str = ""
    state: str = ""
    state_kind: str = ""
    missing: str = ""
    topic: str = ""
    outcome: str = ""
    homework: str = ""
    homework_due: str = ""
    due_hint: str = ""
    no_homework: str = ""
    homework_expected: bool = True
    checked: str = ""
    started: bool = False
    editable: bool = False
    closed: str = ""
    """Why its teacher writes nothing on this day; empty on an ordinary one."""
    closed_href: str = ""
    substitution: str = ""
    """Who leads it in whose place; empty: its own teacher."""
    whole: bool = False
    """The journal and its other lessons may be opened from here."""
    marks_allowed: bool = False
    day: str = ""
    rows: list[dict[str, Any]] = []  # noqa: RUF012 - copied for each client
    works: list[Choice] = []  # noqa: RUF012
    work_id: str = ""
    work_title: str = ""
    allowed: list[str] = []  # noqa: RUF012
    kinds: list[Choice] = []  # noqa: RUF012
    warnings: list[str] = []  # noqa: RUF012
    """That the class would have too many tests; adding a work of `warned_kind` waits."""
    warned_kind: str = ""
    earlier: list[EarlierTopic] = []  # noqa: RUF012
    targets: list[CopyTarget] = []  # noqa: RUF012
    previous_href: str = ""
    next_href: str = ""
    can_copy: bool = False
    copied: str = ""
    target: dict[str, Any] = {}  # noqa: RUF012
    _watch: int = 0

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> Any:
        """Show the lesson of the address."""
        lesson_id = address_id(self.router.url.path, Permission.JOURNAL_READ)
        self.copied = ""
        await _show(self, actor, lesson_id, work_id="")
        self._watch += 1
        return Lesson.watch(lesson_id, self.journal_id)

    @rx.event(background=True)
    @requires(Permission.JOURNAL_LIST)
    async def watch(self, actor: Actor, lesson_id: int, journal_id: str) -> None:
        """Show what others write about the pupils: an absence note, an event, a mark.

        The texts stay as the page has them: typing may have gone on.
        """
        lesson, journal = as_id(lesson_id), as_id(journal_id)
        mine = self._watch
        await show_while_open(
            self,
            actor,
            [live.journal_topic(journal)],
            is_current=lambda: self._watch == mine,
            read=lambda reader: open_lesson(reader, lesson),
            show=lambda view, language: _show_pupils(self, view, language),
        )

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def choose_work(self, actor: Actor, lesson_id: str, work_id: str) -> None:
        """Show the marks of another work of the lesson."""
        chosen = str(as_id(work_id)) if work_id else ""
        await _show(self, actor, as_id(lesson_id), work_id=chosen)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def add_work(self, actor: Actor, lesson_id: str, kind: str, confirmed: str) -> None:
        """Add a work of a kind and show its marks.

        When the class would have too many tests that is said first; `confirmed` adds it anyway.
        """
        lesson, code = as_id(lesson_id), as_text(kind, 30)
        if not as_text(confirmed, 5):
            found = await asyncio.to_thread(look_at_lesson, actor, lesson, code)
            if found:
                self.warnings, self.warned_kind = warning_lines(found, actor.language), code
                return
        work = await asyncio.to_thread(create_work, actor, lesson, code)
        await _show(self, actor, lesson, work_id=str(work))
        (await self.get_state(Feedback)).text = ""

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def copy_to(self, actor: Actor, lesson_id: str, target_id: str) -> None:
        """Copy topic, outcome and homework to the lesson of a parallel class."""
        lesson = as_id(lesson_id)
        self.copied = ""
        await asyncio.to_thread(copy_entry, actor, lesson, as_id(target_id))
        label = next((t.label for t in self.targets if t.lesson_id == str(target_id)), "")
        await _show(self, actor, lesson, work_id=self.work_id)
        self.copied = label
        (await self.get_state(Feedback)).text = ""

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def refresh(self, actor: Actor) -> None:
        """Show what saving has changed beside the fields themselves.

        The texts stay as the page has them: typing may have gone on.
        """
        lesson_id = address_id(self.router.url.path, Permission.JOURNAL_READ)
        view = await asyncio.to_thread(open_lesson, actor, lesson_id)
        if self.lesson_id == str(view.lesson_id):
            _show_standing(self, view, actor.language)


async def _show(state: Lesson, actor: Actor, lesson_id: int, *, work_id: str) -> None:
    view = await asyncio.to_thread(open_lesson, actor, lesson_id)
    kinds = await asyncio.to_thread(work_kinds, actor, view.day) if view.editable else ()
    language = actor.language
    work = next((own for own in view.works if str(own.work_id) == work_id), None)
    work = work or (view.works[-1] if view.works else None)
    _show_entry(state, view, language)
    state.warnings, state.warned_kind = [], ""
    state.kinds = [Choice(kind.code, _named(kind, language)) for kind in kinds]
    state.works = [
        Choice(str(own.work_id), work_words(_named(own, language), own.title)) for own in view.works
    ]
    state.work_id = str(work.work_id) if work else ""
    state.work_title = (work.title or _named(work, language)) if work else ""
    state.allowed = allowed_values(work.scale) if work else []
    _show_pupils(state, view, language)


def _show_pupils(state: Lesson, view: LessonView, language: str) -> None:
    """Show the pupils with the marks of the chosen work; only what changed travels."""
    work = next((own for own in view.works if str(own.work_id) == state.work_id), None)
    rows = [
        {
            "pupil_id": pupil.pupil_id,
            "name": pupil.name,
            "status": pupil.status,
            "prev": pupil.earlier_status,
            "event": pupil.event,
            "told": pupil.told,
            "absent_sign": pupil.absent_symbol,
            "open_sign": pupil.open_symbol,
            "conflict": conflict_words(pupil.conflict, language) if pupil.conflict else "",
            "mark": work.marks.get(pupil.pupil_id, "") if work else "",
            "note": _superuser_note(work, pupil.pupil_id, language),
        }
        for pupil in view.pupils
    ]
    if state.rows != rows:
        state.rows = rows


def _show_entry(state: Lesson, view: LessonView, language: str) -> None:
    times = f"{clock_time(view.starts_at, language)}–{clock_time(view.ends_at, language)}"
    place = place_beside(view.subject, view.place)
    state.heading = ", ".join(part for part in (view.subject, place) if part)
    state.subheading = " · ".join(
        part
        for part in (
            long_date(view.day, language),
            gettext(language, "Lesson {n}", n=view.number),
            times,
            view.room,
        )
        if part
    )
    state.lesson_id = str(view.lesson_id)
    state.target = {"lesson_id": view.lesson_id}
    state.journal_id = str(view.journal_id)
    state.day = view.day.isoformat()
    state.topic, state.outcome, state.homework = view.topic, view.outcome, view.homework
    state.due_hint = (
        gettext(language, "Next lesson: {day}", day=long_date(view.proposed_due, language))
        if view.proposed_due
        else ""
    )
    state.homework_expected = view.homework_expected
    state.checked = "1" if view.checked else ""
    state.started, state.editable = view.started, view.editable
    state.closed = translate(language, view.closed) if view.closed else ""
    state.closed_href = view.closed_leads_to
    state.substitution = translate(language, view.substitution) if view.substitution else ""
    state.whole = view.whole
    state.marks_allowed = view.marks_allowed
    state.earlier = [
        EarlierTopic(
            href=f"/stunda/{own.lesson_id}" if view.whole else "",
            day=short_date(own.day, language),
            topic=own.topic,
            outcome=own.outcome,
            homework=own.homework,
        )
        for own in view.earlier
    ]
    state.previous_href = f"/stunda/{view.previous_id}" if view.previous_id else ""
    state.next_href = f"/stunda/{view.next_id}" if view.next_id else ""
    _show_standing(state, view, language)


def _show_standing(state: Lesson, view: LessonView, language: str) -> None:
    """Show what follows from the entry: its state, the due date given to homework, who may copy."""
    state.state = gettext(language, STATE_WORDS[view.state])
    state.state_kind = STATE_KINDS[view.state]
    state.missing = missing_words(view.state, view.missing, language)
    if view.called_off:  # nothing is owed of what is not held
        state.state, state.state_kind, state.missing = gettext(language, N_("Not held")), "", ""
    state.homework_due = view.homework_due.isoformat() if view.homework_due else ""
    state.no_homework = "1" if view.no_homework else ""
    state.can_copy = bool(view.topic) and view.editable
    state.targets = [
        CopyTarget(
            lesson_id=str(own.lesson_id),
            label=f"{own.place}, {short_date(own.day, language)}",
        )
        for own in view.parallel
    ]


def _superuser_note(work: LessonWork | None, pupil_id: int, language: str) -> str:
    reason = work.by_superuser.get(pupil_id) if work else None
    return "" if reason is None else superuser_words(reason, language)


def _named(work: LessonWork | Any, language: str) -> str:
    name_lv: str = getattr(work, "kind_lv", "") or getattr(work, "name_lv", "")
    name_en: str = getattr(work, "kind_en", "") or getattr(work, "name_en", "")
    return name_en if language == "en" and name_en else name_lv
