"""A school year as its page shows it: semesters, breaks, days, what the law says, what it hits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.official_holidays import moved_working_days, official_holidays
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    CalendarException,
    DayKind,
    SchoolBreak,
    SchoolYear,
    Semester,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .lesson_effects import HitLesson, hit_lessons
from .semesters import SemesterDates
from .year_rows import year_or_forbidden


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeGroup:
    """Grades with the same semesters; None where these grades have none yet."""

    grades: tuple[int, ...]
    dates: SemesterDates | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakRow:
    """A break; grade None means every grade."""

    break_id: int
    name: str
    grade: int | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A single day the school treats otherwise."""

    day_id: int
    day: date
    kind: DayKind
    name: str
    grade: int | None
    replaces: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDay:
    """A day from the law's calendar; `worked_on` for a day off that is worked on another day."""

    day: date
    name: str
    worked_on: date | None
    is_overridden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """Everything about one year."""

    year_id: int
    starting: int
    groups: tuple[GradeGroup, ...]
    breaks: tuple[BreakRow, ...]
    days: tuple[DayRow, ...]
    law: tuple[LawDay, ...]
    hits: tuple[HitLesson, ...]


@use_case
def year_page(actor: Actor, year_id: int) -> YearPage:
    """Return a year (Regulation 7.1, 13); Forbidden when there is none by that id."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        year = year_or_forbidden(session, year_id)
        days = _days(session, year_id)
        return YearPage(
            year_id=year_id,
            starting=year.starting,
            groups=_groups(session, year_id),
            breaks=tuple(
                BreakRow(
                    break_id=row.id or 0,
                    name=row.name,
                    grade=row.grade,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                )
                for row in session.scalars(
                    select(SchoolBreak)
                    .where(col(SchoolBreak.year_id) == year_id)
                    .order_by(col(SchoolBreak.starts_on), col(SchoolBreak.id))
                )
            ),
            days=days,
            law=_law(year, {row.day for row in days}),
            hits=tuple(hit_lessons(session, year_id, year.starts_on, year.ends_on)),
        )


def _groups(session: Session, year_id: int) -> tuple[GradeGroup, ...]:
    spans: dict[int, dict[int, tuple[date, date]]] = {grade: {} for grade in GRADES}
    for row in session.scalars(select(Semester).where(col(Semester.year_id) == year_id)):
        spans[row.grade][row.number] = (row.starts_on, row.ends_on)
    grouped: dict[SemesterDates | None, list[int]] = {}
    for grade, own in spans.items():
        dates = (
            SemesterDates(
                first_starts=own[1][0],
                first_ends=own[1][1],
                second_starts=own[2][0],
                second_ends=own[2][1],
            )
            if len(own) == 2
            else None
        )
        grouped.setdefault(dates, []).append(grade)
    return tuple(GradeGroup(grades=tuple(grades), dates=dates) for dates, grades in grouped.items())


def _days(session: Session, year_id: int) -> tuple[DayRow, ...]:
    return tuple(
        DayRow(
            day_id=row.id or 0,
            day=row.day,
            kind=DayKind(row.kind),
            name=row.name,
            grade=row.grade,
            replaces=row.replaces,
        )
        for row in session.scalars(
            select(CalendarException)
            .where(col(CalendarException.year_id) == year_id)
            .order_by(col(CalendarException.day), col(CalendarException.id))
        )
    )


def _law(year: SchoolYear, own: set[date]) -> tuple[LawDay, ...]:
    first, last = year.starts_on, year.ends_on
    found = [
        LawDay(day=day, name=name, worked_on=None, is_overridden=day in own)
        for day, name in official_holidays(first, last).items()
    ]
    found += [
        LawDay(day=move.replaces, name="", worked_on=move.day, is_overridden=move.day in own)
        for move in moved_working_days(first, last)
    ]
    return tuple(sorted(found, key=lambda one: one.day))
