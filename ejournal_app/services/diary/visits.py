"""When somebody last looked at a diary: what is newer stands out."""

import contextlib
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    DiaryVisit,
)
from ejournal_app.services.guard import use_case

from .pupils import child

SAME_VISIT = timedelta(minutes=30)
"""Looking again within this time continues a visit: new things stay marked as new."""


@use_case
def begin_visit(actor: Actor, pupil_id: int) -> None:
    """Note that the actor looks at a diary; what is newer than the visit before is new."""
    now = clock.now()
    with reading() as session:
        child(session, actor, pupil_id, clock.today())
    with writing() as session:
        visit = session.scalar(_visit(actor, pupil_id).with_for_update())
        if visit is None:
            # Two windows may open a diary for the first time at once: one visit is enough.
            with contextlib.suppress(IntegrityError), session.begin_nested():
                session.add(
                    DiaryVisit(account_id=actor.account_id, pupil_id=pupil_id, visited_at=now)
                )
        elif now - visit.visited_at > SAME_VISIT:
            visit.previous_at, visit.visited_at = visit.visited_at, now


def _visit(actor: Actor, pupil_id: int) -> Select[DiaryVisit]:
    return select(DiaryVisit).where(
        col(DiaryVisit.account_id) == actor.account_id, col(DiaryVisit.pupil_id) == pupil_id
    )


def seen_until(session: Session, actor: Actor, pupil_id: int) -> datetime | None:
    """Return the moment after which things are new; None on a first visit: nothing is old yet."""
    visit = session.scalar(_visit(actor, pupil_id))
    if visit is None:
        return None
    # During a first visit only what happens while looking is new.
    return visit.previous_at or visit.visited_at


def newer(moment: datetime | None, seen: datetime | None) -> bool:
    """Tell whether something happened since the reader last looked."""
    return moment is not None and seen is not None and moment > seen
