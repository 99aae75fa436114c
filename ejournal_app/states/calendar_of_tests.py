"""The calendar of the tests of a class."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import day_and_month, short_date, weekday
from ejournal_app.services.calendar_of_tests import (
    WEEKS,
    CalendarDay,
    CalendarOfTests,
    CalendarTest,
    CalendarWeek,
    calendar_of_tests,
)

from .guard import requires
from .lesson import Choice
from .parsing import as_day, as_id, as_text
from .work_words import day_words, work_words

ADDRESS = "/parbaudes-darbi"


@dataclass(frozen=True)
class TestView:
    """A test of a day."""

    key: str
    subject: str
    work: str
    who: str
    """Teachers, and the group when it is not the whole class."""
    href: str
    """The works of its journal, for those who teach it."""


@dataclass(frozen=True)
class DayView:
    """A day with its tests, and what is to be said of it."""

    key: str
    weekday: str
    date: str
    today: bool
    over: str
    """That there are more tests than the school wants; empty when there are not."""
    closed: str
    tests: list[TestView]


@dataclass(frozen=True)
class WeekView:
    """A week."""

    key: str
    title: str
    count: str
    over: str
    days: list[DayView]


class TestsOfClass(rx.State):
    """Four weeks of one class."""

    classes: list[Choice] = []  # noqa: RUF012 - copied for each client
    class_id: str = ""
    class_name: str = ""
    first: str = ""
    """The Monday it begins with, as in the address."""
    weeks: list[WeekView] = []  # noqa: RUF012
    free_days: str = ""
    previous_href: str = ""
    next_href: str = ""
    this_href: str = ""
    loaded: bool = False

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the class and the weeks of the address; without them the own class, from today."""
        asked = self.router.url.query_parameters
        class_id = asked.get("klase", "")
        view = await asyncio.to_thread(
            calendar_of_tests,
            actor,
            as_id(class_id) if class_id else None,
            as_day(asked.get("no", "")),
        )
        _show(self, view, actor.language)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def choose(self, actor: Actor, class_id: str, first: str) -> Any:  # noqa: ARG002
        """Go to another class, the same weeks."""
        as_day(first)
        return rx.redirect(_address(str(as_id(class_id)), as_text(first, 10)))


def _address(class_id: str, first: str = "") -> str:
    asked = {"klase": class_id} | ({"no": first} if first else {})
    return f"{ADDRESS}?{urlencode(asked)}"


def _show(state: TestsOfClass, view: CalendarOfTests, language: str) -> None:
    chosen = view.chosen
    state.classes = [Choice(str(own.class_id), own.name) for own in view.classes]
    state.class_id = str(chosen.class_id) if chosen else ""
    state.class_name = chosen.name if chosen else ""
    state.first = view.first.isoformat()
    state.weeks = [_week(week, view, language) for week in view.weeks]
    state.free_days = ", ".join(day_words(day, language) for day in view.free_days)
    step = timedelta(days=7 * WEEKS)
    state.previous_href = _address(state.class_id, (view.first - step).isoformat())
    state.next_href = _address(state.class_id, (view.first + step).isoformat())
    state.this_href = "" if view.is_present else _address(state.class_id)
    state.loaded = True


def _week(week: CalendarWeek, view: CalendarOfTests, language: str) -> WeekView:
    last = week.monday + timedelta(days=6)
    return WeekView(
        key=week.monday.isoformat(),
        title=f"{day_and_month(week.monday, language)} – {short_date(last, language)}",
        count=ngettext(
            language, "a pupil has {n} test at most", "a pupil has {n} tests at most", week.count
        ),
        over=gettext(language, N_("more than {limit} in a week"), limit=week.limit)
        if week.over
        else "",
        days=[_day(day, view, language) for day in week.days],
    )


def _day(day: CalendarDay, view: CalendarOfTests, language: str) -> DayView:
    name = weekday(day.day, language)
    return DayView(
        key=day.day.isoformat(),
        weekday=name[:1].upper() + name[1:],
        date=day_and_month(day.day, language),
        today=day.day == view.today,
        over=gettext(language, N_("more than {limit} on a day"), limit=day.limit)
        if day.over
        else "",
        closed=translate(language, day.closed) if day.closed else "",
        tests=[_test(own, language) for own in day.tests],
    )


def _test(own: CalendarTest, language: str) -> TestView:
    test = own.test
    kind = test.kind_en if language == "en" else test.kind_lv
    return TestView(
        key=str(test.work_id),
        subject=test.subject,
        work=work_words(kind, test.title),
        who=", ".join(part for part in (test.group, *own.teachers) if part),
        href=f"/zurnals/{test.journal_id}/darbi" if own.own else "",
    )
