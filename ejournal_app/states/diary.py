"""The diary of parents and pupils: a week, live."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import (
    clock_time,
    day_and_month,
    long_date,
    short_date,
    weekday,
)
from ejournal_app.services import live
from ejournal_app.services.absence_applications.own import may_apply
from ejournal_app.services.absences.symbol_words import SYMBOL_LOOKS, SYMBOL_WORDS
from ejournal_app.services.diary import (
    Child,
    DiaryDay,
    DiaryEvent,
    DiaryLesson,
    DiaryMark,
    DiaryWeek,
    PlannedTest,
    begin_visit,
    children,
    diary_week,
)

from .absence_application_words import STATE_LOOKS, STATE_WORDS
from .guard import current_actor, requires
from .live_page import wait_for_change
from .mark_history import name_of
from .marks import superuser_words
from .parsing import address_id, as_day, as_id
from .work_words import work_words


@dataclass(frozen=True)
class ChildTab:
    """A child to choose."""

    href: str
    name: str
    class_name: str
    current: bool


@dataclass(frozen=True)
class MarkView:
    """A mark with its words."""

    key: str
    """Names its history (`states.mark_history.name_of`)."""
    pupil_id: int
    work_id: int
    shown: str
    words: str
    work: str
    note: str
    """That the superuser entered it, and why; empty for a teacher's mark."""
    new: bool


@dataclass(frozen=True)
class LessonView:
    """A lesson of the pupil."""

    key: str
    number: str
    time: str
    subject: str
    room: str
    topic: str
    homework: str
    homework_due: str
    homework_new: bool
    no_homework: bool
    due_here: list[str]
    status: str
    status_kind: str
    status_new: bool
    marks: list[MarkView]
    called_off: bool
    substitute: str


@dataclass(frozen=True)
class TestView:
    """A test ahead."""

    key: str
    day: str
    subject: str
    work: str


@dataclass(frozen=True)
class EventView:
    """An event of the school the pupil takes part in."""

    key: str
    title: str
    when: str
    """Its times and place."""


@dataclass(frozen=True)
class AppliedView:
    """How an application for an absence stands."""

    words: str
    look: str


@dataclass(frozen=True)
class DayView:
    """A day of the week."""

    key: str
    title: str
    weekday: str
    date: str
    today: bool
    news: bool
    """Something on this day is newer than the last visit."""
    reason: str
    tests: list[TestView]
    lessons: list[LessonView]
    events: list[EventView]
    applied: list[AppliedView]


class Diary(rx.State):
    """The week of one pupil."""

    tabs: list[ChildTab] = []  # noqa: RUF012 - copied for each client
    name: str = ""
    class_name: str = ""
    week: str = ""
    days: list[DayView] = []  # noqa: RUF012
    new_count: int = 0
    ahead: list[TestView] = []  # noqa: RUF012
    """Tests of the next weeks."""
    previous_href: str = ""
    next_href: str = ""
    this_href: str = ""
    has_children: bool = True
    apply_href: str = ""
    """Where to apply for an absence of the pupil; empty for whoever may not."""
    _watch: int = 0

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> Any:
        """Show the pupil and week of the address; without them the first child, this week."""
        own = await asyncio.to_thread(children, actor)
        asked = address_pupil(self.router.url.path)
        if asked is None and not own:
            self.has_children = False
            return None
        pupil_id = asked if asked is not None else own[0].pupil_id
        day = as_day(self.router.url.query_parameters.get("datums", ""))
        await asyncio.to_thread(begin_visit, actor, pupil_id)
        week = await asyncio.to_thread(diary_week, actor, pupil_id, day)
        applies = await asyncio.to_thread(may_apply, actor, pupil_id)
        self.apply_href = f"/pieteikt-kavejumu?berns={pupil_id}" if applies else ""
        self._watch += 1
        self.has_children = True
        self.tabs = [_tab(child, pupil_id) for child in own] if len(own) > 1 else []
        _show(self, week, actor.language)
        return Diary.watch(pupil_id, week.monday.isoformat())

    @rx.event(background=True)
    @requires(Permission.ACCOUNT_OWN)
    async def watch(self, actor: Actor, pupil_id: int, monday: str) -> None:
        """Show changes as they happen, until the page shows something else or is gone.

        The first reading shows what changed before this listened, and turns away whoever may not
        read; each further one asks again who is reading.
        """
        pupil, day = as_id(pupil_id), as_day(monday)
        mine, reader = self._watch, actor
        week = await asyncio.to_thread(diary_week, actor, pupil, day)
        async with live.listening(week.topics) as changed:
            while self._watch == mine:
                async with self:
                    if self._watch != mine:
                        return
                    _show(self, week, reader.language)
                if not await wait_for_change(self, changed, 0):
                    return
                reader = await current_actor(self)
                if reader is None:
                    return
                week = await asyncio.to_thread(diary_week, reader, pupil, day)


def _show(state: Diary, week: DiaryWeek, language: str) -> None:
    sunday = week.monday + timedelta(days=6)
    base = f"/dienasgramata/{week.child.pupil_id}"
    state.name, state.class_name = week.child.name, week.child.class_name
    state.week = f"{short_date(week.monday, language)} – {short_date(sunday, language)}"
    state.previous_href = f"{base}?datums={week.monday - timedelta(days=7)}"
    state.next_href = f"{base}?datums={week.monday + timedelta(days=7)}"
    state.this_href = "" if week.is_usual else base
    state.new_count = week.new_count
    days = [_day(day, week.child.pupil_id, week.today, language) for day in week.days]
    if state.days != days:
        state.days = days
    ahead = [_test(test, language) for test in week.ahead]
    if state.ahead != ahead:
        state.ahead = ahead


def _day(day: DiaryDay, pupil_id: int, today: date, language: str) -> DayView:
    title = long_date(day.day, language)
    return DayView(
        key=day.day.isoformat(),
        title=_capital(title),
        weekday=_capital(weekday(day.day, language)),
        date=day_and_month(day.day, language),
        today=day.day == today,
        news=any(
            lesson.homework_new or lesson.status_new or any(mark.new for mark in lesson.marks)
            for lesson in day.lessons
        ),
        reason=translate(language, day.reason) if day.reason else "",
        tests=[_test(test, language) for test in day.tests],
        lessons=[_lesson(lesson, pupil_id, language) for lesson in day.lessons],
        applied=[
            AppliedView(words=gettext(language, STATE_WORDS[state]), look=STATE_LOOKS[state])
            for state in day.applied
        ],
        events=[_event(event, day.day, language) for event in day.events],
    )


def _event(event: DiaryEvent, day: date, language: str) -> EventView:
    """Return an event as far as it is on a day: of a longer one, the times of that day."""
    begins, ends = local(event.starts_at), local(event.ends_at)
    times = "–".join(
        (
            clock_time(begins, language) if begins.date() == day else "",
            clock_time(ends, language) if ends.date() == day else "",
        )
    )
    return EventView(
        key=str(event.event_id),
        title=event.title,
        when=", ".join(part for part in (times.strip("–") and times, event.place) if part),
    )


def _test(test: PlannedTest, language: str) -> TestView:
    kind = test.kind_en if language == "en" else test.kind_lv
    return TestView(
        key=str(test.work_id),
        day=_capital(long_date(test.day, language)),
        subject=test.subject,
        work=work_words(kind, test.title),
    )


def _lesson(lesson: DiaryLesson, pupil_id: int, language: str) -> LessonView:
    return LessonView(
        key=str(lesson.lesson_id),
        number=str(lesson.number),
        time=clock_time(lesson.starts_at, language),
        subject=lesson.subject,
        room=lesson.room,
        topic=lesson.topic,
        homework=lesson.homework,
        homework_due=day_and_month(lesson.homework_due, language) if lesson.homework_due else "",
        homework_new=lesson.homework_new,
        no_homework=lesson.no_homework,
        due_here=list(lesson.due_here),
        status=gettext(language, SYMBOL_WORDS[lesson.symbol]) if lesson.symbol else "",
        status_kind=SYMBOL_LOOKS.get(lesson.symbol, ""),
        status_new=lesson.status_new,
        marks=[mark_view(mark, pupil_id, language) for mark in lesson.marks],
        called_off=lesson.called_off,
        substitute=lesson.substitute,
    )


def mark_view(mark: DiaryMark, pupil_id: int, language: str) -> MarkView:
    """Return a mark in the reader's language."""
    kind = mark.kind_en if language == "en" else mark.kind_lv
    reason = mark.superuser_reason
    return MarkView(
        key=name_of(mark.work_id, pupil_id),
        pupil_id=pupil_id,
        work_id=mark.work_id,
        shown=mark.shown,
        words=translate(language, mark.words),
        work=work_words(kind, mark.title),
        note="" if reason is None else superuser_words(reason, language),
        new=mark.new,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tab(child: Child, chosen: int) -> ChildTab:
    return ChildTab(
        href=f"/dienasgramata/{child.pupil_id}",
        name=child.given_name,
        class_name=child.class_name,
        current=child.pupil_id == chosen,
    )


def address_pupil(path: str) -> int | None:
    """Return the pupil an address names; None for the diary's own address."""
    if path.rstrip("/").endswith("/dienasgramata"):
        return None
    return address_id(path, Permission.DIARY_READ)
