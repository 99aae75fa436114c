"""Records absences, changes and ends them, takes out what was entered by mistake."""

from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import Span, in_force
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    AbsenceOverride,
    AbsenceRequest,
    Person,
    Substitution,
    TeacherAbsence,
)
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.storing import taken
from ejournal_app.services.guard import use_case

from .checking import AbsenceData, absence_locked, checked, person_locked, refuse_stale
from .telling import topics_of

_WRITE = Permission.TEACHER_ABSENCE_WRITE


@use_case
def record_absence(actor: Actor, person_id: int, data: AbsenceData) -> int:
    """Record that somebody is away and return the absence's id.

    Refused beside another absence of the same person, and for who does not work here then.
    """
    require(actor, _WRITE)
    with writing() as session:
        row, topics = enter_absence(session, actor, person_id, data)
        assert row.id is not None
        absence_id = row.id
    live.publish(topics)
    return absence_id


def enter_absence(
    session: Session,
    actor: Actor,
    person_id: int,
    data: AbsenceData,
    *,
    standing: int | None = None,
) -> tuple[TeacherAbsence, set[str]]:
    """Add an absence in the caller's transaction; returns it with what to announce after it.

    `standing` is the document of the request it comes from: it hangs there already.
    """
    data = checked(session, person_locked(session, person_id), data)
    document_id = _document(session, actor, data, standing)
    row = TeacherAbsence(
        school_id=school_id_of(session),
        person_id=person_id,
        kind=data.kind,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        remark=data.remark,
        document_id=document_id,
        recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, before=None, after=_told(row))
    return row, topics_of(session, person_id, _span(row))


@use_case
def change_absence(actor: Actor, absence_id: int, version: int, data: AbsenceData) -> None:
    """Change what an absence says; `version` is that of the absence the actor saw.

    Days the superuser has allowed go with the days or the incapacity they belonged to.
    """
    require(actor, _WRITE)
    with writing() as session:
        row, person = absence_locked(session, _WRITE, absence_id)
        refuse_stale(row, version)
        topics = _change(session, actor, row, person, data)
    live.publish(topics)


@use_case
def end_absence(actor: Actor, absence_id: int, version: int, ends_on: date) -> None:
    """Let an absence end on a day: an open one, or one that was recorded too long."""
    require(actor, _WRITE)
    with writing() as session:
        row, person = absence_locked(session, _WRITE, absence_id)
        refuse_stale(row, version)
        if row.ends_on is not None and row.ends_on < ends_on:
            raise Refused(
                Message(N_("The absence ends on {day} already."), {"day": row.ends_on}),
                field="ends_on",
            )
        data = AbsenceData(
            kind=TeacherAbsenceKind(row.kind),
            starts_on=row.starts_on,
            ends_on=ends_on,
            remark=row.remark,
            document_id=row.document_id,
        )
        topics = _change(session, actor, row, person, data)
    live.publish(topics)


@use_case
def remove_absence(actor: Actor, absence_id: int, *, typed: str) -> None:
    """Take out an absence entered by mistake; the trail keeps whose it was and its days.

    Refused when what was typed is not the person's name.
    """
    require(actor, _WRITE)
    with writing() as session:
        row, person = absence_locked(session, _WRITE, absence_id)
        require_typed(typed, f"{person.family_name} {person.given_name}")
        _record(session, actor, row, before=_told(row), after=None)
        topics = topics_of(session, row.person_id, _span(row))
        for override in _allowances(session, row):
            session.delete(override)
        for request in session.scalars(
            select(AbsenceRequest).where(col(AbsenceRequest.absence_id) == row.id)
        ):
            request.absence_id = None
        # Substitutions stay, with the reason they were made for.
        session.connection().execute(
            update(Substitution)
            .where(col(Substitution.absence_id) == absence_id)
            .values(absence_id=None)
        )
        session.flush()
        session.delete(row)
    live.publish(topics)


def _change(
    session: Session, actor: Actor, row: TeacherAbsence, person: Person, data: AbsenceData
) -> set[str]:
    """Write over an absence and return what to announce."""
    data = checked(session, person, data, but=row.id)
    document_id = _document(session, actor, data, row.document_id)
    before, span, kind, remark = _told(row), _span(row), row.kind, row.remark
    paper, row.document_id = row.document_id, document_id
    row.kind, row.remark = data.kind, data.remark
    row.starts_on, row.ends_on = data.starts_on, data.ends_on
    after = _told(row)
    # That the reason has changed is told, never the reason.
    after |= {"kind_changed": True} if row.kind != kind else {}
    after |= {"remark_changed": True} if row.remark != remark else {}
    after |= {"document_changed": True} if row.document_id != paper else {}
    if after == before:
        return set()
    _drop_allowances(session, row)
    row.recorded_at, row.recorded_by_id = clock.now(), actor.person_id
    _record(session, actor, row, before=before, after=after)
    return topics_of(session, row.person_id, span, _span(row))


def _document(
    session: Session, actor: Actor, data: AbsenceData, standing: int | None
) -> int | None:
    return taken(
        session,
        actor,
        data.document_id,
        Purpose.TEACHER_ABSENCE,
        permission=_WRITE,
        standing=standing,
    )


def _drop_allowances(session: Session, row: TeacherAbsence) -> None:
    stops = TeacherAbsenceKind(row.kind).stops_lessons
    for override in _allowances(session, row):
        if not stops or not in_force(_span(row), override.day):
            session.delete(override)


def _allowances(session: Session, row: TeacherAbsence) -> list[AbsenceOverride]:
    return list(
        session.scalars(
            select(AbsenceOverride).where(col(AbsenceOverride.absence_id) == row.id)
        ).all()
    )


def _span(row: TeacherAbsence) -> Span:
    return row.starts_on, row.ends_on


def _told(row: TeacherAbsence) -> dict[str, Any]:
    """Return what the audit trail says of an absence: not why, for others read the trail."""
    return {
        "person": row.person_id,
        "first": row.starts_on.isoformat(),
        "last": row.ends_on.isoformat() if row.ends_on else None,
    }


def _record(
    session: Session,
    actor: Actor,
    row: TeacherAbsence,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=_WRITE,
        entity="teacher_absence",
        entity_id=row.id,
        before=before,
        after=after,
    )
