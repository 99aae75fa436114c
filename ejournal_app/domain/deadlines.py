"""When a lesson entry and a mark are due (Regulation 10, 15). Europe/Riga days, UTC moments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from ejournal_app.clock import RIGA, local

from .extensions import Extension, extended_until
from .school_calendar import SchoolCalendar
from .working_days import Pauses, is_paused, last_working_day

ENTRY_DUE_TIME = time(17, 0)
"""Regulation 10, wall clock of Europe/Riga."""
END_OF_DAY = time.max
"""When everything else is due on its last day."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A deadline and what it was counted from, for one person."""

    day0: date
    working_days: int
    wall_clock: time = END_OF_DAY
    counted: date | None
    """The last day as counted, before any extension; None while it rests."""
    until: date | None = None
    """The day to which it is put off; None when it is not."""

    @property
    def day(self) -> date | None:
        """Return the last day; None while it rests."""
        return self.until or self.counted

    @cached_property
    def at(self) -> datetime | None:
        """Return the moment, as aware UTC; None while it rests."""
        return None if self.day is None else riga_moment(self.day, self.wall_clock)


def deadline(
    day0: date,
    working_days: int,
    calendar: SchoolCalendar,
    *,
    wall_clock: time = END_OF_DAY,
    pauses: Pauses = (),
    extensions: Iterable[Extension] = (),
) -> Deadline:
    """Count a deadline: working days after day 0, past pauses, put off where it was (15).

    With no working days it is day 0 itself, or the next working day the person works. A day it is
    put off to that lies inside a pause moves on in the same way.
    """
    counted = last_working_day(day0, working_days, calendar, pauses)
    until = None if counted is None else extended_until(counted, extensions)
    if until is not None and pauses:
        moved = last_working_day(until, 0, calendar, pauses) if is_paused(until, pauses) else until
        counted, until = (counted, moved) if moved is not None else (None, None)
    return Deadline(
        day0=day0, working_days=working_days, wall_clock=wall_clock, counted=counted, until=until
    )


def lesson_entry_day0(
    ends_at: datetime, due_time: time = ENTRY_DUE_TIME, working_days: int = 0
) -> tuple[date, int]:
    """Return day 0 of a lesson's entry and the working days after it (Regulation 7.3, 10).

    It is the day the lesson ends; who ends after the time of day has at least one working day.
    """
    if ends_at.tzinfo is None:
        raise ValueError("the end of a lesson is an aware moment")
    end = local(ends_at)
    return end.date(), max(working_days, int(end.time() > due_time))


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
    day0, count = lesson_entry_day0(ends_at, due_time, working_days)
    return riga_moment(calendar.add_working_days(day0, count), due_time)


def mark_due(day0: date, working_days: int, calendar: SchoolCalendar) -> datetime:
    """Return when a mark is due, as aware UTC: the end of its last working day (Regulation 15).

    Day 0 is the day the work was done; for homework, the day it was due.
    """
    return riga_moment(calendar.add_working_days(day0, working_days), END_OF_DAY)


def riga_moment(day: date, wall_clock: time) -> datetime:
    """Return a wall-clock moment of Europe/Riga as aware UTC."""
    return datetime.combine(day, wall_clock, RIGA).astimezone(UTC)
