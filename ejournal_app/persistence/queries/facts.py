"""Loads what the policies ask about objects."""

from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    JournalTeacher,
    Substitution,
)
from ejournal_app.policies.facts import JournalFacts, PupilFacts


def journal_facts(session: Session, journal: Journal, on: date) -> JournalFacts:
    """Return who teaches a journal on a day and which classes its pupils come from."""
    assert journal.id is not None
    teachers = session.scalars(
        select(col(JournalTeacher.person_id)).where(
            col(JournalTeacher.journal_id) == journal.id,
            col(JournalTeacher.starts_on) <= on,
            or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= on),
        )
    )
    return JournalFacts(
        journal_id=journal.id,
        teacher_ids=frozenset(teachers),
        class_ids=frozenset(
            [journal.class_id]
            if journal.class_id is not None
            else _group_class_ids(session, journal.group_id, on)
        ),
    )


def with_leader(session: Session, facts: JournalFacts, lesson_id: int) -> JournalFacts:
    """Return the facts of a journal with who leads one of its lessons instead (Regulation 12)."""
    substitute = session.scalar(
        select(col(Substitution.substitute_id)).where(
            col(Substitution.lesson_id) == lesson_id, col(Substitution.substitute_id).is_not(None)
        )
    )
    return facts if substitute is None else replace(facts, leader_ids=frozenset({substitute}))


def pupil_facts(session: Session, pupil_id: int, on: date) -> PupilFacts:
    """Return which class a pupil is in on a day; an unknown pupil is in none."""
    classes = session.scalars(
        select(col(Enrolment.class_id)).where(col(Enrolment.pupil_id) == pupil_id, *enrolled_on(on))
    )
    return PupilFacts(pupil_id=pupil_id, class_ids=frozenset(classes))


def enrolled_on(on: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that an enrolment is in force on a day."""
    return (
        col(Enrolment.starts_on) <= on,
        or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= on),
    )


def _group_class_ids(session: Session, group_id: int | None, on: date) -> list[int]:
    return list(
        session.scalars(
            select(col(Enrolment.class_id))
            .distinct()
            .join(GroupMembership, col(GroupMembership.pupil_id) == col(Enrolment.pupil_id))
            .where(col(GroupMembership.group_id) == group_id, *enrolled_on(on))
        )
    )
