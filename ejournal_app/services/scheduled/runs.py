"""The log of runs: one row for each planned moment of a job, claimed by the holder of the lease.

The row is written before the work begins, so two processes cannot both begin it, and a run whose
process was killed is seen.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, not_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.jobs import MOST_ATTEMPTS, CatchUp, wait_after
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import JobRun, RunState

from .lease import holds

Moments = Callable[[datetime, datetime], Iterable[datetime]]
"""The planned moments later than the first one given, up to the second."""

_RETRIED = (RunState.FAILED, RunState.ABANDONED)
_LONGEST_RESULT = 500
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A run this process may do now."""

    run_id: int
    job: str
    planned: datetime
    attempt: int
    holder: str


def abandon(holder: str, running: Collection[str]) -> int:
    """Mark runs nobody works on any more; `running` are the jobs this holder is at."""
    now = clock.now()
    with writing() as session:
        if not holds(session, holder, now):
            return 0
        given_up = session.connection().execute(
            update(JobRun)
            .where(
                col(JobRun.state) == RunState.RUNNING,
                not_(and_(col(JobRun.holder) == holder, col(JobRun.job).in_(list(running)))),
            )
            .values(state=RunState.ABANDONED, finished_at=now)
        )
        return given_up.rowcount


def has_lost_runs(holder: str, running: Collection[str]) -> bool:
    """Tell whether there is anything to abandon: nearly always there is not."""
    with reading() as session:
        lost = (
            select(func.count())
            .select_from(JobRun)
            .where(
                col(JobRun.state) == RunState.RUNNING,
                not_(and_(col(JobRun.holder) == holder, col(JobRun.job).in_(list(running)))),
            )
        )
        return bool(session.scalar(lost))


def claim_due(holder: str, job: str, moments: Moments, catch_up: CatchUp) -> Claim | None:
    """Claim what a job should do now; None when there is nothing, or it has to wait."""
    now = clock.now()
    newest, retried = _known(job, catch_up)
    known = {run.planned_for: run for run in retried}
    missed = moments(catch_up.looks_from(newest, now), now)
    for planned in catch_up.to_run([*known, *missed], now, has_run=newest is not None):
        run = known.get(planned)
        if run is None:
            return _claim_new(holder, job, planned, now)
        waits = run.state == RunState.FAILED and run.finished_at is not None
        if waits and run.finished_at + wait_after(run.attempts) > now:  # pyright: ignore[reportOptionalOperand]
            continue
        return _claim_again(holder, run, now)
    return None


def finish(claim: Claim, *, result: str = "", error: str = "") -> bool:
    """Write down how a run ended; False when it is not this process's any more."""
    with writing() as session:
        ended = session.connection().execute(
            update(JobRun)
            .where(
                col(JobRun.id) == claim.run_id,
                col(JobRun.holder) == claim.holder,
                col(JobRun.attempts) == claim.attempt,
                col(JobRun.state) == RunState.RUNNING,
            )
            .values(
                state=RunState.FAILED if error else RunState.DONE,
                finished_at=clock.now(),
                result=result[:_LONGEST_RESULT],
                error=error[:_LONGEST_ERROR],
            )
        )
        return ended.rowcount == 1


def _known(job: str, catch_up: CatchUp) -> tuple[datetime | None, list[JobRun]]:
    """Return the newest moment that was begun, and the runs that may be tried again.

    Where the latest moment stands for all, an older one is not tried again.
    """
    with reading() as session:
        newest = session.scalar(
            select(func.max(col(JobRun.planned_for))).where(col(JobRun.job) == job)
        )
        statement = (
            select(JobRun)
            .where(
                col(JobRun.job) == job,
                col(JobRun.state).in_(_RETRIED),
                col(JobRun.attempts) < MOST_ATTEMPTS,
            )
            .order_by(col(JobRun.planned_for))
        )
        if not catch_up.every:
            statement = statement.where(col(JobRun.planned_for) == newest)
        return newest, list(session.scalars(statement))


def _claim_new(holder: str, job: str, planned: datetime, now: datetime) -> Claim | None:
    try:
        with writing() as session:
            if not holds(session, holder, now):
                return None
            row = JobRun(job=job, planned_for=planned, started_at=now, holder=holder)
            session.add(row)
            session.flush()
            return _claim(row)
    except IntegrityError:
        return None  # begun by another process since we looked


def _claim_again(holder: str, run: JobRun, now: datetime) -> Claim | None:
    with writing() as session:
        if not holds(session, holder, now):
            return None
        won = session.connection().execute(
            update(JobRun)
            .where(
                col(JobRun.id) == run.id,
                col(JobRun.attempts) == run.attempts,
                col(JobRun.state).in_(_RETRIED),
            )
            .values(
                state=RunState.RUNNING,
                attempts=run.attempts + 1,
                holder=holder,
                started_at=now,
                finished_at=None,
                error="",
            )
        )
        if won.rowcount != 1:
            return None
        return _claim(session.get_one(JobRun, run.id))


def _claim(row: JobRun) -> Claim:
    assert row.id is not None
    return Claim(
        run_id=row.id,
        job=row.job,
        planned=row.planned_for,
        attempt=row.attempts,
        holder=row.holder,
    )
