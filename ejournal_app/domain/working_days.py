"""Counting working days past a person's incapacity (darba nespēja, Regulation 14, 15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .school_calendar import SchoolCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count for one person, both included."""

    starts_on: date
    ends_on: date | None
    """None while the end is not known."""
    worked: frozenset[date] = frozenset()
    """Days inside it that count all the same: the superuser let the person work (14)."""

    def covers(self, day: date) -> bool:
        """Tell whether a day does not count."""
        return (
            self.starts_on <= day
            and (self.ends_on is None or day <= self.ends_on)
            and day not in self.worked
        )

    def rests_after(self, day: date) -> bool:
        """Tell whether no later day counts any more."""
        return (
            self.ends_on is None
            and self.starts_on <= day + _DAY
            and not any(worked > day for worked in self.worked)
        )


Pauses = tuple[Pause, ...]


def is_paused(day: date, pauses: Iterable[Pause]) -> bool:
    """Tell whether a day is inside one of the pauses."""
    return any(pause.covers(day) for pause in pauses)


def last_working_day(
    day: date, count: int, calendar: SchoolCalendar, pauses: Pauses = ()
) -> date | None:
    """Return the count-th working day after day 0 that is in no pause (Regulation 15).

    With count 0 it is the day itself when it counts, else the next one that does. None while the
    end of a pause is not known and nothing counts any more.
    """
    if not pauses:
        return calendar.add_working_days(day, count)
    if count < 0:
        raise ValueError("working days are counted forwards")

    def counts(on: date) -> bool:
        return calendar.is_working_day(on) and not is_paused(on, pauses)

    while count > 0 or not counts(day):
        if any(pause.rests_after(day) for pause in pauses):
            return None
        day += _DAY
        count -= counts(day)
    return day
