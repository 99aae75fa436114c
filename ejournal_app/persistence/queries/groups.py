"""Groups with what a list shows of them, and who is in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    SchoolClass,
    StudyGroup,
    Subject,
)

from .facts import enrolled_on

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group with its subject and journals."""

    group_id: int
    year_id: int
    name: str
    subject_id: int | None
    subject: str
    journal_ids: tuple[int, ...]
    grades: frozenset[int]
    """Of its journals."""


def group_rows(session: Session, year_ids: Collection[int]) -> list[GroupRow]:
    """Return the groups of some years, unsorted."""
    journals: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for group_id, journal_id, grade in session.execute(
        select(col(Journal.group_id), col(Journal.id), col(Journal.grade)).where(
            col(Journal.year_id).in_(year_ids), col(Journal.group_id).is_not(None)
        )
    ):
        if group_id is not None and journal_id is not None:
            journals[group_id].append((journal_id, grade))
    rows = session.execute(
        select(StudyGroup, col(Subject.name))
        .outerjoin(Subject, col(Subject.id) == col(StudyGroup.subject_id))
        .where(col(StudyGroup.year_id).in_(year_ids))
    )
    return [
        GroupRow(
            group_id=group.id,
            year_id=group.year_id,
            name=group.name,
            subject_id=group.subject_id,
            subject=subject or "",
            journal_ids=tuple(journal for journal, _ in journals[group.id]),
            grades=frozenset(grade for _, grade in journals[group.id]),
        )
        for group, subject in rows
        if group.id is not None
    ]


def memberships_from(session: Session, on: date, group_ids: Iterable[int]) -> list[GroupMembership]:
    """Return the memberships in force on a day or beginning later, earliest first."""
    ordered = sorted(group_ids)
    found: list[GroupMembership] = []
    for start in range(0, len(ordered), _CHUNK):
        found += session.scalars(
            select(GroupMembership)
            .where(
                col(GroupMembership.group_id).in_(ordered[start : start + _CHUNK]),
                or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= on),
            )
            .order_by(col(GroupMembership.starts_on), col(GroupMembership.id))
        ).all()
    return found


def classes_by_pupil(session: Session, on: date) -> dict[int, tuple[int, str]]:
    """Return the id and name of the class each pupil is enrolled in on a day."""
    return {
        pupil_id: (school_class.id, school_class.name)
        for pupil_id, school_class in session.execute(
            select(col(Enrolment.pupil_id), SchoolClass)
            .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
            .where(*enrolled_on(on))
        )
        if school_class.id is not None
    }
