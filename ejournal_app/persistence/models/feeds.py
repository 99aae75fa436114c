"""Calendar feeds that a person's own calendar program reads."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from .base import Table


class FeedAddress(Table, table=True):
    """A secret address of one person's calendar; only a hash of the secret is stored."""

    __table_args__ = (Index(None, "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    secret_hash: str = Field(max_length=64, unique=True)
    name: str = Field(default="", max_length=80)
    """What the person calls it: the phone, the computer at home."""
    shows_lessons: bool
    shows_tests: bool
    shows_homework: bool
    shows_deadlines: bool
    created_at: datetime
    last_read_at: datetime | None = None
    revoked_at: datetime | None = None
