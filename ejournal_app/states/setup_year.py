"""A school year: semesters by grade, breaks, single days, the law's days."""

import asyncio
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.setup.breaks import remove_break, save_break
from ejournal_app.services.setup.days import add_day, remove_day
from ejournal_app.services.setup.semesters import SemesterDates, save_semesters
from ejournal_app.services.setup.year_page import GradeGroup, year_page

from .guard import requires, say_done
from .parsing import address_id, as_day, as_id, as_number, as_text
from .resuming import fresh_key, keeps
from .setup_year_views import (
    BreakView,
    DayView,
    GroupView,
    HitDayView,
    LawView,
    effect_in_words,
    grades_in_words,
    hit_days,
    law_view,
    own_days,
    semester_span,
    who_in_words,
)
from .setup_years import year_name

_DATES = ("first_starts", "first_ends", "second_starts", "second_ends")


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
        await say_done(self, actor.language, effect_in_words(effect))

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
        await say_done(self, actor.language, effect_in_words(effect))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove_break(self, actor: Actor, year_id: int, break_id: int) -> None:
        """Take a break away."""
        year = as_id(year_id)
        effect = await asyncio.to_thread(remove_break, actor, year, as_id(break_id))
        await _show(self, actor, year)
        await say_done(self, actor.language, effect_in_words(effect))

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
        await say_done(self, actor.language, effect_in_words(effect))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove_day(self, actor: Actor, year_id: int, day_id: int) -> None:
        """Let the calendar decide on a day again."""
        year = as_id(year_id)
        effect = await asyncio.to_thread(remove_day, actor, year, as_id(day_id))
        await _show(self, actor, year)
        await say_done(self, actor.language, effect_in_words(effect))


def _day(form: dict[str, Any], name: str) -> date:
    day = as_day(form.get(name))
    if day is None:
        raise Refused(Message(N_("Choose a day.")), field=name)
    return day


def _grade(raw: Any) -> int | None:
    text = as_text(raw, 3)
    return as_number(text, 1, 12) if text else None


async def _show(state: SetupYear, actor: Actor, year_id: int) -> None:
    page = await asyncio.to_thread(year_page, actor, year_id)
    language = actor.language
    state.year_id, state.name = year_id, year_name(page.starting)
    state.groups = [
        GroupView(
            place=place,
            grades=grades_in_words(group.grades),
            first=semester_span(group, language, first=True),
            second=semester_span(group, language, first=False),
            missing=group.dates is None,
        )
        for place, group in enumerate(page.groups)
    ]
    state.breaks = [
        BreakView(
            break_id=row.break_id,
            name=row.name,
            span=f"{short_date(row.starts_on, language)} – {short_date(row.ends_on, language)}",
            who=who_in_words(row.grade, language),
        )
        for row in page.breaks
    ]
    state.days = own_days(page, language)
    state.law = [law_view(one, language) for one in page.law]
    state.hits = hit_days(page, language)
    state.hit_count = len(page.hits)
    _fill_semesters(state, page.groups[0])
    state.break_form = {"id": "", "name": "", "grade": "", "starts": "", "ends": ""}
    state.day_form = {"day": "", "kind": "closed", "name": ""}
    state.key = fresh_key()


def _fill_semesters(state: SetupYear, group: GradeGroup) -> None:
    dates = group.dates
    state.semester_form = {
        name: "" if dates is None else getattr(dates, name).isoformat() for name in _DATES
    }
    state.chosen = list(group.grades)
