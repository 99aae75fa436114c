"""How scheduled work stands: which process runs it, and when each job is next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.scheduled.lease import LeaseView, lease
from ejournal_app.services.scheduled.names import JobName

from .catalogue import JOBS, Job

_HORIZONS = (timedelta(days=1), timedelta(days=40), timedelta(days=400))
"""How far ahead the next moment is looked for, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """A job and its next planned moment, None when there is none within a year."""

    name: JobName
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Scheduled work as a whole."""

    lease: LeaseView | None
    """Who runs it or did last; None: nobody ever did."""
    runs: bool
    """Somebody does now."""
    upcoming: tuple[Upcoming, ...]
    """The soonest first."""


@use_case
def standing(actor: Actor) -> Standing:
    """Return how scheduled work stands."""
    require(actor, Permission.JOB_READ)
    now, known = clock.now(), lease()
    upcoming = [Upcoming(name=job.name, at=next_moment(job, now)) for job in JOBS]
    return Standing(
        lease=known,
        runs=known is not None and known.runs(now),
        upcoming=tuple(sorted(upcoming, key=lambda one: (one.at is None, one.at or now))),
    )


def next_moment(job: Job, now: datetime) -> datetime | None:
    """Return when a job is planned next."""
    for horizon in _HORIZONS:
        found = next(iter(job.moments(now, now + horizon)), None)
        if found is not None:
            return found
    return None
