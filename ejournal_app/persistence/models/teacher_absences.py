"""The register of teachers' absences (pedagogu prombūtnes, Regulation 12, 14)."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.teacher_absences import TeacherAbsenceKind

from .base import Table, Versioned, one_of, ordered


class TeacherAbsence(Versioned, table=True):
    """A teacher is away; the kind is for those who may know reasons only."""

    __table_args__ = (
        one_of("kind", TeacherAbsenceKind),
        ordered(),
        Index(None, "person_id", "starts_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=20)
    starts_on: date
    ends_on: date | None = None
    """The last day; None while it is not known."""
    remark: str = Field(default="", max_length=300)
    recorded_at: datetime
    recorded_by_id: int = Field(foreign_key="person.id")


class AbsenceOverride(Table, table=True):
    """The superuser lets lessons of one day inside an incapacity be registered, with the reason."""

    __table_args__ = (UniqueConstraint("absence_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    absence_id: int = Field(foreign_key="teacher_absence.id", ondelete="CASCADE")
    day: date
    reason: str = Field(max_length=300)
    granted_by_id: int = Field(foreign_key="person.id")
    granted_at: datetime
