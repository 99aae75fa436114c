"""Taking a run back as a whole, or saying what stands in the way (Regulation 7.5, 8)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Date, DateTime, Table, Time, TypeDecorator, delete, insert, update
from sqlmodel import Session, SQLModel, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import ImportChange, ImportRun
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit
from ejournal_app.services.accounts.last_superuser import keeping_a_superuser
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.timetable.undo import clear_lessons, plan_again

from . import dependents
from .kinds import PERMISSIONS, RunKind
from .log import REMOVED

_ID_LIMIT = 2**31
"""Row ids are 32-bit integers in the database."""


class UndoBlocked(Refused):
    """Later facts stand on what the import did; the list says which."""

    def __init__(self, obstacles: tuple[Message, ...]) -> None:
        super().__init__(
            Message(
                N_("The import cannot be taken back: {count} later entries depend on it."),
                {"count": len(obstacles)},
            )
        )
        self.obstacles = obstacles


@use_case
def undo(actor: Actor, run_id: int) -> None:
    """Restore exactly what was there before an import; Refused when that is not possible.

    `UndoBlocked` lists everything that was built on the import since. Refused, too, when nobody
    would be left as superuser.
    """
    if not any(allows(actor, permission) for permission in PERMISSIONS.values()):
        require(actor, Permission.IMPORT_APPLY)
    with writing() as session, keeping_a_superuser(session):
        run = _find(session, run_id)
        if run is None:
            raise Refused(Message(N_("There is no import with this number.")))
        require(actor, PERMISSIONS[RunKind(run.kind)])
        if run.undone_at is not None:
            raise Refused(Message(N_("This import has been taken back already.")))
        changes = session.exec(
            select(ImportChange)
            .where(col(ImportChange.run_id) == run_id)
            .order_by(col(ImportChange.id).desc())
        ).all()
        obstacles = dependents.obstacles(session, run, changes)
        if obstacles:
            raise UndoBlocked(obstacles)
        if run.kind == RunKind.TIMETABLE:
            clear_lessons(session, run, changes)
        _take_back(session, changes)
        run.undone_at = clock.now()
        run.undone_by_id = actor.person_id
        session.flush()
        if run.kind == RunKind.TIMETABLE:
            plan_again(session, run)
        _record(session, actor, run_id, changes)


def _find(session: Session, run_id: int) -> ImportRun | None:
    if not 0 < run_id < _ID_LIMIT:
        return None
    return session.exec(
        select(ImportRun).where(col(ImportRun.id) == run_id).with_for_update()
    ).first()


def _take_back(session: Session, changes: Iterable[ImportChange]) -> None:
    """Undo the changes, newest first: a row goes before the row it points to."""
    added: list[ImportChange] = []
    for change in changes:
        if change.before is None:
            added.append(change)
            continue
        # What the import added may hold a unique place that a restored row needs.
        _delete(session, added)
        added = []
        _restore(session, _table(change.entity), change.entity_id, change.before)
    _delete(session, added)


def _delete(session: Session, changes: list[ImportChange]) -> None:
    for entity, ids in _in_runs(changes):
        table = _table(entity)
        for start in range(0, len(ids), dependents.CHUNK):
            chunk = ids[start : start + dependents.CHUNK]
            session.connection().execute(delete(table).where(table.c.id.in_(chunk)))


def _in_runs(changes: Iterable[ImportChange]) -> list[tuple[str, list[int]]]:
    """Return neighbouring changes of one table together."""
    runs: list[tuple[str, list[int]]] = []
    for change in changes:
        if not runs or runs[-1][0] != change.entity:
            runs.append((change.entity, []))
        runs[-1][1].append(change.entity_id)
    return runs


def _restore(session: Session, table: Table, row_id: int, before: dict[str, Any]) -> None:
    if REMOVED in before:
        session.connection().execute(insert(table).values(_values(table, before[REMOVED])))
        return
    # The version goes back too: an earlier import of the row can then be taken back in its turn.
    values = _values(table, before)
    session.connection().execute(update(table).where(table.c.id == row_id).values(values))


def _values(table: Table, stored: dict[str, Any]) -> dict[str, Any]:
    return {key: _from_json(table, key, value) for key, value in stored.items()}


def _from_json(table: Table, key: str, value: Any) -> Any:
    kind = table.c[key].type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if isinstance(value, str) and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Time):
        return time.fromisoformat(value)
    return value


def _table(entity: str) -> Table:
    return SQLModel.metadata.tables[entity]


def _record(session: Session, actor: Actor, run_id: int, changes: Iterable[ImportChange]) -> None:
    """Write one entry for the run and one for every pupil or person it had changed."""
    counts: dict[str, int] = defaultdict(int)
    for change in changes:
        counts[change.entity] += 1
        if change.entity in {"person", "pupil"}:
            audit.record(
                session,
                actor=actor,
                action="import_undo",
                entity=change.entity,
                entity_id=change.entity_id,
                pupil_id=change.entity_id if change.entity == "pupil" else None,
            )
    audit.record(
        session,
        actor=actor,
        action="import_undo",
        entity="import_run",
        entity_id=run_id,
        after=dict(counts),
    )
