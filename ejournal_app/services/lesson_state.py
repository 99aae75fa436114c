"""How complete and how timely a lesson's entry is, from its rows (Regulation 10)."""

from datetime import datetime

from sqlalchemy.orm import Session

from ejournal_app.domain.lesson_entry import (
    EntryState,
    LessonFacts,
    MissingPart,
    entry_state,
    missing,
)
from ejournal_app.persistence.models import Journal, Lesson

from .duties.effective import lesson_due


def entry_facts(lesson: Lesson, journal: Journal, due_at: datetime | None) -> LessonFacts:
    """Return what the rules of completeness ask about a lesson; what is missing asks no deadline.

    Journals that keep attendance only (interest education, extended day …) owe no homework.
    """
    return LessonFacts(
        topic=lesson.topic,
        outcome=lesson.outcome,
        homework=lesson.homework,
        no_homework=lesson.no_homework or journal.attendance_only,
        attendance_checked=lesson.attendance_checked_at is not None,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        due_at=due_at,
        completed_at=lesson.completed_at,
    )


def state_of(
    session: Session, lesson: Lesson, journal: Journal, now: datetime
) -> tuple[EntryState, tuple[MissingPart, ...]]:
    """Return the state of an entry at a moment and what it still misses."""
    facts = entry_facts(lesson, journal, lesson_due(session, lesson, journal))
    return entry_state(facts, now), missing(facts)
