"""What changes a deadline, and what shows that a class teacher's duty is done (Regulation 15-21).

Duties themselves are computed, never stored.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.duties import DutyKind

from .base import Table, Versioned, one_of, ordered


class DeadlineExtension(Versioned, table=True):
    """Deadlines put off for one person or one journal, with the reason (Regulation 15).

    What would fall due from `due_from` to `due_to` is due at the end of `until` instead, unless
    it is due later anyway.
    """

    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR journal_id IS NOT NULL", name="for_somebody"),
        one_of("duty", DutyKind),
        ordered("due_from", "due_to"),
        ordered("due_to", "until"),
        Index(None, "person_id"),
        Index(None, "journal_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """None: for everybody who owes it in the journal."""
    journal_id: int | None = Field(default=None, foreign_key="journal.id")
    """None: in every journal of the person."""
    duty: str = Field(max_length=20)
    due_from: date
    due_to: date
    until: date
    reason: str = Field(max_length=300)
    granted_by_id: int = Field(foreign_key="person.id")
    granted_at: datetime
    ended_at: datetime | None = None
    """Withdrawn: from then on it never was."""


class LateSubmission(Versioned, table=True):
    """A pupil absent on the day did the work later: the deadline counts from that day (15)."""

    __table_args__ = (UniqueConstraint("work_id", "pupil_id"),)

    id: int | None = Field(default=None, primary_key=True)
    work_id: int = Field(foreign_key="work.id", ondelete="CASCADE")
    pupil_id: int = Field(foreign_key="pupil.id")
    done_on: date
    recorded_at: datetime
    recorded_by_id: int = Field(foreign_key="person.id")


class ClassDutyDone(Table, table=True):
    """A class teacher has printed or sent what the class is owed (Regulation 16, 21)."""

    __table_args__ = (UniqueConstraint("class_id", "duty", "period"), one_of("duty", DutyKind))

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="school_class.id")
    duty: str = Field(max_length=20)
    period: str = Field(max_length=10)
    """What it is about: `2026-10` for statements, `2026` (the year's first September) for report
    cards."""
    done_at: datetime
    done_by_id: int = Field(foreign_key="person.id")
