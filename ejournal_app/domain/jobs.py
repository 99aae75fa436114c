"""Scheduled work: what is made up for after a time of being down, and when a failure is retried."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(seconds=60)
"""How long a process may run jobs without saying that it lives; then another takes over."""

MOST_ATTEMPTS = 5
"""Then a run is left as failed."""

LOOK_BACK = timedelta(days=8)
"""How far back missed moments are looked for when nothing is known of a job: a week and a day."""

_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """What a job makes up for when the school's server was down at a planned moment."""

    every: bool = False
    """Every moment missed, in order; otherwise the latest stands for all of them."""
    within: timedelta | None = None
    """Not when the moment is longer ago than this: a reminder of 16:00 is of no use at night."""

    def still_worth(self, planned: datetime, now: datetime) -> bool:
        """Tell whether a planned moment is still to be run."""
        return planned <= now and (self.within is None or now - planned <= self.within)

    def looks_from(self, newest_known: datetime | None, now: datetime) -> datetime:
        """Return after which moment missed ones are looked for; None: the job has never run."""
        begin = now - LOOK_BACK if newest_known is None else newest_known
        return begin if self.within is None else max(begin, now - self.within)

    def to_run(
        self, planned: Iterable[datetime], now: datetime, *, has_run: bool = True
    ) -> list[datetime]:
        """Return which of the planned moments that were not run are to be run, oldest first.

        A job that has never run has missed nothing but the latest.
        """
        worth = sorted(one for one in planned if self.still_worth(one, now))
        return worth if self.every and has_run else worth[-1:]


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt: 1, 5, 15 minutes, an hour."""
    return _WAITS[min(max(attempt, 1), len(_WAITS)) - 1]
