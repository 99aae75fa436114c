"""How each person wants to be told, and up to where they have been (Regulation 6)."""

from datetime import datetime, time

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.reminders import Rhythm, Topic

from .base import Versioned, one_of


class NotificationChoice(Versioned, table=True):
    """What a person chose for one topic; without a row the defaults of the topic hold."""

    __table_args__ = (
        UniqueConstraint("person_id", "topic"),
        one_of("topic", Topic),
        one_of("rhythm", Rhythm),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    topic: str = Field(max_length=20)
    rhythm: str = Field(max_length=10)
    in_app: bool = Field(default=True)
    by_email: bool = Field(default=False)
    by_sms: bool = Field(default=False)


class NotificationTimes(Versioned, table=True):
    """When a person wants to be told; Europe/Riga wall clock."""

    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday_range"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name="quiet_both_or_none"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    digest_at: time
    """Of the daily and the weekly digest."""
    weekday: int = Field(default=5)
    """ISO day of the weekly digest."""
    quiet_from: time | None = None
    """From then on nothing is sent outside the application …"""
    quiet_to: time | None = None
    """… until then; may be on the next day."""


class NewsTold(Versioned, table=True):
    """Up to which moment a person was told the news of a topic, so that each is told once."""

    __table_args__ = (UniqueConstraint("person_id", "topic"), one_of("topic", Topic))

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    topic: str = Field(max_length=20)
    told_until: datetime
    """Inside the application."""
    sent_until: datetime
    """By e-mail and SMS, which wait while the person wants quiet."""
