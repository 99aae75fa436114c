"""The runs that touched a pupil, and taking a movement back (Regulation 8)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    ImportChange,
    ImportRun,
    Person,
)
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import live
from ejournal_app.services.changes.kinds import PERMISSIONS, RunKind
from ejournal_app.services.changes.taking_back import name_to_type
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.guard import use_case

from .finishing import topics
from .kinds import MovementKind
from .run_subjects import OwnPart, own_parts, programmes_of, pupils_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A file, an order or a split that touched a pupil."""

    run_id: int
    kind: str
    movement: str
    """A `MovementKind`, empty for other kinds of runs."""
    order_number: str
    order_date: date | None
    classes: tuple[str, ...]
    """Of the pupil asked about, or of the whole run: the one left first."""
    programmes: str
    """Of a corrected programme code: `old → new`."""
    pupils: int
    valid_from: date
    applied_at: datetime
    applied_by: str
    undone: bool
    may_undo: bool
    name_to_type: str
    """Typed before it is taken back, when the person came to the records by it."""


@use_case
def runs_of_pupil(actor: Actor, pupil_id: int) -> tuple[RunLine, ...]:
    """Return what touched a pupil, latest first."""
    require(actor, Permission.MOVEMENT_READ)
    with reading() as session:
        own_enrolments = select(col(Enrolment.id)).where(col(Enrolment.pupil_id) == pupil_id)
        own_groups = select(col(GroupMembership.id)).where(
            col(GroupMembership.pupil_id) == pupil_id
        )
        run_ids = select(col(ImportChange.run_id)).where(
            or_(
                and_(col(ImportChange.entity) == "pupil", col(ImportChange.entity_id) == pupil_id),
                and_(
                    col(ImportChange.entity) == "enrolment",
                    col(ImportChange.entity_id).in_(own_enrolments),
                ),
                and_(
                    col(ImportChange.entity) == "group_membership",
                    col(ImportChange.entity_id).in_(own_groups),
                ),
            )
        )
        lines = _lines(session, actor, col(ImportRun.id).in_(run_ids))
        own = own_parts(session, pupil_id)
        return tuple(_of_pupil(line, own.get(line.run_id)) for line in lines)


def _of_pupil(line: RunLine, own: OwnPart | None) -> RunLine:
    """Return a promotion of whole classes as what it was for one pupil."""
    if own is None or line.movement != MovementKind.PROMOTION:
        return line
    return replace(line, movement=own.movement, classes=own.classes)


@use_case
def promotions_done(actor: Actor) -> tuple[RunLine, ...]:
    """Return the promotions carried out, latest first."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        lines = _lines(session, actor, col(ImportRun.kind) == RunKind.MOVEMENT)
    return tuple(line for line in lines if line.movement == "promotion")


@use_case
def undo_movement(actor: Actor, run_id: int, *, typed: str = "") -> None:
    """Take a movement back as a whole; `UndoBlocked` lists what was built on it since.

    Forbidden for a run that is none, or of another kind. Refused when a person would go with it
    and what was typed is not the name.
    """
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        run = session.get(ImportRun, run_id) if 0 < run_id < ROW_ID_LIMIT else None
        if run is None or run.kind != RunKind.MOVEMENT:
            raise Forbidden(
                Attempt(action=Permission.MOVEMENT_WRITE, entity="import_run", entity_id=run_id)
            )
        name = name_to_type(session, run) if run.undone_at is None else ""
        told = _topics_of(session, run_id)
    if name:
        require_typed(typed, name)
    undo(actor, run_id)
    live.publish(told)


def _lines(session: Session, actor: Actor, condition: ColumnElement[bool]) -> tuple[RunLine, ...]:
    rows = session.execute(
        select(ImportRun, Person)
        .outerjoin(Person, col(Person.id) == col(ImportRun.applied_by_id))
        .where(condition)
        .order_by(col(ImportRun.applied_at).desc(), col(ImportRun.id).desc())
    )
    return tuple(_line(session, actor, run, person) for run, person in rows.all())


def _line(session: Session, actor: Actor, run: ImportRun, person: Person | None) -> RunLine:
    summary = run.summary
    ordered = summary.get("order_date") or ""
    kind = RunKind(run.kind)
    movement = str(summary.get("movement", ""))
    may_undo = (
        run.undone_at is None and kind is RunKind.MOVEMENT and allows(actor, PERMISSIONS[kind])
    )
    assert run.id is not None
    return RunLine(
        run_id=run.id,
        kind=kind,
        movement=movement,
        order_number=str(summary.get("order", "")),
        order_date=date.fromisoformat(ordered) if ordered else None,
        classes=tuple(summary.get("classes", ())),
        programmes=programmes_of(summary),
        pupils=pupils_of(summary),
        valid_from=run.valid_from,
        applied_at=run.applied_at,
        applied_by=f"{person.given_name} {person.family_name}" if person else "",
        undone=run.undone_at is not None,
        may_undo=may_undo,
        # Only an enrolment can bring a person to the records.
        name_to_type=name_to_type(session, run)
        if may_undo and movement == MovementKind.ENROLLED
        else "",
    )


def _topics_of(session: Session, run_id: int) -> list[str]:
    """Return what listens to the pupils, classes and groups a run touched."""
    pupils: set[int] = set()
    places: dict[str, set[int]] = {"enrolment": set(), "group_membership": set()}
    for entity, column in (("enrolment", "class_id"), ("group_membership", "group_id")):
        table = SQLModel.metadata.tables[entity]
        changed = select(col(ImportChange.entity_id)).where(
            col(ImportChange.run_id) == run_id, col(ImportChange.entity) == entity
        )
        for pupil_id, place in session.execute(
            select(table.c.pupil_id, table.c[column]).where(table.c.id.in_(changed))
        ):
            pupils.add(pupil_id)
            places[entity].add(place)
    return topics(
        session,
        pupil_ids=pupils,
        class_ids=places["enrolment"],
        group_ids=places["group_membership"],
    )
