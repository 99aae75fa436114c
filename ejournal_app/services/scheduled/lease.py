"""The lease in the database: at most one process at a time runs scheduled work.

Whoever holds it renews it; a process that was killed does not, so another takes over once it has
run out.
"""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.jobs import LEASE
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import JobLease

_NAME = "scheduler"
_LONGEST_HOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseView:
    """Who runs scheduled work, or did last."""

    holder: str
    since: datetime
    until: datetime

    def runs(self, now: datetime) -> bool:
        """Tell whether it holds now."""
        return self.until > now


def new_holder() -> str:
    """Return a name for this process that no other ever bears, a restarted one neither."""
    host = socket.gethostname()[:_LONGEST_HOST]
    return f"{host}:{os.getpid()}:{secrets.token_hex(4)}"


def lease() -> LeaseView | None:
    """Return the lease; None when nobody ever held it."""
    with reading() as session:
        row = session.scalars(select(JobLease).where(col(JobLease.name) == _NAME)).first()
        if row is None:
            return None
        return LeaseView(holder=row.holder, since=row.since, until=row.until)


def take(holder: str) -> bool:
    """Take or renew the lease; False while somebody else holds it."""
    now = clock.now()
    known = lease()
    if known is not None:
        if known.runs(now) and known.holder != holder:
            return False
        if known.holder == holder and known.until - now > LEASE / 2:
            return True  # fresh enough: nothing is written every few seconds
        return _renew(holder, now)
    try:
        with writing() as session:
            session.add(JobLease(name=_NAME, holder=holder, since=now, until=now + LEASE))
    except IntegrityError:
        return False  # another process was the first
    return True


def release(holder: str) -> None:
    """Give the lease up, so that another process need not wait until it has run out."""
    now = clock.now()
    with writing() as session:
        session.connection().execute(
            update(JobLease)
            .where(
                col(JobLease.name) == _NAME,
                col(JobLease.holder) == holder,
                col(JobLease.until) > now,
            )
            .values(until=now)
        )


def holds(session: Session, holder: str, now: datetime) -> bool:
    """Tell whether a process holds the lease, and keep it so until the transaction ends."""
    row = session.scalars(
        select(JobLease).where(col(JobLease.name) == _NAME).with_for_update()
    ).first()
    return row is not None and row.holder == holder and row.until > now


def was_active_within(span: timedelta) -> bool:
    """Tell whether some process ran scheduled work within a span of time."""
    known = lease()
    return known is not None and known.until >= clock.now() - span


def _renew(holder: str, now: datetime) -> bool:
    """Write the lease if it is still the own one or nobody's."""
    with writing() as session:
        own = session.connection().execute(
            update(JobLease)
            .where(
                col(JobLease.name) == _NAME,
                col(JobLease.holder) == holder,
                col(JobLease.until) > now,
            )
            .values(until=now + LEASE)
        )
        if own.rowcount == 1:
            return True
        taken = session.connection().execute(
            update(JobLease)
            .where(
                col(JobLease.name) == _NAME,
                or_(col(JobLease.until) <= now, col(JobLease.holder) == holder),
            )
            .values(holder=holder, since=now, until=now + LEASE)
        )
        return taken.rowcount == 1
