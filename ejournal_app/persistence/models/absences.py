"""The register of absence notes (zīmju reģistrs, Regulation 11)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from ejournal_app.domain.journal_cells import Justification

from .base import Versioned, one_of, ordered


class AbsenceNote(Versioned, table=True):
    """Whether a pupil's absences are justified in a span: a fact beside the absences themselves."""

    __table_args__ = (
        one_of("reason", Justification),
        ordered(),
        CheckConstraint(
            "(first_lesson IS NULL) = (last_lesson IS NULL)", name="lessons_both_or_none"
        ),
        Index(None, "pupil_id", "starts_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    starts_on: date
    ends_on: date
    first_lesson: int | None = None
    """From this lesson of the first day; None: whole days."""
    last_lesson: int | None = None
    """Up to this lesson of the last day."""
    reason: str = Field(max_length=20)
    issued_by: str = Field(default="", max_length=200)
    """Who issued it: a doctor, a parent, the earlier system."""
    remark: str = Field(default="", max_length=500)
    recorded_at: datetime
    recorded_by_id: int = Field(foreign_key="person.id")
