"""Which journals a person teaches and what lessons they have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    Lesson,
    Person,
    Room,
    SchoolClass,
    StudyGroup,
    Subject,
    Substitution,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """A lesson with the names a list shows."""

    lesson: Lesson
    journal: Journal
    subject: str
    place: str
    """The class or group."""
    room: str


def in_force(table: type[JournalTeacher], on: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an attachment is in force on a day."""
    return (
        col(table.starts_on) <= on,
        or_(col(table.ends_on).is_(None), col(table.ends_on) >= on),
    )


def taught_journal_ids(person_id: int, on: date) -> Select[int]:
    """Return the query of the journals a person teaches on a day."""
    return select(col(JournalTeacher.journal_id)).where(
        col(JournalTeacher.person_id) == person_id, *in_force(JournalTeacher, on)
    )


def is_held() -> ColumnElement[bool]:
    """Return the condition that a lesson takes place: it is not called off (Regulation 12)."""
    return col(Lesson.called_off_at).is_(None)


# Asked of each work by itself: there are few works in a question and many lessons in a year. Put
# together once, as an alias costs as much as a small question.
_ITS_LESSON = aliased(Lesson)
_STANDS = ~exists().where(
    col(_ITS_LESSON.id) == col(Work.lesson_id), col(_ITS_LESSON.called_off_at).is_not(None)
)


def work_stands() -> ColumnElement[bool]:
    """Return the condition that a work was not planned for a lesson that is called off."""
    return _STANDS


def led_lesson_ids(person_id: int) -> Select[int]:
    """Return the query of the lessons a person leads as a substitute."""
    return select(col(Substitution.lesson_id)).where(col(Substitution.substitute_id) == person_id)


def led_by(person_id: int, on: date) -> ColumnElement[bool]:
    """Return the condition that a lesson is somebody's: of the own journals, or substituted."""
    return and_(
        or_(
            col(Lesson.journal_id).in_(taught_journal_ids(person_id, on)),
            col(Lesson.id).in_(led_lesson_ids(person_id)),
        ),
        is_held(),
    )


def teachers_by_journal(session: Session, on: date) -> dict[int, list[Person]]:
    """Return who teaches each journal on a day."""
    found: dict[int, list[Person]] = {}
    for journal_id, person in session.execute(
        select(col(JournalTeacher.journal_id), Person)
        .join(Person, col(Person.id) == col(JournalTeacher.person_id))
        .where(*in_force(JournalTeacher, on))
    ):
        found.setdefault(journal_id, []).append(person)
    return found


def lesson_rows(session: Session, *conditions: ColumnElement[bool]) -> list[LessonRow]:
    """Return lessons with their names, in the order they are held."""
    statement = (
        select(
            Lesson, Journal, col(Subject.name), SchoolClass, col(StudyGroup.name), col(Room.name)
        )
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Journal.class_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
        .outerjoin(Room, col(Room.id) == col(Lesson.room_id))
        .where(and_(*conditions))
        .order_by(col(Lesson.day), col(Lesson.number), col(Lesson.id))
    )
    return [
        LessonRow(
            lesson=lesson,
            journal=journal,
            subject=subject,
            place=group or school_class.name,
            room=room or "",
        )
        for lesson, journal, subject, school_class, group, room in session.execute(statement)
    ]


def parallel_journal_ids(session: Session, journal: Journal, own: Iterable[int]) -> list[int]:
    """Return the other journals of the same subject and grade among one's own."""
    ids = session.scalars(
        select(col(Journal.id)).where(
            col(Journal.id).in_(list(own)),
            col(Journal.id) != journal.id,
            col(Journal.subject_id) == journal.subject_id,
            col(Journal.grade) == journal.grade,
            col(Journal.year_id) == journal.year_id,
            col(Journal.kind) == journal.kind,
        )
    )
    return [journal_id for journal_id in ids if journal_id is not None]
