"""When class teachers' duties through the year are due (Regulation 16, 21).

Regulation 6 and 9, of the autumn, are in `class_tasks`. A day that is none of work moves to the
next working day, as the last day of any term set by law does: nobody can print or send at school
on a Sunday.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from .school_calendar import SchoolCalendar

STATEMENTS_DAY = 3
"""Day of the month by which last month's statements are sent (Regulation 16)."""

_DAY = timedelta(days=1)
_SEPTEMBER, _MAY, _MONTHS = 9, 5, 12


def statement_months(starting: int, grade: int, calendar: SchoolCalendar) -> Iterator[date]:
    """Yield the first days of the months of a school year that get statements, in order.

    They are those from September to May in which the grade has a lesson day; after the summer's
    first days there are report cards instead.
    """
    month = date(starting, _SEPTEMBER, 1)
    while month <= date(starting + 1, _MAY, 1):
        following = next_month(month)
        if _has_lesson_day(month, following, grade, calendar):
            yield month
        month = following


def statements_day(month: date) -> date:
    """Return the 3rd of the month after a month."""
    return next_month(month).replace(day=STATEMENTS_DAY)


def next_month(month: date) -> date:
    """Return the first day of the month after a day's month."""
    return date(month.year + month.month // _MONTHS, month.month % _MONTHS + 1, 1)


def month_key(month: date) -> str:
    """Return how a month is stored: `2026-10`."""
    return f"{month:%Y-%m}"


def _has_lesson_day(first: date, after: date, grade: int, calendar: SchoolCalendar) -> bool:
    day = first
    while day < after:
        if calendar.lesson_day(day, grade).allowed:
            return True
        day += _DAY
    return False
