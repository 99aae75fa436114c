"""The list of messages: what waits, what was sent, what was not delivered and why.

What a message says is never shown here, and neither is a mark: subjects name people and topics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import OutboxMessage, Person
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .words import CHANNEL_WORDS, TOPIC_WORDS

_MOST = 10_000
"""The newest ones; older ones are of no use to anybody."""

_ACCESS = "access"
"""Stands for no topic, where an empty value would mean that nothing is chosen."""


class MailState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    UNCLEAR = "unclear"
    """Handed over without an answer: nobody knows whether it arrived."""
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """A message without what it says."""

    message_id: int
    channel: Channel
    topic: str
    person: str
    """Whom it is for, when it is one person of the school."""
    address: str
    subject: str
    created_at: datetime
    sent_at: datetime | None
    state: MailState
    attempts: int
    error: str
    can_be_sent_again: bool


STATE_WORDS = {
    MailState.WAITING: Message(N_("waiting")),
    MailState.SENT: Message(N_("sent")),
    MailState.UNCLEAR: Message(N_("unclear")),
    MailState.GIVEN_UP: Message(N_("not delivered")),
}
STATE_LOOKS: dict[MailState, Look] = {
    MailState.WAITING: "info",
    MailState.SENT: "ok",
    MailState.UNCLEAR: "warn",
    MailState.GIVEN_UP: "bad",
}


def mail_state(
    sent_at: datetime | None,
    next_attempt_at: datetime | None,
    handed_over_at: datetime | None = None,
) -> MailState:
    """Return how far a message has come."""
    if sent_at is not None:
        return MailState.SENT
    if next_attempt_at is not None:
        return MailState.WAITING
    return MailState.GIVEN_UP if handed_over_at is None else MailState.UNCLEAR


def mail_rows(session: Session, *conditions: ColumnElement[bool]) -> list[MailRow]:
    """Return the messages, the newest first."""
    rows = session.execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.channel),
            col(OutboxMessage.topic),
            col(Person.given_name),
            col(Person.family_name),
            col(OutboxMessage.address),
            col(OutboxMessage.subject),
            col(OutboxMessage.created_at),
            col(OutboxMessage.sent_at),
            col(OutboxMessage.next_attempt_at),
            col(OutboxMessage.handed_over_at),
            col(OutboxMessage.attempts),
            col(OutboxMessage.last_error),
            (col(OutboxMessage.body) != "") & (col(OutboxMessage.topic) != ""),
        )
        .join(Person, col(Person.id) == col(OutboxMessage.person_id), isouter=True)
        .where(*conditions)
        .order_by(col(OutboxMessage.id).desc())
        .limit(_MOST)
    )
    return [_row(*row) for row in rows]


def _row(
    message_id: int,
    channel: str,
    topic: str,
    given_name: str | None,
    family_name: str | None,
    address: str,
    subject: str,
    created_at: datetime,
    sent_at: datetime | None,
    next_attempt_at: datetime | None,
    handed_over_at: datetime | None,
    attempts: int,
    error: str,
    keeps_text: bool,
) -> MailRow:
    state = mail_state(sent_at, next_attempt_at, handed_over_at)
    return MailRow(
        message_id=message_id,
        channel=Channel(channel),
        topic=topic,
        person=f"{family_name} {given_name}" if family_name else "",
        address=address,
        subject=subject,
        created_at=created_at,
        sent_at=sent_at,
        state=state,
        attempts=attempts,
        error=error,
        can_be_sent_again=keeps_text and state in (MailState.UNCLEAR, MailState.GIVEN_UP),
    )


def _load(_actor: Actor) -> Sequence[MailRow]:
    with reading() as session:
        return mail_rows(session)


OUTBOX = ListDefinition[MailRow](
    key="e-pasti",
    title=N_("Sent messages"),
    permission=Permission.ACCOUNT_MANAGE,
    load=_load,
    columns=(
        Column(key="address", title=N_("Address"), cell=lambda row: row.address),
        Column(key="person", title=N_("For whom"), cell=lambda row: row.person),
        Column(key="channel", title=N_("Sent by"), cell=lambda row: CHANNEL_WORDS.get(row.channel)),
        Column(key="topic", title=N_("Topic"), cell=lambda row: TOPIC_WORDS.get(row.topic)),
        Column(key="subject", title=N_("About what"), cell=lambda row: row.subject),
        Column(key="created", title=N_("Written"), cell=lambda row: row.created_at),
        Column(
            key="state",
            title=N_("Sending"),
            cell=lambda row: STATE_WORDS[row.state],
            look=lambda row: STATE_LOOKS[row.state],
        ),
        Column(key="sent", title=N_("Sent"), cell=lambda row: row.sent_at),
        Column(key="attempts", title=N_("Attempts"), cell=lambda row: row.attempts),
        Column(key="error", title=N_("Last fault"), cell=lambda row: row.error),
    ),
    filters=(
        Filter(
            key="state",
            title=N_("Sending"),
            values_of=lambda row: (str(row.state),),
            labels={str(state): name for state, name in STATE_WORDS.items()},
        ),
        Filter(
            key="channel",
            title=N_("Sent by"),
            values_of=lambda row: (str(row.channel),),
            labels={str(channel): name for channel, name in CHANNEL_WORDS.items()},
        ),
        Filter(
            key="topic",
            title=N_("Topic"),
            values_of=lambda row: (row.topic or _ACCESS,),
            labels={topic or _ACCESS: name for topic, name in TOPIC_WORDS.items()},
        ),
    ),
    href=lambda row: f"/e-pasti/{row.message_id}",
    found_by=lambda row: f"{row.address} {row.subject} {row.person}",
)
