"""When a lesson entry and a mark are due (Regulation 10, 15). Europe/Riga days, UTC moments."""

from datetime import UTC, date, datetime, time

from ejournal_app.clock import RIGA, local

from .school_calendar import SchoolCalendar

ENTRY_DUE_TIME = time(17, 0)
"""Regulation 10, wall clock of Europe/Riga."""


def lesson_entry_due(
    ends_at: datetime,
    calendar: SchoolCalendar,
    due_time: time = ENTRY_DUE_TIME,
    working_days: int = 0,
) -> datetime:
    """Return when the entry of a lesson is due, as aware UTC (Regulation 10).

    It is 17:00 of the lesson's own working day; of the next working day when the lesson ends
    after 17:00 or is held on a day off. Journals of some kinds may have `working_days` more
    (Regulation 7.3): then it is 17:00 of the last of them, counted from the lesson's day.
    """
    if ends_at.tzinfo is None:
        raise ValueError("the end of a lesson is an aware moment")
    end = local(ends_at)
    too_late_today = end.time() > due_time
    due_day = calendar.add_working_days(end.date(), max(working_days, int(too_late_today)))
    return _utc(due_day, due_time)


def mark_due(day0: date, working_days: int, calendar: SchoolCalendar) -> datetime:
    """Return when a mark is due, as aware UTC: the end of its last working day (Regulation 15).

    Day 0 is the day the work was done; for homework, the day it was due.
    """
    return _utc(calendar.add_working_days(day0, working_days), time.max)


def _utc(day: date, wall_clock: time) -> datetime:
    return datetime.combine(day, wall_clock, RIGA).astimezone(UTC)
