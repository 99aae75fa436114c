"""Who was absent on the day of a work (Regulation 15)."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import Attendance, Lesson, Work

from .at_events import away_at_events
from .teaching import is_held


def absent_from(session: Session, work: Work) -> frozenset[int]:
    """Return the pupils absent from a work.

    They were absent from its lesson; of a work that hangs on none, from all lessons its journal
    had that day. Where there was no lesson, nobody was absent. Who took part in an event of the
    school then, and was not registered as there, was absent from the lesson as well.
    """
    lessons = (
        [work.lesson_id]
        if work.lesson_id is not None
        else session.scalars(
            select(col(Lesson.id)).where(
                col(Lesson.journal_id) == work.journal_id, col(Lesson.day) == work.day, is_held()
            )
        ).all()
    )
    missed: defaultdict[int, set[int]] = defaultdict(set)
    for lesson_id, pupil_id in session.execute(
        select(col(Attendance.lesson_id), col(Attendance.pupil_id)).where(
            col(Attendance.lesson_id).in_(lessons),
            col(Attendance.status) == AttendanceStatus.ABSENT,
        )
    ):
        missed[pupil_id].add(lesson_id)
    at_events = away_at_events(session, col(Lesson.id).in_(lessons), work.day)
    for lesson_id, pupils in at_events.items():
        for pupil_id in pupils:
            missed[pupil_id].add(lesson_id)
    return frozenset(pupil for pupil, own in missed.items() if len(own) == len(lessons))
