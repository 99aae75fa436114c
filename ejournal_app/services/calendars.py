"""The school calendar as the rules use it, put together from the rows of a school year."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.official_holidays import (
    MovedWorkingDay,
    moved_working_days,
    official_holidays,
)
from ejournal_app.domain.school_calendar import (
    BreakSpan,
    ClosedDay,
    LessonsAllowed,
    SchoolCalendar,
    SemesterSpan,
)
from ejournal_app.persistence.models import (
    CalendarException,
    DayKind,
    SchoolBreak,
    SchoolYear,
    Semester,
)

_CACHE = "ejournal_calendars"


def load_calendar(session: Session, year_id: int) -> SchoolCalendar:
    """Return the calendar of a school year (Regulation 13); LookupError without such a year.

    Read once per session, so within one unit of work: whoever changes calendar rows opens a new
    unit of work before asking for the calendar again.
    """
    known: dict[int, SchoolCalendar] = session.info.setdefault(_CACHE, {})
    if year_id not in known:
        known[year_id] = _read(session, year_id)
    return known[year_id]


def _read(session: Session, year_id: int) -> SchoolCalendar:
    year = session.get(SchoolYear, year_id)
    if year is None:
        raise LookupError(f"no school year {year_id}")
    holidays, moves = _law(year.starting)
    exceptions = session.scalars(
        select(CalendarException).where(col(CalendarException.year_id) == year_id)
    ).all()
    own_moves = {row.day: row.replaces for row in exceptions if _is_move(row) and row.replaces}
    return SchoolCalendar(
        semesters=tuple(_semesters(session, year_id)),
        breaks=tuple(_breaks(session, year_id)),
        closed_days=tuple(
            ClosedDay(day=row.day, name=row.name, grade=row.grade)
            for row in exceptions
            if row.kind == DayKind.CLOSED
        ),
        # What the school says of a day goes before what the Cabinet says.
        moved_days=(
            *(MovedWorkingDay(day, replaces) for day, replaces in own_moves.items()),
            *(move for move in moves if move.day not in own_moves),
        ),
        # A working day that replaces no other follows its own weekday: an extra day of lessons.
        lessons_allowed=tuple(
            LessonsAllowed(day=row.day, reason=row.name, grade=row.grade)
            for row in exceptions
            if row.kind == DayKind.LESSONS_ALLOWED or (_is_move(row) and row.replaces is None)
        ),
        holidays=holidays,
    )


def _is_move(row: CalendarException) -> bool:
    return row.kind == DayKind.MOVED_WORKING


def _semesters(session: Session, year_id: int) -> Iterator[SemesterSpan]:
    for row in session.scalars(select(Semester).where(col(Semester.year_id) == year_id)):
        yield SemesterSpan(
            grade=row.grade, number=row.number, starts_on=row.starts_on, ends_on=row.ends_on
        )


def _breaks(session: Session, year_id: int) -> Iterator[BreakSpan]:
    for row in session.scalars(select(SchoolBreak).where(col(SchoolBreak.year_id) == year_id)):
        yield BreakSpan(
            name=row.name, starts_on=row.starts_on, ends_on=row.ends_on, grade=row.grade
        )


@lru_cache(maxsize=32)
def _law(starting: int) -> tuple[Mapping[date, str], tuple[MovedWorkingDay, ...]]:
    # Four months past the year: deadlines of its last works are counted there.
    first, last = date(starting, 9, 1), date(starting + 1, 12, 31)
    return MappingProxyType(official_holidays(first, last)), moved_working_days(first, last)
