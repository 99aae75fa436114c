"""Lessons led by somebody else, or not held, and the plan that leads there (Regulation 12)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.substitution_kinds import SubstitutionKind

from .base import Table, Versioned, one_of

_SOMEBODY = "(kind = 'cancelled') = (substitute_id IS NULL)"


class Substitution(Versioned, table=True):
    """A lesson whose teacher is away, as it is held (aizvietota stunda)."""

    __table_args__ = (
        UniqueConstraint("lesson_id"),
        one_of("kind", SubstitutionKind),
        CheckConstraint(_SOMEBODY, name="somebody_unless_cancelled"),
        Index(None, "substitute_id"),
        Index(None, "replaced_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    lesson_id: int = Field(foreign_key="lesson.id")
    """The journal row: the lesson the pupils have; of a cancelled one, the lesson itself."""
    kind: str = Field(
        default=SubstitutionKind.SAME_SUBJECT,
        max_length=20,
        sa_column_kwargs={"server_default": SubstitutionKind.SAME_SUBJECT.value},
    )
    replaced_id: int | None = Field(default=None, foreign_key="lesson.id")
    """The lesson of the absent teacher that is not held, when another journal's is instead."""
    moved_from_id: int | None = Field(default=None, foreign_key="lesson.id")
    """The later lesson that is held earlier and not at its own time."""
    absent_id: int | None = Field(default=None, foreign_key="person.id")
    """The teacher of the journal who was away."""
    substitute_id: int | None = Field(default=None, foreign_key="person.id")
    """Who leads it; None when it is cancelled."""
    subject_id: int | None = Field(default=None, foreign_key="subject.id")
    """The subject really taught; None: that of the journal."""
    absence_id: int | None = Field(default=None, foreign_key="teacher_absence.id")
    reason: str = Field(default="", max_length=20)
    """Why the teacher was away, for staff only; empty when a file did not say."""
    recorded_at: datetime | None = None
    recorded_by_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None
    """When management planned or confirmed it; None: entered by the substitute, or from a file."""
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")


class SubstitutionPlan(Versioned, table=True):
    """What is intended for a lesson and not confirmed yet: nothing follows from it."""

    __table_args__ = (
        UniqueConstraint("lesson_id"),
        one_of("kind", SubstitutionKind),
        CheckConstraint(_SOMEBODY, name="somebody_unless_cancelled"),
    )

    id: int | None = Field(default=None, primary_key=True)
    lesson_id: int = Field(foreign_key="lesson.id", ondelete="CASCADE")
    """The lesson whose teacher is away."""
    kind: str = Field(max_length=20)
    substitute_id: int | None = Field(default=None, foreign_key="person.id")
    journal_id: int | None = Field(default=None, foreign_key="journal.id")
    """The journal of the subject taught instead (other subject)."""
    moved_from_id: int | None = Field(default=None, foreign_key="lesson.id")
    absent_id: int = Field(foreign_key="person.id")
    planned_at: datetime
    planned_by_id: int = Field(foreign_key="person.id")


class SubstitutionCorrection(Table, table=True):
    """A change of what was substituted, after the fact; rows are only ever added."""

    __table_args__ = (Index(None, "substitution_id"),)

    id: int | None = Field(default=None, primary_key=True)
    substitution_id: int = Field(foreign_key="substitution.id", ondelete="CASCADE")
    field: str = Field(max_length=20)
    old_value: str = Field(default="", max_length=60)
    new_value: str = Field(default="", max_length=60)
    words: str = Field(max_length=300)
    at: datetime
    by_id: int = Field(foreign_key="person.id")
