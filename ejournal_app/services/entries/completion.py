"""Stamps the moment a lesson's entry became complete (Regulation 10)."""

from ejournal_app.domain.lesson_entry import missing
from ejournal_app.persistence.models import Journal, Lesson
from ejournal_app.services.lesson_state import entry_facts

from .desk import Desk


def note_completion(desk: Desk, lesson: Lesson, journal: Journal) -> None:
    """Stamp an entry that has all its parts; take the stamp off one that lost a part."""
    complete = not missing(entry_facts(lesson, journal, None))
    if complete and lesson.completed_at is None:
        lesson.completed_at = desk.now
    elif not complete:
        lesson.completed_at = None
