"""Whether somebody teaches elsewhere at the time of a lesson."""

from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import JournalTeacher, Lesson, Substitution
from ejournal_app.persistence.queries.teaching import lesson_rows


def busy_elsewhere(session: Session, person_id: int, lesson: Lesson) -> str | None:
    """Return what a person teaches while a lesson is held; None when nothing.

    A lesson of one's own that somebody else leads, or that is called off, leaves one free.
    """
    led_by = exists().where(col(Substitution.lesson_id) == col(Lesson.id))
    taught = exists().where(
        col(JournalTeacher.journal_id) == col(Lesson.journal_id),
        col(JournalTeacher.person_id) == person_id,
        col(JournalTeacher.starts_on) <= col(Lesson.day),
        or_(
            col(JournalTeacher.ends_on).is_(None),
            col(JournalTeacher.ends_on) >= col(Lesson.day),
        ),
    )
    leads = exists().where(
        col(Substitution.lesson_id) == col(Lesson.id),
        col(Substitution.substitute_id) == person_id,
    )
    rows = lesson_rows(
        session,
        col(Lesson.day) == lesson.day,
        col(Lesson.id) != lesson.id,
        # By the clock: bells of grades differ.
        col(Lesson.starts_at) < lesson.ends_at,
        col(Lesson.ends_at) > lesson.starts_at,
        col(Lesson.called_off_at).is_(None),
        or_(leads, and_(taught, ~led_by)),
    )
    if not rows:
        return None
    return f"{rows[0].lesson.number}. {rows[0].place}, {rows[0].subject}"
