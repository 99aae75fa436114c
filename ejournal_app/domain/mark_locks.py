"""When a mark is locked: then it changes only with a reason, and the class teacher is told.

A mark grows old, or the part of the year it belongs to is over. Days are calendar days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class LockCause(StrEnum):
    """Why a mark is locked."""

    AGE = "age"
    """It was last written too long ago."""
    PERIOD = "period"
    """The semester of its work is over, and so is the time for its marks."""


@dataclass(frozen=True, slots=True)
class Term:
    """A semester of one grade and the last day on which its marks are written freely."""

    number: int
    starts_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Lock:
    """That a mark is locked, why, and the last day it was open."""

    cause: LockCause
    open_until: date
    semester: int = 0
    """Of a lock by period."""


def closing_day(ends_on: date, window_closes_on: date | None, days_after: int) -> date:
    """Return the last day on which marks of a semester are written freely (Regulation 17).

    The window of its interim mark decides where the school has set one, else the school's number
    of days; never before the semester has ended.
    """
    if window_closes_on is not None:
        return max(ends_on, window_closes_on)
    return ends_on + timedelta(days=days_after)


def term_of(day: date, terms: Iterable[Term]) -> Term | None:
    """Return the semester a day belongs to: the last one that has begun by then.

    Days between semesters and after the last one belong to the one before; a day before the first
    semester belongs to none.
    """
    begun = [term for term in terms if term.starts_on <= day]
    return max(begun, key=lambda term: term.starts_on, default=None)


def lock_of(*, set_on: date | None, lock_days: int, term: Term | None, today: date) -> Lock | None:
    """Return the lock of a mark; None while it is open.

    `set_on` is the day of the mark's last step, None where nothing stands: a new mark is never too
    old. `lock_days` is the school's rule, 0 for never; `term` the semester of the work's day.
    """
    if term is not None and today > term.closes_on:
        return Lock(LockCause.PERIOD, term.closes_on, term.number)
    if set_on is not None and lock_days > 0:
        open_until = set_on + timedelta(days=lock_days)
        if today > open_until:
            return Lock(LockCause.AGE, open_until)
    return None
