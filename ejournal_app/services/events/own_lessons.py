"""Lessons of the teacher responsible that an event leaves without a teacher (Regulation 12)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.absence_states import EventState
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    Lesson,
    SchoolEvent,
    Substitution,
)

_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftLesson:
    """A lesson that needs a substitution."""

    lesson_id: int
    day: date
    number: int
    journal: str


def left_lessons(session: Session, row: SchoolEvent) -> tuple[LeftLesson, ...]:
    """Return the lessons of the responsible teacher during an event that nobody else leads yet."""
    if row.state not in (EventState.PROPOSED, EventState.APPROVED):
        return ()
    arranged = exists().where(
        or_(
            col(Substitution.lesson_id) == col(Lesson.id),
            col(Substitution.replaced_id) == col(Lesson.id),
            col(Substitution.moved_from_id) == col(Lesson.id),
        )
    )
    rows = session.execute(
        select(col(Lesson.id), col(Lesson.day), col(Lesson.number), col(Journal.name))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(
            col(Lesson.starts_at) < row.ends_at,
            col(Lesson.ends_at) > row.starts_at,
            col(Lesson.called_off_at).is_(None),
            ~arranged,
            col(Lesson.journal_id).in_(
                select(col(JournalTeacher.journal_id)).where(
                    col(JournalTeacher.person_id) == row.responsible_id,
                    col(JournalTeacher.starts_on) <= col(Lesson.day),
                    or_(
                        col(JournalTeacher.ends_on).is_(None),
                        col(JournalTeacher.ends_on) >= col(Lesson.day),
                    ),
                )
            ),
        )
        .order_by(col(Lesson.starts_at), col(Lesson.id))
        .limit(_MOST)
    )
    return tuple(
        LeftLesson(lesson_id=lesson_id, day=day, number=number, journal=journal)
        for lesson_id, day, number, journal in rows
        if lesson_id is not None
    )
