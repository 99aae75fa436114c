"""Who was absent on the day of a work (Regulation 15)."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import Attendance, Lesson, Work

from .teaching import is_held


def absent_from(session: Session, work: Work) -> frozenset[int]:
    """Return the pupils absent from a work.

    They were absent from its lesson; of a work that hangs on none, from all lessons its journal
    had that day. Where there was no lesson, nobody was absent.
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
    return frozenset(pupil for pupil, own in missed.items() if len(own) == len(lessons))
