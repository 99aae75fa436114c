"""Accounts, granted roles and log-in sessions (Regulation 4, 5, 7.2)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.reminders import Channel

from .base import Table, Versioned, one_of, ordered


class Account(Versioned, table=True):
    """A way in for one person; its user name is never a personal code."""

    __table_args__ = (CheckConstraint("language IN ('lv', 'en')", name="language_known"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    username: str = Field(max_length=80)
    username_key: str = Field(max_length=80, unique=True)
    """The user name case-folded: what log-in looks up."""
    password_hash: str | None = Field(default=None, max_length=300)
    language: str = Field(default="lv", max_length=2)
    theme: str = Field(default="auto", max_length=5)
    is_locked: bool = Field(default=False)
    last_login_at: datetime | None = None


class RoleGrant(Versioned, table=True):
    """A role given by the superuser, with dates; parent, pupil and class teacher follow facts."""

    __table_args__ = (one_of("role", GrantedRole), ordered(), Index(None, "account_id"))

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    account_id: int = Field(foreign_key="account.id")
    role: str = Field(max_length=20)
    starts_on: date
    ends_on: date | None = None
    granted_by_id: int | None = Field(default=None, foreign_key="person.id")


class LoginSession(Table, table=True):
    """A log-in of one browser; only a hash of its secret is stored, revoking it ends access."""

    __table_args__ = (Index(None, "account_id"),)

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id")
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    """The absolute end; the idle end is counted from last_seen_at."""
    revoked_at: datetime | None = None
    address: str = Field(default="", max_length=60)
    user_agent: str = Field(default="", max_length=300)


class InvitationPurpose(StrEnum):
    """What a one-time code is for."""

    FIRST = "first"
    """The first password of an account."""
    RESET = "reset"
    """A new password in place of a forgotten one."""


class Invitation(Table, table=True):
    """A one-time code with which a person chooses a password; only its hash is stored."""

    __table_args__ = (one_of("purpose", InvitationPurpose), Index(None, "account_id"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    purpose: str = Field(default=InvitationPurpose.FIRST, max_length=10)
    code_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    created_by_id: int | None = Field(default=None, foreign_key="person.id")
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class OutboxMessage(Table, table=True):
    """A message to be sent to an address outside the system; sent once, tried again on failure."""

    __table_args__ = (
        UniqueConstraint("key"),
        one_of("channel", Channel),
        Index(None, "sent_at", "next_attempt_at"),
        Index(None, "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    key: str = Field(max_length=100)
    """What it is about, so that asking twice sends once."""
    channel: str = Field(default=Channel.EMAIL, max_length=10)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Whom it is for, when it is one person of the school."""
    topic: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    """A `domain.reminders.Topic`; empty for invitations and resets."""
    address: str = Field(max_length=200)
    subject: str = Field(default="", max_length=200)
    body: str = Field(default="", max_length=20000)
    """Emptied once sent, and when given up unless it can be sent again: it may hold a one-time
    code."""
    file_ids: str = Field(default="", max_length=100, sa_column_kwargs={"server_default": ""})
    """Ids of the `StoredFile`s sent along, with commas between; only e-mails have any."""
    created_at: datetime
    sent_at: datetime | None = None
    next_attempt_at: datetime | None = None
    """None once handed over, sent or given up."""
    handed_over_at: datetime | None = None
    """When the last byte was about to go out. Without `sent_at` nobody knows whether it arrived:
    it is never sent again by itself."""
    attempts: int = Field(default=0)
    last_error: str = Field(default="", max_length=300)
