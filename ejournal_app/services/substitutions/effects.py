"""What follows from a substitution: the journal row of clause 12, lessons called off and on again.

This is the one place that writes `Substitution` rows. It belongs to the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.models import (
    Attendance,
    Journal,
    Lesson,
    Substitution,
    SubstitutionPlan,
)
from ejournal_app.services import audit

from .recorded import recorded_since

REASONS: Mapping[str, SubstitutionReason] = MappingProxyType(
    {
        TeacherAbsenceKind.INCAPACITY: SubstitutionReason.ILLNESS,
        TeacherAbsenceKind.BUSINESS_TRIP: SubstitutionReason.BUSINESS_TRIP,
        TeacherAbsenceKind.COURSES: SubstitutionReason.COURSES,
        TeacherAbsenceKind.LEAVE: SubstitutionReason.LEAVE,
        TeacherAbsenceKind.OTHER: SubstitutionReason.OTHER,
    }
)
"""What the journal calls the reason of an absence of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How a lesson is covered."""

    lesson_id: int
    """The lesson whose teacher is away."""
    kind: SubstitutionKind
    absent_id: int | None
    substitute_id: int | None = None
    journal_id: int | None = None
    """The journal held instead (other subject)."""
    moved_from_id: int | None = None
    absence_id: int | None = None
    reason: SubstitutionReason | None = None


def put_substitution(
    session: Session, actor: Actor, cover: Cover, *, confirmed: bool, action: str
) -> Substitution:
    """Write a substitution with everything that follows from it; Refused when it cannot be.

    `confirmed`: by management, now; otherwise it waits for that. The plan for the lesson, if there
    is one, is done with. `action` is the permission the audit trail names.
    """
    now = clock.now()
    lesson = _locked(session, cover.lesson_id)
    _refuse_covered(session, lesson)
    held = lesson
    if cover.kind.replaces_lesson:
        held = _held_instead(session, lesson, cover)
    if held is not lesson or cover.kind is SubstitutionKind.CANCELLED:
        _call_off(session, lesson, now)
    if cover.moved_from_id is not None:
        _call_off(session, _locked(session, cover.moved_from_id), now)
    journal = session.get_one(Journal, held.journal_id)
    assert held.id is not None
    row = Substitution(
        lesson_id=held.id,
        kind=cover.kind,
        replaced_id=lesson.id if held is not lesson else None,
        moved_from_id=cover.moved_from_id,
        absent_id=cover.absent_id,
        substitute_id=cover.substitute_id,
        subject_id=journal.subject_id,
        absence_id=cover.absence_id,
        reason=cover.reason or "",
        recorded_at=now,
        recorded_by_id=actor.person_id,
        confirmed_at=now if confirmed else None,
        confirmed_by_id=actor.person_id if confirmed else None,
    )
    session.add(row)
    plan = session.scalar(
        select(SubstitutionPlan).where(col(SubstitutionPlan.lesson_id) == lesson.id)
    )
    if plan is not None:
        session.delete(plan)
    session.flush()
    _record(session, actor, action, row, done=True)
    return row


def take_substitution(
    session: Session, actor: Actor, row: Substitution, *, action: str = Permission.SUBSTITUTION_PLAN
) -> None:
    """Take a substitution back: everything is as it was before it.

    Refused, and said what of, once anything is recorded in the lesson.
    """
    held = _locked(session, row.lesson_id)
    recorded = recorded_since(session, row, held)
    if recorded is not None:
        raise Refused(recorded)
    _record(session, actor, action, row, done=False)
    others = [row.replaced_id, row.moved_from_id]
    if row.replaced_id is None:
        others.append(row.lesson_id)
    replaced = row.replaced_id is not None
    session.delete(row)
    session.flush()
    for lesson_id in sorted({lesson_id for lesson_id in others if lesson_id is not None}):
        _locked(session, lesson_id).called_off_at = None
    if replaced:
        plan = session.scalar(
            select(SubstitutionPlan).where(col(SubstitutionPlan.moved_from_id) == held.id)
        )
        if plan is not None:
            raise Refused(Message(N_("Something is planned with the lesson that is held instead.")))
        session.delete(held)
    session.flush()


def substitution_of(session: Session, lesson_id: int) -> Substitution | None:
    """Return what covers a lesson: as it is held itself, or as another is held instead."""
    return session.scalar(
        select(Substitution)
        .where(
            or_(
                col(Substitution.replaced_id) == lesson_id,
                col(Substitution.lesson_id) == lesson_id,
            )
        )
        .with_for_update()
    )


def _refuse_covered(session: Session, lesson: Lesson) -> None:
    assert lesson.id is not None
    if substitution_of(session, lesson.id) is not None:
        raise Refused(Message(N_("This lesson is substituted already.")))
    if lesson.called_off_at is not None:
        raise Refused(Message(N_("This lesson is not held.")))


def _held_instead(session: Session, lesson: Lesson, cover: Cover) -> Lesson:
    """Return the new lesson of the other journal at the slot."""
    moved = _locked(session, cover.moved_from_id) if cover.moved_from_id is not None else None
    if moved is not None and moved.called_off_at is not None:
        raise Refused(Message(N_("This lesson is not held.")))
    journal_id = moved.journal_id if moved is not None else cover.journal_id
    if journal_id is None or journal_id == lesson.journal_id:
        raise Refused(Message(N_("Choose the journal of another subject.")))
    known = session.scalar(
        select(col(Lesson.id)).where(
            col(Lesson.journal_id) == journal_id,
            col(Lesson.day) == lesson.day,
            col(Lesson.number) == lesson.number,
        )
    )
    if known is not None:
        raise Refused(
            Message(
                N_("This journal already has lesson {number} on {day}."),
                {"number": lesson.number, "day": lesson.day},
            )
        )
    held = Lesson(
        journal_id=journal_id,
        day=lesson.day,
        number=lesson.number,
        # The room is free: the lesson that was to be there is not held.
        room_id=lesson.room_id,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
    )
    session.add(held)
    session.flush()
    return held


def _call_off(session: Session, lesson: Lesson, now: datetime) -> None:
    attended = session.scalar(select(exists().where(col(Attendance.lesson_id) == lesson.id)))
    if attended or lesson.attendance_checked_at is not None:
        raise Refused(Message(N_("Attendance of this lesson is recorded: it was held.")))
    lesson.called_off_at = now


def _locked(session: Session, lesson_id: int) -> Lesson:
    return session.scalars(
        select(Lesson).where(col(Lesson.id) == lesson_id).with_for_update()
    ).one()


def _record(session: Session, actor: Actor, action: str, row: Substitution, *, done: bool) -> None:
    """Write the audit entry: who and how, never why."""
    facts = {
        "kind": str(row.kind),
        "substitute": row.substitute_id,
        "absent": row.absent_id,
        "replaced": row.replaced_id,
        "moved_from": row.moved_from_id,
    }
    audit.record(
        session,
        actor=actor,
        action=action,
        entity="substitution",
        entity_id=row.lesson_id,
        before=None if done else facts,
        after=facts if done else None,
    )
