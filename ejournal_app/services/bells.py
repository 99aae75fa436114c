"""When a lesson of a number begins and ends: the school's ringing times (zvanu saraksti)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import BellDay, BellPeriod, BellSchedule

Periods = Mapping[int, tuple[time, time]]
"""First and last minute of each lesson number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBells:
    """Days that ring otherwise: one date, or a day of the week over a span."""

    periods: Periods
    weekday: int | None = None
    day: date | None = None
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether a day rings this way."""
        if self.day is not None:
            return self.day == day
        return (
            self.weekday == day.isoweekday()
            and self.starts_on <= day
            and (self.ends_on is None or day <= self.ends_on)
        )


class Bells:
    """Ringing times of a school, by date; empty when it has none yet."""

    def __init__(
        self, schedules: Mapping[date, Periods], others: tuple[OtherBells, ...] = ()
    ) -> None:
        """Take the ordinary times for every valid-from date, and the days that differ."""
        self._starts = sorted(schedules)
        self._schedules = schedules
        # A single date goes before days of the week, what began later before what began earlier.
        self._others = sorted(
            others, key=lambda other: (other.day is not None, other.starts_on), reverse=True
        )
        self._known: dict[tuple[date, int], tuple[datetime, datetime]] = {}
        self._days: dict[date, Periods] = {}

    def numbers_on(self, day: date) -> frozenset[int]:
        """Return the lesson numbers that have a time on a day."""
        return frozenset(self._on(day))

    def span(self, day: date, number: int) -> tuple[datetime, datetime]:
        """Return when a lesson starts and ends, in UTC; Refused when the number has no time."""
        if (day, number) not in self._known:
            times = self._on(day).get(number)
            if times is None:
                raise Refused(
                    Message(
                        N_("The bell schedule has no time for lesson {number}."), {"number": number}
                    )
                )
            starts_at, ends_at = (datetime.combine(day, at, clock.RIGA) for at in times)
            self._known[day, number] = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
        return self._known[day, number]

    def _on(self, day: date) -> Periods:
        if day not in self._days:
            other = next((other for other in self._others if other.holds_on(day)), None)
            self._days[day] = self._ordinary(day) if other is None else other.periods
        return self._days[day]

    def _ordinary(self, day: date) -> Periods:
        # Before the first schedule's date the first one holds: a year is planned ahead.
        in_force = max(bisect_right(self._starts, day) - 1, 0)
        return self._schedules[self._starts[in_force]] if self._starts else {}


def load_bells(session: Session, school_id: int) -> Bells:
    """Return the ringing times of a school."""
    periods: dict[int, dict[int, tuple[time, time]]] = defaultdict(dict)
    ordinary: dict[date, int] = {}
    for schedule_id, number, starts_at, ends_at, valid_from, is_ordinary in session.execute(
        select(
            col(BellPeriod.schedule_id),
            col(BellPeriod.number),
            col(BellPeriod.starts_at),
            col(BellPeriod.ends_at),
            col(BellSchedule.valid_from),
            col(BellSchedule.is_ordinary),
        )
        .join(BellPeriod, col(BellPeriod.schedule_id) == col(BellSchedule.id))
        .where(col(BellSchedule.school_id) == school_id)
        .order_by(col(BellSchedule.id))
    ):
        periods[schedule_id][number] = (starts_at, ends_at)
        if is_ordinary:
            ordinary[valid_from] = schedule_id
    others = session.scalars(select(BellDay).where(col(BellDay.schedule_id).in_(list(periods))))
    return Bells(
        {valid_from: periods[schedule_id] for valid_from, schedule_id in ordinary.items()},
        tuple(
            OtherBells(
                periods=periods[row.schedule_id],
                weekday=row.weekday,
                day=row.day,
                starts_on=row.effective_from,
                ends_on=row.ends_on,
            )
            for row in others
        ),
    )
