"""When marks that close a part of the year may be entered; entries held back or reverted."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.kinds import EntryKind

from .base import Table, Versioned, one_of, ordered


class HeldState(StrEnum):
    """What became of entries that were held back."""

    HELD = "held"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class PeriodWindow(Versioned, table=True):
    """From when to when marks of a period may be entered (Regulation 17-19).

    Where there is none the dates follow from the semesters and the school's rule.
    """

    __table_args__ = (
        UniqueConstraint("year_id", "entry_kind", "grade"),
        one_of("entry_kind", EntryKind),
        ordered("opens_on", "closes_on"),
        CheckConstraint("grade BETWEEN 1 AND 12", name="grade_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    entry_kind: str = Field(max_length=20)
    grade: int
    opens_on: date
    closes_on: date
    """The last day on which marks may be entered."""


class PeriodReopening(Versioned, table=True):
    """A closed period opened once more for one person, with the reason."""

    __table_args__ = (one_of("entry_kind", EntryKind), Index(None, "person_id"))

    id: int | None = Field(default=None, primary_key=True)
    year_id: int = Field(foreign_key="school_year.id")
    entry_kind: str = Field(max_length=20)
    person_id: int = Field(foreign_key="person.id")
    journal_id: int | None = Field(default=None, foreign_key="journal.id")
    """One journal; None: all of that person."""
    until: date
    """The last day it is open."""
    reason: str = Field(max_length=300)
    granted_by_id: int = Field(foreign_key="person.id")
    granted_at: datetime
    ended_at: datetime | None = None
    """Closed again before its last day."""


class HeldEntries(Versioned, table=True):
    """Entries held back because they look like no teacher's: they wait for a password."""

    __table_args__ = (one_of("state", HeldState), Index(None, "account_id", "state"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    session_id: int | None = None
    """The log-in they came from. No foreign key: log-ins are deleted."""
    address: str = Field(default="", max_length=60)
    held_at: datetime
    cause: str = Field(max_length=20)
    """A `domain.brake.Cause`."""
    operations: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """What was typed, in order; emptied when it is decided."""
    entries: int
    """How many there are."""
    state: str = Field(default=HeldState.HELD, max_length=20)
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")


class EntryRevert(Table, table=True):
    """Everything one account wrote between two moments, put back in one reviewed step."""

    __table_args__ = (Index(None, "account_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    """Whose entries."""
    starts_at: datetime
    ends_at: datetime
    reason: str = Field(max_length=300)
    reverted_at: datetime
    reverted_by_id: int = Field(foreign_key="person.id")
    entries: int
    """How many values were put back."""
    skipped: int
    """How many stayed, because somebody else has written there since."""
