"""The school calendar as the rules use it, put together from the rows of a school year."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy.orm import Session

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
from ejournal_app.persistence.models import DayKind
from ejournal_app.persistence.queries.calendar_rows import (
    BREAK,
    EXCEPTION,
    SEMESTER,
    YEAR,
    CalendarRow,
    calendar_rows,
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
    rows = calendar_rows(session, year_id)
    if not rows:
        raise LookupError(f"no school year {year_id}")
    return _calendar(rows)


@lru_cache(maxsize=32)
def _calendar(rows: tuple[CalendarRow, ...]) -> SchoolCalendar:
    """Put a calendar together; kept by what it is made of, so it cannot be an old one."""
    (year,) = (row for row in rows if row.part == YEAR)
    holidays, moves = _law(year.number)
    exceptions = [row for row in rows if row.part == EXCEPTION]
    own_moves = {row.first: row.last for row in exceptions if _is_move(row) and row.last}
    return SchoolCalendar(
        semesters=tuple(_semesters(rows)),
        breaks=tuple(_breaks(rows)),
        closed_days=tuple(
            ClosedDay(day=row.first, name=row.name, grade=row.grade)
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
            LessonsAllowed(day=row.first, reason=row.name, grade=row.grade)
            for row in exceptions
            if row.kind == DayKind.LESSONS_ALLOWED or (_is_move(row) and row.last is None)
        ),
        holidays=holidays,
    )


def _is_move(row: CalendarRow) -> bool:
    return row.kind == DayKind.MOVED_WORKING


def _semesters(rows: Iterable[CalendarRow]) -> Iterator[SemesterSpan]:
    for row in rows:
        if row.part == SEMESTER and row.grade is not None and row.last is not None:
            yield SemesterSpan(
                grade=row.grade, number=row.number, starts_on=row.first, ends_on=row.last
            )


def _breaks(rows: Iterable[CalendarRow]) -> Iterator[BreakSpan]:
    for row in rows:
        if row.part == BREAK and row.last is not None:
            yield BreakSpan(name=row.name, starts_on=row.first, ends_on=row.last, grade=row.grade)


@lru_cache(maxsize=32)
def _law(starting: int) -> tuple[Mapping[date, str], tuple[MovedWorkingDay, ...]]:
    # Four months past the year: deadlines of its last works are counted there.
    first, last = date(starting, 9, 1), date(starting + 1, 12, 31)
    return MappingProxyType(official_holidays(first, last)), moved_working_days(first, last)
