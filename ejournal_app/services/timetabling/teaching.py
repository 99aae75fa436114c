"""What a week grid needs to know of the teaching: journals with their people, classes, rooms."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    JournalTeacher,
    Person,
    Room,
    SchoolClass,
    StudyGroup,
    Subject,
)
from ejournal_app.services.school_rules import lesson_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalInfo:
    """A journal with everything that can be in one place only."""

    journal_id: int
    name: str
    kind: str
    subject: str
    subject_id: int
    place: str
    """Class or group."""
    grade: int
    class_id: int | None
    teacher_ids: tuple[int, ...]
    class_ids: frozenset[int]
    """Classes its pupils come from."""
    pupil_ids: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """The teaching of a year, as of a day; names are in Latvian order."""

    journals: dict[int, JournalInfo]
    teachers: dict[int, str]
    classes: dict[int, str]
    class_of: dict[int, int]
    """Pupil to class."""
    grades: dict[int, int]
    limits: dict[int, int]
    """Grade to the lessons it may have on a day."""
    rooms: dict[int, str]


def load_teaching(session: Session, *, school_id: int, year_id: int, on: date) -> Teaching:
    """Return what is taught in a year, with the people and members of a day."""
    classes = {
        row.id or 0: row
        for row in session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year_id))
    }
    enrolled: dict[int, set[int]] = defaultdict(set)
    class_of: dict[int, int] = {}
    for pupil_id, class_id in session.execute(
        select(col(Enrolment.pupil_id), col(Enrolment.class_id)).where(
            *_holds(Enrolment, on), col(Enrolment.class_id).in_(classes)
        )
    ):
        enrolled[class_id].add(pupil_id)
        class_of[pupil_id] = class_id
    grouped: dict[int, set[int]] = defaultdict(set)
    for group_id, pupil_id in session.execute(
        select(col(GroupMembership.group_id), col(GroupMembership.pupil_id))
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(*_holds(GroupMembership, on), col(StudyGroup.year_id) == year_id)
    ):
        if pupil_id in class_of:
            grouped[group_id].add(pupil_id)
    led, names = _teachers(session, year_id, on)
    journals = {
        journal.id or 0: JournalInfo(
            journal_id=journal.id or 0,
            name=journal.name,
            kind=journal.kind,
            subject=subject.name,
            subject_id=journal.subject_id,
            place=group or classes[journal.class_id or 0].name,
            grade=journal.grade,
            class_id=journal.class_id,
            teacher_ids=tuple(led[journal.id or 0]),
            pupil_ids=frozenset(
                enrolled[journal.class_id] if journal.class_id else grouped[journal.group_id or 0]
            ),
            class_ids=frozenset(
                {journal.class_id}
                if journal.class_id
                else {class_of[pupil] for pupil in grouped[journal.group_id or 0]}
            ),
        )
        for journal, subject, group in session.execute(
            select(Journal, Subject, col(StudyGroup.name))
            .join(Subject, col(Subject.id) == col(Journal.subject_id))
            .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
            .where(
                col(Journal.year_id) == year_id,
                or_(col(Journal.ends_on).is_(None), col(Journal.ends_on) >= on),
            )
        )
    }
    rooms = session.execute(
        select(col(Room.id), col(Room.name)).where(col(Room.school_id) == school_id)
    )
    return Teaching(
        journals=journals,
        teachers=_by_name(names),
        classes=_by_name({class_id: row.name for class_id, row in classes.items()}),
        class_of=class_of,
        grades={class_id: row.grade for class_id, row in classes.items()},
        limits=lesson_limits(session, on),
        rooms=_by_name({room_id or 0: name for room_id, name in rooms}),
    )


def _teachers(
    session: Session, year_id: int, on: date
) -> tuple[dict[int, list[int]], dict[int, str]]:
    led: dict[int, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    for journal_id, person in session.execute(
        select(col(JournalTeacher.journal_id), Person)
        .join(Person, col(Person.id) == col(JournalTeacher.person_id))
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .where(*_holds(JournalTeacher, on), col(Journal.year_id) == year_id)
        .order_by(col(JournalTeacher.id))
    ):
        assert person.id is not None
        led[journal_id].append(person.id)
        names[person.id] = f"{person.family_name} {person.given_name}"
    return led, names


def _holds(
    model: type[Enrolment | GroupMembership | JournalTeacher], on: date
) -> tuple[ColumnElement[bool], ...]:
    return (
        col(model.starts_on) <= on,
        or_(col(model.ends_on).is_(None), col(model.ends_on) >= on),
    )


def _by_name(names: dict[int, str]) -> dict[int, str]:
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))
