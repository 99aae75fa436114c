"""Messages that were not delivered: looked at one by one, and sent again once the fault is mended.

Only reminders can be: an invitation that was given up has lost its code, a new one is made for it.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.phone import e164
from ejournal_app.domain.reminders import Channel
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, Person
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import found_rows

from .outbox_list import OUTBOX, MailRow, mail_rows
from .queue import is_address


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """One message without what it says."""

    row: MailRow
    person_id: int | None
    address_now: str
    """Where it would be sent now, when that is another address than before; else empty."""


@use_case
def message_page(actor: Actor, message_id: int) -> MessagePage:
    """Return one message; Forbidden for one that is not there."""
    require(actor, Permission.ACCOUNT_MANAGE)
    with reading() as session:
        rows = mail_rows(session, col(OutboxMessage.id) == message_id)
        if not rows:
            raise _unknown(message_id)
        message = session.get_one(OutboxMessage, message_id)
        address = _address_now(session, message)
    return MessagePage(
        row=rows[0],
        person_id=message.person_id,
        address_now="" if address == message.address else address,
    )


@use_case
def count_undelivered(actor: Actor, query: ListQuery) -> int:
    """Return how many of the messages a list shows can be sent again."""
    require(actor, Permission.ACCOUNT_MANAGE)
    return len(_to_send(actor, query))


@use_case
def send_again(actor: Actor, message_id: int) -> None:
    """Send a message once more, to the person's present address; Refused when it cannot be."""
    require(actor, Permission.ACCOUNT_MANAGE)
    with writing() as session:
        message = session.get(OutboxMessage, message_id, with_for_update=True)
        if message is None:
            raise _unknown(message_id)
        if not _put_back(session, message):
            raise Refused(Message(N_("This message cannot be sent again.")))
        _record(session, actor, message)


@use_case
def send_found_again(actor: Actor, query: ListQuery) -> int:
    """Send once more what a list shows as not delivered; return how many messages that are."""
    require(actor, Permission.ACCOUNT_MANAGE)
    sent = 0
    for message_id in _to_send(actor, query):
        with writing() as session:
            message = session.get(OutboxMessage, message_id, with_for_update=True)
            if message is not None and _put_back(session, message):
                _record(session, actor, message)
                sent += 1
    return sent


def _to_send(actor: Actor, query: ListQuery) -> list[int]:
    return [row.message_id for row in found_rows(actor, OUTBOX, query) if row.can_be_sent_again]


def _put_back(session: Session, message: OutboxMessage) -> bool:
    if (
        message.sent_at is not None
        or message.next_attempt_at is not None
        or not message.topic
        or not message.body
    ):
        return False
    message.address = _address_now(session, message)
    message.next_attempt_at = clock.now()
    message.handed_over_at = None
    message.attempts = 0
    message.last_error = ""
    return True


def _address_now(session: Session, message: OutboxMessage) -> str:
    """Return where the person can be reached now; where it was sent before when nowhere else."""
    person = None if message.person_id is None else session.get(Person, message.person_id)
    if person is None:
        return message.address
    if message.channel == Channel.SMS:
        return e164(person.phone) or message.address
    return person.email if person.email and is_address(person.email) else message.address


def _record(session: Session, actor: Actor, message: OutboxMessage) -> None:
    audit.record(
        session,
        actor=actor,
        action="message.again",
        entity="outbox_message",
        entity_id=message.id,
        after={"channel": message.channel, "topic": message.topic},
    )


def _unknown(message_id: int) -> Forbidden:
    return Forbidden(
        Attempt(action=Permission.ACCOUNT_MANAGE, entity="outbox_message", entity_id=message_id)
    )
