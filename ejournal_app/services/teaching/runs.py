"""What was done to many journals at once, and taking it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ImportRun, Person
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.taking_back import must_be_of_kind
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.guard import use_case

_SHOWN = 10
_OWN = (RunKind.JOURNALS, RunKind.HAND_OVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run that can be, or was, taken back."""

    run_id: int
    at: datetime
    valid_from: date
    by: str
    journals: int
    groups: int
    from_name: str
    """Whose journals were handed over; empty: they had no teacher."""
    to_name: str
    is_undone: bool


@use_case
def recent_runs(actor: Actor, kind: RunKind) -> tuple[RunLine, ...]:
    """Return the latest runs that made or handed over journals, the latest first."""
    require(actor, Permission.TEACHING_WRITE)
    if kind not in _OWN:
        raise Forbidden(Attempt(action=Permission.TEACHING_WRITE, entity="import_run"))
    with reading() as session:
        return tuple(_lines(session, kind))


@use_case
def undo_run(actor: Actor, kind: RunKind, run_id: int) -> None:
    """Take a run of this kind back as a whole; `UndoBlocked` lists what stands on it."""
    require(actor, Permission.TEACHING_WRITE)
    if kind not in _OWN:
        raise Forbidden(
            Attempt(action=Permission.TEACHING_WRITE, entity="import_run", entity_id=run_id)
        )
    must_be_of_kind(kind, run_id)
    undo(actor, run_id)


def _lines(session: Session, kind: RunKind) -> Iterator[RunLine]:
    runs = session.scalars(
        select(ImportRun)
        .where(col(ImportRun.kind) == kind)
        .order_by(col(ImportRun.id).desc())
        .limit(_SHOWN)
    ).all()
    people = session.scalars(
        select(Person).where(col(Person.id).in_([run.applied_by_id for run in runs]))
    )
    names = {one.id: f"{one.given_name} {one.family_name}" for one in people}
    for run in runs:
        assert run.id is not None
        yield RunLine(
            run_id=run.id,
            at=run.applied_at,
            valid_from=run.valid_from,
            by=names.get(run.applied_by_id or 0, ""),
            journals=int(run.summary.get("journals", 0)),
            groups=int(run.summary.get("groups", 0)),
            from_name=str(run.summary.get("from", "")),
            to_name=str(run.summary.get("to", "")),
            is_undone=run.undone_at is not None,
        )
