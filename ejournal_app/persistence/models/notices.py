"""What people are told inside the application."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from .base import Table


class Notice(Table, table=True):
    """Something one person should know (paziņojums), kept until it is read and after."""

    __table_args__ = (Index(None, "person_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    kind: str = Field(max_length=40)
    msgid: str = Field(max_length=400)
    """The sentence, translated when it is shown."""
    params: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    href: str = Field(default="", max_length=200)
    """Where it is about; a path of this application."""
    read_at: datetime | None = None
    key: str | None = Field(default=None, max_length=100, unique=True)
    """What must be told once only: asking for the same key again tells nothing; None otherwise."""
