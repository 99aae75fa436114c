"""Whose turn a message is and how it ended: every step is one short transaction.

A message waits until `next_attempt_at`. Whoever claims it moves that moment on by the lease, so
what a killed process held is taken up by another. An e-mail is handed over with a last step of its
own: from then on nobody takes it up again by itself, because the server may have it already.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.reminders import Channel
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, School, StoredFile

MOST_ATTEMPTS = 8
"""Then a message is given up: with the waits below after about a day."""

LEASE = timedelta(minutes=5)
"""Longer than an attempt can take."""

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=8)
_WAIT_GROWS = 4
_LONGEST_ERROR = 300

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes along with an e-mail."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message this process may send now."""

    id: int
    key: str
    channel: Channel
    topic: str
    address: str
    subject: str
    body: str = field(repr=False)
    created_at: datetime
    attempt: int
    lease_until: datetime
    sender_name: str
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended; the error never holds what the message says."""

    error: str = ""
    lasting: bool = False
    """Trying again does not help."""
    unclear: bool = False
    """It was handed over, and no answer came."""
    unreachable: bool = False
    """Nothing was said about this message: the server or the gateway could not be talked to."""


def claim_next(channels: Collection[Channel]) -> Claimed | None:
    """Take the message that has waited longest; None when nothing is due.

    No other process gets the same one.
    """
    now = clock.now()
    due = (
        select(col(OutboxMessage.id))
        .where(
            col(OutboxMessage.sent_at).is_(None),
            col(OutboxMessage.next_attempt_at) <= now,
            col(OutboxMessage.channel).in_(list(channels)),
        )
        .order_by(col(OutboxMessage.next_attempt_at), col(OutboxMessage.id))
        .limit(1)
    )
    with reading() as session:
        if session.scalar(due) is None:
            return None  # most often: no reason to lock anything
    with writing() as session:
        message_id = session.scalar(due.with_for_update(skip_locked=True))
        if message_id is None:
            return None
        row = session.get_one(OutboxMessage, message_id)
        row.next_attempt_at = now + LEASE
        row.attempts += 1
        return Claimed(
            id=message_id,
            key=row.key,
            channel=Channel(row.channel),
            topic=row.topic,
            address=row.address,
            subject=row.subject,
            body=row.body,
            created_at=row.created_at,
            attempt=row.attempts,
            lease_until=row.next_attempt_at,
            sender_name=session.get_one(School, row.school_id).name,
            files=_files(session, row.file_ids),
        )


def _files(session: Session, file_ids: str) -> tuple[Attached, ...]:
    """Return the files of a message, in the order they were named."""
    if not file_ids:
        return ()
    rows = (session.get_one(StoredFile, int(file_id)) for file_id in file_ids.split(","))
    return tuple(
        Attached(name=row.name, media_type=row.media_type, content=row.content) for row in rows
    )


def hand_over(message: Claimed) -> bool:
    """Write down, durably, that the message is about to be gone.

    False when its lease ran out meanwhile and another process has it.
    """
    with writing() as session:
        handed = session.connection().execute(
            update(OutboxMessage)
            .where(
                col(OutboxMessage.id) == message.id,
                col(OutboxMessage.sent_at).is_(None),
                col(OutboxMessage.next_attempt_at) == message.lease_until,
            )
            .values(handed_over_at=clock.now(), next_attempt_at=None)
        )
        return handed.rowcount == 1


def finish(message: Claimed, outcome: Outcome) -> None:
    """Write down how an attempt ended; what was sent loses its text.

    A reminder that was given up keeps it, so that it can be sent again once the fault is mended;
    any other message loses it: it may hold a one-time code.
    """
    now = clock.now()
    over = outcome.lasting or message.attempt >= MOST_ATTEMPTS
    values: dict[str, Any]
    if not outcome.error:
        values = {"sent_at": now, "next_attempt_at": None, "body": ""}
    elif outcome.unclear:
        values = {"next_attempt_at": None}
    else:
        values = {
            "handed_over_at": None,
            "next_attempt_at": None if over else now + wait_after(message.attempt),
        }
    if outcome.error and not message.topic and (over or outcome.unclear):
        values["body"] = ""
    with writing() as session:
        session.connection().execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.id) == message.id, col(OutboxMessage.sent_at).is_(None))
            .values(last_error=outcome.error[:_LONGEST_ERROR], **values)
        )
    if outcome.error:
        _log.warning(
            "A message by %s could not be delivered, attempt %d: %s",
            message.channel,
            message.attempt,
            outcome.error,
        )


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt: 1 min, 4 min, 16 min … at most 8 hours."""
    return min(_FIRST_WAIT * _WAIT_GROWS ** (max(attempt, 1) - 1), _LONGEST_WAIT)
