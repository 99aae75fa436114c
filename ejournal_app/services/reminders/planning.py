"""Keeping what is to be told: notices and messages, each under a key that can be used once.

A run is kept in small transactions. One that was killed is run again: what it had kept is there
under the same keys, and nothing is told twice.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.messages import Message
from ejournal_app.domain.reminders import Channel, Topic
from ejournal_app.domain.sms import fitted
from ejournal_app.persistence.models import Notice, OutboxMessage
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.services.outbox.queue import add_new
from ejournal_app.services.stored_messages import plain_params

from .recipients import Recipient

BATCH = 50
"""Persons in one transaction."""

NOTICE_KIND = "reminder"
"""`Notice.kind` of what is told here."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class InApp:
    """A notice; `about` tells several of one message apart."""

    message: Message
    href: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An e-mail, in the recipient's language."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one person is told in one go."""

    recipient: Recipient
    topic: Topic
    notices: tuple[InApp, ...] = ()
    letter: Letter | None = None
    sms: tuple[str, str] | None = None
    """Words and link."""


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Return things in groups of so many."""
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


def run_key(what: str, planned: datetime) -> str:
    """Return what names a run: the same for the same planned moment."""
    return f"{what}.{planned.astimezone(UTC):%Y%m%dT%H%M%S}"


def keep(session: Session, run: str, tellings: Collection[Telling]) -> list[int]:
    """Keep what persons are told in the caller's transaction; return who has news now.

    What leaves the application waits for the end of the person's quiet hours.
    """
    school = school_of(session)
    assert school is not None
    assert school.id is not None
    now = clock.now()
    messages: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    for telling in tellings:
        notices += [_notice(run, telling, notice, now) for notice in telling.notices]
        messages += _messages(run, telling, now, school.id)
    by_key = {row["key"]: row["person_id"] for row in (*notices, *messages)}
    added = add_new(session, Notice, notices) + add_new(session, OutboxMessage, messages)
    return sorted({by_key[key] for key in added})


def _notice(run: str, telling: Telling, notice: InApp, now: datetime) -> dict[str, Any]:
    about = f".{notice.about}" if notice.about else ""
    return {
        "person_id": telling.recipient.person_id,
        "at": now,
        "kind": NOTICE_KIND,
        "msgid": notice.message.msgid,
        "params": plain_params(notice.message.params),
        "href": notice.href,
        "key": f"{run}.{telling.recipient.person_id}.app{about}",
    }


def _messages(run: str, telling: Telling, now: datetime, school_id: int) -> list[dict[str, Any]]:
    to = telling.recipient
    common = {
        "school_id": school_id,
        "person_id": to.person_id,
        "topic": telling.topic.value,
        "created_at": now,
        "next_attempt_at": to.times.loud_from(now),
        "attempts": 0,
        "last_error": "",
    }
    found: list[dict[str, Any]] = []
    if telling.letter is not None and to.email is not None:
        found.append(
            {
                **common,
                "key": f"{run}.{to.person_id}.email",
                "channel": Channel.EMAIL.value,
                "address": to.email,
                "subject": telling.letter.subject[:200],
                "body": telling.letter.body,
            }
        )
    if telling.sms is not None and to.phone is not None:
        found.append(
            {
                **common,
                "key": f"{run}.{to.person_id}.sms",
                "channel": Channel.SMS.value,
                "address": to.phone,
                "subject": "",
                "body": fitted(*telling.sms),
            }
        )
    return found
