"""What class teachers owe at the start of the year, and by when (Regulation 6, 9).

Days are Europe/Riga calendar dates; a task is due at the end of its day.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from .school_calendar import SchoolCalendar

AUTUMN_DUE = (9, 30)
"""Month and day class teachers' tasks of the autumn are due, unless the school says otherwise."""
NEWCOMER_WORKING_DAYS = 10
"""Working days after enrolment in which a newcomer's personal file is put in order."""

_DAY = timedelta(days=1)

Span = tuple[date, date | None]


def autumn_due(starting: int, month_day: tuple[int, int] = AUTUMN_DUE) -> date:
    """Return the day class teachers' tasks of the autumn are due: 30 September."""
    return date(starting, *month_day)


def at_school_since(spans: Iterable[Span], on: date) -> date | None:
    """Return since when a pupil is at the school without a gap; None when not on that day.

    A move to another class is no gap; a pupil who left and came back is a newcomer again.
    """
    since: date | None = None
    end: date | None = None
    for first, last in sorted(spans, key=lambda span: span[0]):
        if first > on:
            break
        if since is None or (end is not None and first > end + _DAY):
            since, end = first, last
        elif end is not None:
            end = None if last is None else max(end, last)
    return since if since is not None and (end is None or end >= on) else None


def personal_file_due(
    since: date,
    starting: int,
    calendar: SchoolCalendar,
    working_days: int = NEWCOMER_WORKING_DAYS,
    month_day: tuple[int, int] = AUTUMN_DUE,
) -> date:
    """Return by when a pupil's personal file is to be in order in a school year (Regulation 9).

    It is the autumn's day, and for those who come later `working_days` after the day of enrolment,
    which is day 0; never earlier than for the others.
    """
    usual = autumn_due(starting, month_day)
    if since < date(starting, 9, 1):
        return usual
    return max(usual, calendar.add_working_days(since, working_days))


def percent(done: int, total: int) -> int:
    """Return a share in whole per cent, rounded down: 100 only when nothing is left.

    Of nothing everything is done. ValueError when more is done than there is.
    """
    if not 0 <= done <= total:
        raise ValueError("a part is not more than the whole")
    return done * 100 // total if total else 100
