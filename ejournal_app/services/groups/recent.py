"""The latest changes of groups, from which they can be taken back (Regulation 7.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ImportRun, Person
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.guard import use_case

_RECENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRun:
    """A split that was carried out."""

    run_id: int
    at: datetime
    by: str
    valid_from: date
    title: str
    moved: int


@use_case
def recent_splits(actor: Actor) -> tuple[SplitRun, ...]:
    """Return the latest changes of groups that have not been taken back, the newest first."""
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        return tuple(
            SplitRun(
                run_id=run.id or 0,
                at=run.applied_at,
                by=f"{person.given_name} {person.family_name}" if person else "",
                valid_from=run.valid_from,
                title=str(run.summary.get("title") or " → ".join(_names(run.summary))),
                moved=int(run.summary.get("moved", 0)),
            )
            for run, person in _latest(session)
        )


def _latest(session: Session) -> list[tuple[ImportRun, Person | None]]:
    rows = session.execute(
        select(ImportRun, Person)
        .outerjoin(Person, col(Person.id) == col(ImportRun.applied_by_id))
        .where(col(ImportRun.kind) == RunKind.GROUPS, col(ImportRun.undone_at).is_(None))
        .order_by(col(ImportRun.id).desc())
        .limit(_RECENT)
    )
    return [(run, person) for run, person in rows]


def _names(summary: Mapping[str, object]) -> list[str]:
    groups = cast("Sequence[object]", summary.get("groups") or ())
    return [str(name) for name in groups if name]
