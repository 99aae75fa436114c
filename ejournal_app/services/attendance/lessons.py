"""Which lessons count when absences are counted."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import col

from ejournal_app.domain.absence_numbers import STUDY_KINDS
from ejournal_app.persistence.models import Attendance, Journal, Lesson
from ejournal_app.persistence.queries.covers import Pupils

_FEW_DAYS = timedelta(days=62)


def held_lessons() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a lesson was one pupils have to attend, and was held."""
    return (
        col(Lesson.called_off_at).is_(None),
        col(Journal.kind).in_([kind.value for kind in STUDY_KINDS]),
    )


def attendance_of(
    pupils: Pupils, first: date, last: date
) -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that attendance is of these pupils and of these days.

    SQLite would look up each pupil in each lesson: 1,300 times 48,000. So of a few days it goes
    from the lessons to their attendance, of a longer span from the pupils; what is written as
    `coalesce(x, x)` is compared, not looked up.
    """
    pupil: Any = col(Attendance.pupil_id)
    day: Any = col(Lesson.day)
    if last - first <= _FEW_DAYS:
        pupil = func.coalesce(pupil, pupil)
    else:
        day = func.coalesce(day, day)
    return pupil.in_(pupils), day >= first, day <= last
