"""Pupils with their names and classes, and the journals they belong to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    Person,
    Pupil,
    SchoolClass,
)

from .facts import enrolled_on
from .members import Span, overlaps


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    """A pupil as a list shows them."""

    pupil_id: int
    person_id: int
    given_name: str
    family_name: str
    grade: int
    class_id: int
    class_name: str


def pupils_enrolled(session: Session, on: date, *conditions: ColumnElement[bool]) -> list[PupilRow]:
    """Return the pupils enrolled on a day, unsorted."""
    rows = session.execute(
        select(Pupil, Person, SchoolClass)
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Pupil.id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(*enrolled_on(on), *conditions)
    )
    return [
        PupilRow(
            pupil_id=pupil.id,
            person_id=pupil.person_id,
            given_name=person.given_name,
            family_name=person.family_name,
            grade=school_class.grade,
            class_id=school_class.id,
            class_name=school_class.name,
        )
        for pupil, person, school_class in rows
        if pupil.id is not None and school_class.id is not None
    ]


def journals_of(
    session: Session, pupil_id: int, first: date, last: date
) -> dict[int, tuple[Span, ...]]:
    """Return the journals a pupil belongs to between two days, with the days of belonging."""
    enrolments: list[tuple[int, Span]] = [
        (class_id, (start, end))
        for class_id, start, end in session.execute(
            select(col(Enrolment.class_id), col(Enrolment.starts_on), col(Enrolment.ends_on)).where(
                col(Enrolment.pupil_id) == pupil_id, *_touches(Enrolment, first, last)
            )
        )
    ]
    memberships: list[tuple[int, Span]] = [
        (group_id, (start, end))
        for group_id, start, end in session.execute(
            select(
                col(GroupMembership.group_id),
                col(GroupMembership.starts_on),
                col(GroupMembership.ends_on),
            ).where(
                col(GroupMembership.pupil_id) == pupil_id,
                *_touches(GroupMembership, first, last),
            )
        )
    ]
    at_school = [span for _, span in enrolments]
    in_class: dict[int, list[Span]] = {}
    for class_id, span in enrolments:
        in_class.setdefault(class_id, []).append(span)
    in_group: dict[int, list[Span]] = {}
    for group_id, span in memberships:
        in_group.setdefault(group_id, []).extend(overlaps([span], at_school))
    journals = session.execute(
        select(col(Journal.id), col(Journal.class_id), col(Journal.group_id)).where(
            or_(col(Journal.class_id).in_(in_class), col(Journal.group_id).in_(in_group))
        )
    )
    return {
        journal_id: tuple(in_class[class_id] if class_id is not None else in_group[group_id or 0])
        for journal_id, class_id, group_id in journals
        if journal_id is not None and (class_id is not None or group_id is not None)
    }


def _touches(
    table: type[Enrolment] | type[GroupMembership], first: date, last: date
) -> tuple[ColumnElement[bool], ...]:
    return (
        col(table.starts_on) <= last,
        or_(col(table.ends_on).is_(None), col(table.ends_on) >= first),
    )
