"""What an incapacity means for lessons of its days (Regulation 14): nothing is ever deleted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.persistence.models import (
    AbsenceOverride,
    Attendance,
    Journal,
    JournalTeacher,
    Lesson,
    Person,
    TeacherAbsence,
    Work,
)
from ejournal_app.services.lesson_planning import is_touched


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLesson:
    """A lesson inside an incapacity in which the teacher has recorded something."""

    lesson_id: int
    number: int
    journal: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """That the superuser lets lessons of the day be registered."""

    override_id: int
    reason: str
    granted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDay:
    """A day of an incapacity with entries of the teacher, or one the superuser has allowed."""

    day: date
    allowed: Allowance | None
    lessons: tuple[HitLesson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What an incapacity hits."""

    planned: int = 0
    """Lessons of the teacher without any entry: they stay planned, and the teacher owes nothing.
    Until today while the last day is not known."""
    days: tuple[HitDay, ...] = ()


def effects_of(session: Session, row: TeacherAbsence) -> Effects:
    """Return what an incapacity hits."""
    hits: defaultdict[date, list[HitLesson]] = defaultdict(list)
    for lesson_id, day, number, topic, journal in session.execute(
        select(
            col(Lesson.id),
            col(Lesson.day),
            col(Lesson.number),
            col(Lesson.topic),
            col(Journal.name),
        )
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(_inside(row), col(Lesson.id).in_(_written_by(row.person_id)))
        .order_by(col(Lesson.day), col(Lesson.number), col(Lesson.id))
    ):
        assert lesson_id is not None
        hits[day].append(
            HitLesson(lesson_id=lesson_id, number=number, journal=journal, topic=topic)
        )
    allowed = _allowances(session, row)
    planned = session.scalar(
        select(func.count())
        .select_from(Lesson)
        .where(
            _inside(row),
            col(Lesson.day) <= (row.ends_on or clock.today()),
            _taught_by(row.person_id),
            ~is_touched(),
        )
    )
    return Effects(
        planned=planned or 0,
        days=tuple(
            HitDay(day=day, allowed=allowed.get(day), lessons=tuple(hits.get(day, ())))
            for day in sorted({*hits, *allowed})
        ),
    )


def _inside(row: TeacherAbsence) -> ColumnElement[bool]:
    if row.ends_on is None:
        return col(Lesson.day) >= row.starts_on
    return and_(col(Lesson.day) >= row.starts_on, col(Lesson.day) <= row.ends_on)


def _written_by(person_id: int) -> CompoundSelect[int | None]:
    """Return the query of the lessons in which a person has recorded something."""
    return union(
        select(col(Lesson.id)).where(col(Lesson.changed_by_id) == person_id),
        select(col(Attendance.lesson_id)).where(col(Attendance.recorded_by_id) == person_id),
        select(col(Work.lesson_id)).where(
            col(Work.created_by_id) == person_id, col(Work.lesson_id).is_not(None)
        ),
    )


def _taught_by(person_id: int) -> ColumnElement[bool]:
    """Return the condition that a lesson is of a journal a person teaches on its day."""
    return and_(
        col(Lesson.journal_id).in_(_journals_of(person_id)),
        exists().where(
            col(JournalTeacher.journal_id) == col(Lesson.journal_id),
            col(JournalTeacher.person_id) == person_id,
            col(JournalTeacher.starts_on) <= col(Lesson.day),
            or_(
                col(JournalTeacher.ends_on).is_(None),
                col(JournalTeacher.ends_on) >= col(Lesson.day),
            ),
        ),
    )


def _journals_of(person_id: int) -> Select[int]:
    """Return the query of the journals a person ever taught."""
    return select(col(JournalTeacher.journal_id)).where(col(JournalTeacher.person_id) == person_id)


def _allowances(session: Session, row: TeacherAbsence) -> dict[date, Allowance]:
    return {
        override.day: Allowance(
            override_id=override.id or 0,
            reason=override.reason,
            granted_by=f"{by.given_name} {by.family_name}",
        )
        for override, by in session.execute(
            select(AbsenceOverride, Person)
            .join(Person, col(Person.id) == col(AbsenceOverride.granted_by_id))
            .where(col(AbsenceOverride.absence_id) == row.id)
        )
    }
