"""Public screens that show the changes of the day at a secret address."""

from datetime import datetime

from sqlmodel import Field

from .base import Table


class ScreenAddress(Table, table=True):
    """A secret address of a screen in the school; only a hash of the secret is stored."""

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(max_length=64, unique=True)
    name: str = Field(max_length=80)
    """Where the screen hangs."""
    created_at: datetime
    created_by_id: int = Field(foreign_key="person.id")
    last_read_at: datetime | None = None
    revoked_at: datetime | None = None
