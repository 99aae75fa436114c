"""What every movement does at its end: run, audit, and word to open pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import Session as ModelSession
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.models import Journal
from ejournal_app.services import audit, live
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import open_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is to be written down of a movement."""

    movement: str
    """The `MovementKind` of the register."""
    school_id: int
    effective: date
    order_number: str = ""
    order_date: date | None = None
    classes: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None
    programmes: tuple[str, ...] = ()
    """Of a corrected programme code: the old one and the new one."""


def finish(session: ModelSession, actor: Actor, log: ChangeLog, done: Done) -> int:
    """Write the run with its changes and return its id."""
    session.flush()
    run_id = open_run(
        session,
        actor=actor,
        school_id=done.school_id,
        kind=RunKind.MOVEMENT,
        valid_from=done.effective,
        summary={
            "movement": done.movement,
            "order": done.order_number,
            "order_date": done.order_date.isoformat() if done.order_date else "",
            "classes": list(done.classes),
            "counts": dict(done.counts or {}),
            **({"programmes": list(done.programmes)} if done.programmes else {}),
        },
    )
    log.write(run_id)
    return run_id


def record_pupil(
    session: Session,
    actor: Actor,
    pupil_id: int,
    movement: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write to the trail what happened to one pupil."""
    audit.record(
        session,
        actor=actor,
        action=Permission.MOVEMENT_WRITE,
        entity="pupil",
        entity_id=pupil_id,
        pupil_id=pupil_id,
        before=before,
        after={"movement": movement, **(after or {})},
    )


def topics(
    session: Session,
    *,
    pupil_ids: Collection[int],
    class_ids: Collection[int],
    group_ids: Collection[int] = (),
) -> list[str]:
    """Return what open pages listen to that a movement changes."""
    journals = session.scalars(
        select(col(Journal.id)).where(
            or_(col(Journal.class_id).in_(class_ids), col(Journal.group_id).in_(group_ids))
        )
    )
    return [
        *(live.pupil_topic(pupil_id) for pupil_id in pupil_ids),
        *(live.journal_topic(journal_id) for journal_id in journals if journal_id is not None),
    ]
