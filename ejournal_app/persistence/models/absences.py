"""The register of absence notes (zīmju reģistrs), applications and who was told (Regulation 11)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.absence_states import ApplicationState, ContactChannel
from ejournal_app.domain.journal_cells import Justification

from .base import Table, Versioned, one_of, ordered


class AbsenceNote(Versioned, table=True):
    """Whether a pupil's absences are justified in a span: a fact beside the absences themselves."""

    __table_args__ = (
        one_of("reason", Justification),
        ordered(),
        CheckConstraint(
            "(first_lesson IS NULL) = (last_lesson IS NULL)", name="lessons_both_or_none"
        ),
        Index(None, "pupil_id", "starts_on"),
        Index(None, "starts_on", "ends_on"),
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
    document_id: int | None = Field(default=None, foreign_key="stored_file.id")
    """A photo or PDF of it."""
    application_id: int | None = Field(default=None, foreign_key="absence_application.id")
    """The parent's application it was made from."""
    withdrawn_at: datetime | None = None
    """Taken back; the row stays, covers nothing and is shown as withdrawn."""
    withdrawn_by_id: int | None = Field(default=None, foreign_key="person.id")


class AbsenceApplication(Versioned, table=True):
    """What a parent says of an absence: a claim until the class teacher decides."""

    __table_args__ = (
        one_of("reason", Justification),
        one_of("state", ApplicationState),
        ordered(),
        CheckConstraint(
            "(first_lesson IS NULL) = (last_lesson IS NULL)", name="lessons_both_or_none"
        ),
        Index(None, "pupil_id", "starts_on"),
        Index(None, "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    starts_on: date
    ends_on: date
    first_lesson: int | None = None
    last_lesson: int | None = None
    reason: str = Field(max_length=20)
    words: str = Field(default="", max_length=500)
    """The reason in the parent's words."""
    document_id: int | None = Field(default=None, foreign_key="stored_file.id")
    filed_at: datetime
    filed_by_id: int = Field(foreign_key="person.id")
    state: str = Field(default=ApplicationState.PENDING, max_length=10)
    answer: str = Field(default="", max_length=500)
    """The class teacher's question, or why it was declined."""
    reply: str = Field(default="", max_length=500)
    """What the parent answered to a question."""
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")


class AbsenceContact(Table, table=True):
    """Somebody was told that a pupil is not at school; rows are only ever added (MK 89/2011)."""

    __table_args__ = (one_of("channel", ContactChannel), Index(None, "day", "pupil_id"))

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    day: date
    """The day of the absence."""
    channel: str = Field(max_length=10)
    told_id: int | None = Field(default=None, foreign_key="person.id")
    """The guardian who was told; None when nobody was reached."""
    words: str = Field(default="", max_length=300)
    """What was said, or that nobody answered."""
    at: datetime
    by_id: int = Field(foreign_key="person.id")


class AttendanceStep(Table, table=True):
    """What the school did when unjustified lessons reached one of its thresholds (MK 89/2011)."""

    __table_args__ = (UniqueConstraint("pupil_id", "year_id", "semester", "threshold"),)

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    year_id: int = Field(foreign_key="school_year.id")
    semester: int
    threshold: int
    """Unjustified lessons in the semester."""
    words: str = Field(default="", max_length=300)
    at: datetime
    by_id: int = Field(foreign_key="person.id")
