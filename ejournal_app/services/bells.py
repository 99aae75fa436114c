"""When a lesson of a number begins and ends: the school's ringing times (zvanu saraksti)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import BellPeriod, BellSchedule


class Bells:
    """Ringing times of a school, by date; empty when it has none yet."""

    def __init__(self, schedules: Mapping[date, Mapping[int, tuple[time, time]]]) -> None:
        """Take for every valid-from date the first and last minute of each lesson number."""
        self._starts = sorted(schedules)
        self._schedules = schedules
        self._known: dict[tuple[date, int], tuple[datetime, datetime]] = {}

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

    def _on(self, day: date) -> Mapping[int, tuple[time, time]]:
        # Before the first schedule's date the first one holds: a year is planned ahead.
        in_force = max(bisect_right(self._starts, day) - 1, 0)
        return self._schedules[self._starts[in_force]] if self._starts else {}


def load_bells(session: Session, school_id: int) -> Bells:
    """Return the ringing times of a school."""
    schedules: dict[date, dict[int, tuple[time, time]]] = defaultdict(dict)
    for valid_from, number, starts_at, ends_at in session.execute(
        select(
            col(BellSchedule.valid_from),
            col(BellPeriod.number),
            col(BellPeriod.starts_at),
            col(BellPeriod.ends_at),
        )
        .join(BellPeriod, col(BellPeriod.schedule_id) == col(BellSchedule.id))
        .where(col(BellSchedule.school_id) == school_id)
    ):
        schedules[valid_from][number] = (starts_at, ends_at)
    return Bells(schedules)
