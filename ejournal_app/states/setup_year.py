"""A school year: semesters by grade, breaks, single days, the law's days."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import long_date, short_date, weekday
from ejournal_app.services.setup.breaks import remove_break, save_break
from ejournal_app.services.setup.days import add_day, remove_day
from ejournal_app.services.setup.lesson_effects import Effect, HitLesson
from ejournal_app.services.setup.semesters import SemesterDates, save_semesters
from ejournal_app.services.setup.year_page import GradeGroup, LawDay, YearPage, year_page

from .guard import requires, say_done
from .parsing import address_id, as_day, as_id, as_number, as_text
from .resuming import fresh_key, keeps
from .setup_years import year_name

_DATES = ("first_starts", "first_ends", "second_starts", "second_ends")
_MOST_HITS = 100

_KIND_WORDS = {
    "closed": N_("No lessons"),
    "moved_working": N_("Working day"),
    "lessons_allowed": N_("Lessons allowed"),
}


@dataclass(frozen=True)
class GroupView:
    """Grades with the same semesters."""

    place: int
    grades: str
    first: str
    second: str
    missing: bool


@dataclass(frozen=True)
class BreakView:
    """A break."""

    break_id: int
    name: str
    span: str
    who: str


@dataclass(frozen=True)
class DayView:
    """A single day of the school's own."""

    day_id: int
    day: str
    kind: str
    name: str
    who: str


@dataclass(frozen=True)
class LawView:
    """A day from the law's calendar."""

    day: str
    iso: str
    name: str
    is_overridden: bool
    is_holiday: bool


@dataclass(frozen=True)
class HitView:
    """A lesson with entries."""

    href: str
    title: str


@dataclass(frozen=True)
class HitDayView:
    """A day without lessons on which lessons have entries."""

    iso: str
    reasons: list[str]
    lessons: list[HitView]
    is_own: bool
    """The school itself has set something for the day: that is removed rather than overridden."""


class SetupYear(rx.State):
    """The page of one year."""

    year_id: int = 0
    name: str = ""
    groups: list[GroupView] = []  # noqa: RUF012 - copied for each client
    breaks: list[BreakView] = []  # noqa: RUF012
    days: list[DayView] = []  # noqa: RUF012
    law: list[LawView] = []  # noqa: RUF012
    hits: list[HitDayView] = []  # noqa: RUF012
    hit_count: int = 0
    semester_form: dict[str, str] = dict.fromkeys(_DATES, "")
    chosen: list[int] = []  # noqa: RUF012
    """Grades ticked in the form of the semesters."""
    break_form: dict[str, str] = {"id": "", "name": "", "grade": "", "starts": "", "ends": ""}  # noqa: RUF012
    day_form: dict[str, str] = {"day": "", "kind": "closed", "name": ""}  # noqa: RUF012
    key: str = ""
    """Changes when the forms are filled anew."""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("key", "semester_form", "chosen", "break_form", "day_form")
    async def enter(self, actor: Actor) -> None:
        """Show the year of the address."""
        year_id = address_id(self.router.url.path, Permission.SETUP_WRITE)
        await _show(self, actor, year_id)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def edit_group(self, actor: Actor, year_id: int, place: int) -> None:
        """Put the dates of some grades into the form."""
        page = await asyncio.to_thread(year_page, actor, as_id(year_id))
        number = as_number(place, 0, 12)
        if number < len(page.groups):
            _fill_semesters(self, page.groups[number])
            self.key = fresh_key()

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save_semesters(self, actor: Actor, year_id: int, form: dict[str, Any]) -> None:
        """Give the ticked grades the dates of the form."""
        year = as_id(year_id)
        dates = SemesterDates(**{name: _day(form, name) for name in _DATES})
        grades = [grade for grade in GRADES if as_text(form.get(f"grade_{grade}", ""))]
        effect = await asyncio.to_thread(save_semesters, actor, year, grades, dates)
        await _show(self, actor, year)
        await say_done(self, actor.language, _in_words(effect))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def edit_break(self, actor: Actor, year_id: int, break_id: int) -> None:
        """Put a break into the form."""
        page = await asyncio.to_thread(year_page, actor, as_id(year_id))
        wanted = as_id(break_id)
        for row in page.breaks:
            if row.break_id == wanted:
                self.break_form = {
                    "id": str(row.break_id),
                    "name": row.name,
                    "grade": "" if row.grade is None else str(row.grade),
                    "starts": row.starts_on.isoformat(),
                    "ends": row.ends_on.isoformat(),
                }
                self.key = fresh_key()

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save_break(self, actor: Actor, year_id: int, form: dict[str, Any]) -> None:
        """Add a break or change the one in the form."""
        year, known = as_id(year_id), as_text(form.get("break_id"), 16)
        name, grade = as_text(form.get("break_name"), 1000), _grade(form.get("break_grade"))
        starts, ends = _day(form, "break_starts"), _day(form, "break_ends")
        effect = await asyncio.to_thread(
            lambda: save_break(
                actor,
                year,
                as_id(known) if known else None,
                name=name,
                grade=grade,
                starts_on=starts,
                ends_on=ends,
            )
        )
        await _show(self, actor, year)
        await say_done(self, actor.language, _in_words(effect))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove_break(self, actor: Actor, year_id: int, break_id: int) -> None:
        """Take a break away."""
        year = as_id(year_id)
        effect = await asyncio.to_thread(remove_break, actor, year, as_id(break_id))
        await _show(self, actor, year)
        await say_done(self, actor.language, _in_words(effect))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def override(self, actor: Actor, year_id: int, day: str) -> None:
        """Begin to say that there are lessons on a day the calendar closes."""
        page = await asyncio.to_thread(year_page, actor, as_id(year_id))
        wanted = as_day(day)
        names = {hit.day: "" for hit in page.hits} | {one.day: one.name for one in page.law}
        if wanted is not None and wanted in names:
            self.day_form = {
                "day": wanted.isoformat(),
                "kind": "lessons_allowed",
                "name": names[wanted],
            }
            self.key = fresh_key()

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_day(self, actor: Actor, year_id: int, form: dict[str, Any]) -> None:
        """Treat a day otherwise."""
        year, day = as_id(year_id), _day(form, "day")
        kind, name = as_text(form.get("day_kind"), 40), as_text(form.get("day_name"), 1000)
        grade, replaces = _grade(form.get("day_grade")), as_day(form.get("day_replaces"))
        effect = await asyncio.to_thread(
            lambda: add_day(
                actor, year, day=day, kind=kind, name=name, grade=grade, replaces=replaces
            )
        )
        await _show(self, actor, year)
        await say_done(self, actor.language, _in_words(effect))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove_day(self, actor: Actor, year_id: int, day_id: int) -> None:
        """Let the calendar decide on a day again."""
        year = as_id(year_id)
        effect = await asyncio.to_thread(remove_day, actor, year, as_id(day_id))
        await _show(self, actor, year)
        await say_done(self, actor.language, _in_words(effect))


def _day(form: dict[str, Any], name: str) -> date:
    day = as_day(form.get(name))
    if day is None:
        raise Refused(Message(N_("Choose a day.")), field=name)
    return day


def _grade(raw: Any) -> int | None:
    text = as_text(raw, 3)
    return as_number(text, 1, 12) if text else None


def _in_words(effect: Effect) -> Message:
    params = {
        "added": effect.added,
        "changed": effect.changed,
        "removed": effect.removed,
        "kept": effect.kept,
    }
    if effect.kept:
        return Message(
            N_(
                "Saved. Planned lessons added: {added}, removed: {removed}. Lessons with entries on"
                " days without lessons: {kept}; they stay and are listed below."
            ),
            params,
        )
    if effect.added or effect.removed:
        return Message(N_("Saved. Planned lessons added: {added}, removed: {removed}."), params)
    return Message(N_("Saved."))


async def _show(state: SetupYear, actor: Actor, year_id: int) -> None:
    page = await asyncio.to_thread(year_page, actor, year_id)
    language = actor.language
    state.year_id, state.name = year_id, year_name(page.starting)
    state.groups = [
        GroupView(
            place=place,
            grades=grades_in_words(group.grades),
            first=_span(group, language, first=True),
            second=_span(group, language, first=False),
            missing=group.dates is None,
        )
        for place, group in enumerate(page.groups)
    ]
    state.breaks = [
        BreakView(
            break_id=row.break_id,
            name=row.name,
            span=f"{short_date(row.starts_on, language)} – {short_date(row.ends_on, language)}",
            who=_who(row.grade, language),
        )
        for row in page.breaks
    ]
    state.days = _days(page, language)
    state.law = [_law(one, language) for one in page.law]
    state.hits = _hits(page, language)
    state.hit_count = len(page.hits)
    _fill_semesters(state, page.groups[0])
    state.break_form = {"id": "", "name": "", "grade": "", "starts": "", "ends": ""}
    state.day_form = {"day": "", "kind": "closed", "name": ""}
    state.key = fresh_key()


def _hits(page: YearPage, language: str) -> list[HitDayView]:
    own = {row.day for row in page.days}
    by_day: defaultdict[date, list[HitLesson]] = defaultdict(list)
    for hit in page.hits[:_MOST_HITS]:
        by_day[hit.day].append(hit)
    return [
        HitDayView(
            iso=day.isoformat(),
            reasons=list(dict.fromkeys(translate(language, hit.reason) for hit in hits)),
            lessons=[
                HitView(href=f"/stunda/{hit.lesson_id}", title=f"{hit.number}. {hit.journal}")
                for hit in hits
            ],
            is_own=day in own,
        )
        for day, hits in by_day.items()
    ]


def _fill_semesters(state: SetupYear, group: GradeGroup) -> None:
    dates = group.dates
    state.semester_form = {
        name: "" if dates is None else getattr(dates, name).isoformat() for name in _DATES
    }
    state.chosen = list(group.grades)


def _days(page: YearPage, language: str) -> list[DayView]:
    shown: list[DayView] = []
    for row in page.days:
        kind = gettext(language, _KIND_WORDS[row.kind])
        if row.replaces is not None:
            kind = gettext(
                language,
                N_("Working day instead of {day}"),
                day=short_date(row.replaces, language),
            )
        shown.append(
            DayView(
                day_id=row.day_id,
                day=f"{weekday(row.day, language)}, {short_date(row.day, language)}",
                kind=kind,
                name=row.name,
                who=_who(row.grade, language),
            )
        )
    return shown


def _law(one: LawDay, language: str) -> LawView:
    name = one.name
    if one.worked_on is not None:
        name = gettext(
            language, N_("Day off, worked on {day}"), day=short_date(one.worked_on, language)
        )
    return LawView(
        day=f"{long_date(one.day, language)} {one.day.year}",
        iso=one.day.isoformat(),
        name=name,
        is_overridden=one.is_overridden,
        is_holiday=one.worked_on is None,
    )


def _span(group: GradeGroup, language: str, *, first: bool) -> str:
    dates = group.dates
    if dates is None:
        return ""
    starts = dates.first_starts if first else dates.second_starts
    ends = dates.first_ends if first else dates.second_ends
    return f"{short_date(starts, language)} – {short_date(ends, language)}"


def _who(grade: int | None, language: str) -> str:
    if grade is None:
        return gettext(language, N_("every grade"))
    return gettext(language, N_("grade {grade}"), grade=grade)


def grades_in_words(grades: tuple[int, ...]) -> str:
    """Return grades in short, neighbours together: `1.–8., 10.–11.`."""
    runs: list[list[int]] = []
    for grade in grades:
        if runs and runs[-1][-1] == grade - 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(f"{run[0]}." if len(run) == 1 else f"{run[0]}.–{run[-1]}." for run in runs)
