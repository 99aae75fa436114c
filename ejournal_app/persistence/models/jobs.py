"""Scheduled work: who may run it now, and every run there was."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from .base import Table, one_of


class RunState(StrEnum):
    """How a run of a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It raised; it is tried again."""
    ABANDONED = "abandoned"
    """The process that ran it is gone."""


class JobLease(Table, table=True):
    """The one process that may run scheduled work, until the lease runs out or is renewed."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40, unique=True)
    holder: str = Field(max_length=80)
    since: datetime
    """When this holder took it."""
    until: datetime


class JobRun(Table, table=True):
    """A run of a job for one planned moment; there is one at most, however often it is tried."""

    __table_args__ = (
        UniqueConstraint("job", "planned_for"),
        one_of("state", RunState),
        Index(None, "started_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(max_length=40)
    planned_for: datetime
    started_at: datetime
    finished_at: datetime | None = None
    state: str = Field(default=RunState.RUNNING, max_length=10)
    attempts: int = Field(default=1)
    holder: str = Field(default="", max_length=80)
    result: str = Field(default="", max_length=500)
    """What was done, in numbers; never whom it was about."""
    error: str = Field(default="", max_length=300)
