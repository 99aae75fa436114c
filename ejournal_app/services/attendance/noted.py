"""Absences counted by the database: of pupils whom no event takes out of lessons.

The rule of `domain/justification.py` (the latest recorded note that covers the lesson decides) is
said here once more, in the language of the database; a test recounts every cell with the rule
itself.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, not_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.attendance import AttendanceStatus, symbol
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.justification import noted_symbol
from ejournal_app.persistence.models import AbsenceNote, Attendance, Journal, Lesson
from ejournal_app.persistence.queries.covers import Pupils

from .lessons import attendance_of, held_lessons

Counts = Counter[tuple[int, date, str]]
"""Lessons by pupil, day and symbol."""


def count_noted(
    session: Session, pupils: Pupils, first: date, last: date, *, but: Collection[int]
) -> Counts:
    """Return how many lessons show which symbol, leaving out the pupils of `but`."""
    reason = _deciding_reason()
    statement = (
        select(
            col(Attendance.pupil_id),
            col(Lesson.day),
            col(Attendance.status),
            reason.label("reason"),
            func.count(),
        )
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(
            col(Attendance.status) != AttendanceStatus.PRESENT,
            col(Attendance.pupil_id).not_in(list(but)),
            *attendance_of(pupils, first, last),
            *held_lessons(),
        )
        .group_by(col(Attendance.pupil_id), col(Lesson.day), col(Attendance.status), "reason")
    )
    counts: Counts = Counter()
    for pupil_id, day, status, why, number in session.execute(statement):
        is_absent = status == AttendanceStatus.ABSENT
        shown = (
            noted_symbol(Justification(why))
            if is_absent and why is not None
            else symbol(AttendanceStatus(status))
        )
        counts[pupil_id, day, shown] += number
    return counts


def _deciding_reason() -> ScalarSelect[Any]:
    """Return the reason of the note that decides about the lesson of a row."""
    day, number = col(Lesson.day), col(Lesson.number)
    return (
        select(col(AbsenceNote.reason))
        .where(
            col(AbsenceNote.pupil_id) == col(Attendance.pupil_id),
            col(AbsenceNote.withdrawn_at).is_(None),
            col(AbsenceNote.starts_on) <= day,
            col(AbsenceNote.ends_on) >= day,
            not_(
                and_(
                    col(AbsenceNote.starts_on) == day,
                    func.coalesce(col(AbsenceNote.first_lesson), 0) > number,
                )
            ),
            not_(
                and_(
                    col(AbsenceNote.ends_on) == day,
                    func.coalesce(col(AbsenceNote.last_lesson), 99) < number,
                )
            ),
        )
        .order_by(col(AbsenceNote.recorded_at).desc(), col(AbsenceNote.id).desc())
        .limit(1)
        .correlate(Attendance, Lesson)
        .scalar_subquery()
    )
