"""Files the school keeps, and those waiting to be looked at before they are applied."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from .base import Table


class StoredFile(Table, table=True):
    """A file kept in the database: the logo, a document; served only by our own routes."""

    __table_args__ = (Index(None, "purpose", "stored_at"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    purpose: str = Field(max_length=20)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    """Found from the content, never what the browser said."""
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False), repr=False)
    stored_at: datetime
    stored_by_id: int | None = Field(default=None, foreign_key="person.id")
    pupil_id: int | None = Field(default=None, foreign_key="pupil.id", index=True)
    """The one pupil a document issued by the school is about."""


class ImportDraft(Table, table=True):
    """An uploaded file whose effect is being looked at; deleted when applied or after a week."""

    __table_args__ = (Index(None, "uploaded_at"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    kind: str = Field(max_length=20)
    file_name: str = Field(max_length=200)
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False), repr=False)
    uploaded_at: datetime
    uploaded_by_id: int = Field(foreign_key="person.id")
    on: date
    """The day the file's content holds from."""
    choices: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the person chose: column mapping, year."""


class ImportMapping(Table, table=True):
    """Which columns of a file mean what, remembered for files with the same headings (7.5)."""

    __table_args__ = (UniqueConstraint("school_id", "kind", "headings"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    kind: str = Field(max_length=20)
    headings: str = Field(max_length=64)
    """SHA-256 of the headings in order."""
    mapping: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    used_at: datetime
