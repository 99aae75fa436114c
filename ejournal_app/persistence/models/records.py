"""What the system remembers about its own use: audit, client operations, visits, imports."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from .base import Table, one_of


class AuditOutcome(StrEnum):
    """Whether the act was carried out."""

    DONE = "done"
    REFUSED = "refused"


class AuditEntry(Table, table=True):
    """One act of one person; the database lets rows be added and read, never changed."""

    __table_args__ = (
        one_of("outcome", AuditOutcome),
        Index(None, "at"),
        Index(None, "account_id", "at"),
        Index(None, "entity", "entity_id"),
        Index(None, "pupil_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    account_id: int | None = None
    """No foreign key: the trail outlives the account."""
    actor_name: str = Field(max_length=200)
    action: str = Field(max_length=60)
    """A permission's value or an event such as `login`."""
    outcome: str = Field(max_length=10)
    entity: str = Field(default="", max_length=40)
    entity_id: int | None = None
    pupil_id: int | None = None
    """Whose data were touched, so that a person's own trail can be found."""
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    address: str = Field(default="", max_length=60)


class ClientOperation(Table, table=True):
    """The answer once given to an operation of a browser, so that sending it twice acts once."""

    __table_args__ = (UniqueConstraint("account_id", "operation"), Index(None, "at"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    operation: str = Field(max_length=40)
    at: datetime
    answer: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class DiaryVisit(Table, table=True):
    """When an account last looked at a pupil's diary: newer things stand out."""

    __table_args__ = (UniqueConstraint("account_id", "pupil_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    pupil_id: int = Field(foreign_key="pupil.id")
    visited_at: datetime
    """Start of the present visit."""
    previous_at: datetime | None = None
    """Start of the visit before: what is newer is new."""


class ImportRun(Table, table=True):
    """One change of many rows that can be taken back as a whole (Regulation 7.5, 8).

    An applied file, an order about pupils, a split into groups.
    """

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    kind: str = Field(max_length=20)
    """A `services.changes.kinds.RunKind`."""
    file_name: str = Field(max_length=200)
    """The file's name; empty when there was no file."""
    sha256: str = Field(max_length=64)
    applied_by_id: int | None = Field(default=None, foreign_key="person.id")
    undone_by_id: int | None = Field(default=None, foreign_key="person.id")
    applied_at: datetime
    valid_from: date
    undone_at: datetime | None = None
    summary: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class ImportChange(Table, table=True):
    """One row a run added or changed, with what undoing it needs."""

    __table_args__ = (Index(None, "entity", "entity_id"),)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="import_run.id", index=True)
    entity: str = Field(max_length=40)
    entity_id: int
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """None: the import added the row."""
