"""Which lessons count when absences are counted."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from ejournal_app.domain.absence_numbers import STUDY_KINDS
from ejournal_app.persistence.models import Journal, Lesson


def held_lessons() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a lesson was one pupils have to attend, and was held."""
    return (
        col(Lesson.called_off_at).is_(None),
        col(Journal.kind).in_([kind.value for kind in STUDY_KINDS]),
    )
