"""Taking a run back from a page: of a known kind, or with its name typed when persons would go."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ImportChange, ImportRun, Person
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.guard import use_case

from .kinds import PERMISSIONS, RunKind
from .undoing import undo


@use_case
def take_back(actor: Actor, run_id: int, *, typed: str) -> None:
    """Take a run of any kind back; Refused, too, when persons go and the typed name is not theirs.

    `UndoBlocked` lists what was built on the run since.
    """
    if not any(allows(actor, permission) for permission in PERMISSIONS.values()):
        require(actor, Permission.IMPORT_APPLY)
    with reading() as session:
        run = session.get(ImportRun, run_id) if 0 < run_id < ROW_ID_LIMIT else None
        # What is not there, or is not the actor's to take back, is refused by the undoing itself.
        name = name_to_type(session, run) if run is not None and run.undone_at is None else ""
        kind = RunKind(run.kind) if run is not None else None
    if kind is not None:
        require(actor, PERMISSIONS[kind])
    if name:
        require_typed(typed, name)
    undo(actor, run_id)


@use_case
def take_back_of_kind(actor: Actor, kind: RunKind, run_id: int) -> None:
    """Take a run of this kind back, of a kind that adds no persons.

    Forbidden for a run of another kind; `UndoBlocked` lists what was built on it since.
    """
    require(actor, PERMISSIONS[kind])
    must_be_of_kind(kind, run_id)
    undo(actor, run_id)


def must_be_of_kind(kind: RunKind, run_id: int) -> None:
    """Raise Forbidden for a run that is not there or of another kind."""
    with reading() as session:
        run = session.get(ImportRun, run_id) if 0 < run_id < ROW_ID_LIMIT else None
    if run is None or run.kind != kind:
        attempt = Attempt(action=PERMISSIONS[kind], entity="import_run", entity_id=run_id)
        raise Forbidden(attempt)


def name_to_type(session: Session, run: ImportRun) -> str:
    """Return what is to be typed before a run is taken back; empty when no person would go.

    Of one person it is the name, of several the file or the order they came with.
    """
    rows = session.connection().execute(
        select(col(ImportChange.entity_id), col(ImportChange.before)).where(
            col(ImportChange.run_id) == run.id, col(ImportChange.entity) == "person"
        )
    )
    added = [person_id for person_id, before in rows if before is None]
    if not added:
        return ""
    if len(added) == 1:
        person = session.get(Person, added[0])
        if person is not None:
            return f"{person.given_name} {person.family_name}"
    return run.file_name or str(run.summary.get("order") or "") or str(run.id)
