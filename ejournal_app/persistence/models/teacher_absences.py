"""The register of teachers' absences (pedagogu prombūtnes, Regulation 12, 14)."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.absence_states import RequestState
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
    document_id: int | None = Field(default=None, foreign_key="stored_file.id")
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


class AbsenceRequest(Versioned, table=True):
    """A teacher asks to be away; nothing follows from it until it is granted."""

    __table_args__ = (
        one_of("kind", TeacherAbsenceKind),
        one_of("state", RequestState),
        ordered(),
        Index(None, "person_id"),
        Index(None, "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=20)
    starts_on: date
    ends_on: date | None = None
    remark: str = Field(default="", max_length=300)
    document_id: int | None = Field(default=None, foreign_key="stored_file.id")
    asked_at: datetime
    state: str = Field(default=RequestState.PENDING, max_length=10)
    answer: str = Field(default="", max_length=300)
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    absence_id: int | None = Field(default=None, foreign_key="teacher_absence.id")
    """The absence that was entered when it was granted."""
