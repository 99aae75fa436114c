"""What taking a timetable back means for the lessons planned by it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from ejournal_app.persistence.models import ImportChange, ImportRun, Lesson, SchoolYear
from ejournal_app.services.changes.log import REMOVED
from ejournal_app.services.lesson_planning import remove_untouched, replan

_CHUNK = 500


def clear_lessons(session: Session, run: ImportRun, changes: Iterable[ImportChange]) -> None:
    """Take away untouched lessons of journals the run touched, from its day on, past ones too."""
    slots = SQLModel.metadata.tables["timetable_slot"]
    added = sorted(
        change.entity_id
        for change in changes
        if change.entity == slots.name and not (change.before and REMOVED in change.before)
    )
    journals: set[int] = set()
    for start in range(0, len(added), _CHUNK):
        chunk = added[start : start + _CHUNK]
        journals |= set(
            session.connection().scalars(select(slots.c.journal_id).where(slots.c.id.in_(chunk)))
        )
    lessons = session.connection().scalars(
        select(col(Lesson.id)).where(
            col(Lesson.day) >= run.valid_from, col(Lesson.journal_id).in_(sorted(journals))
        )
    )
    remove_untouched(session, [lesson_id for lesson_id in lessons if lesson_id is not None])


def plan_again(session: Session, run: ImportRun) -> None:
    """Plan the lessons by the timetables that remain."""
    year_id = session.connection().scalar(
        select(col(SchoolYear.id)).where(
            col(SchoolYear.school_id) == run.school_id,
            col(SchoolYear.starts_on) <= run.valid_from,
            col(SchoolYear.ends_on) >= run.valid_from,
        )
    )
    assert year_id is not None
    replan(session, year_id, run.valid_from)
