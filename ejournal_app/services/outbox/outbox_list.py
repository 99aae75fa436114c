"""The list of e-mails: what waits, what was sent, what was given up and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import OutboxMessage
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

_MOST = 10_000
"""The newest ones; older ones are of no use to anybody."""


class MailState(StrEnum):
    """How far an e-mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    UNCLEAR = "unclear"
    """Handed over without an answer: nobody knows whether it arrived."""
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """An e-mail without what it says."""

    address: str
    subject: str
    created_at: datetime
    sent_at: datetime | None
    state: MailState
    attempts: int
    error: str


_STATES = {
    MailState.WAITING: Message(N_("waiting")),
    MailState.SENT: Message(N_("sent")),
    MailState.GIVEN_UP: Message(N_("given up")),
}
_LOOKS: dict[MailState, Look] = {
    MailState.WAITING: "info",
    MailState.SENT: "ok",
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


def _load(_actor: Actor) -> Sequence[MailRow]:
    columns = (
        col(OutboxMessage.address),
        col(OutboxMessage.subject),
        col(OutboxMessage.created_at),
        col(OutboxMessage.sent_at),
        col(OutboxMessage.next_attempt_at),
        col(OutboxMessage.attempts),
        col(OutboxMessage.last_error),
    )
    with reading() as session:
        rows = (
            session.connection()
            .execute(select(*columns).order_by(col(OutboxMessage.id).desc()).limit(_MOST))
            .all()
        )
    return [
        MailRow(
            address=address,
            subject=subject,
            created_at=created_at,
            sent_at=sent_at,
            state=mail_state(sent_at, next_attempt_at),
            attempts=attempts,
            error=error,
        )
        for address, subject, created_at, sent_at, next_attempt_at, attempts, error in rows
    ]


OUTBOX = ListDefinition[MailRow](
    key="e-pasti",
    title=N_("E-mails"),
    permission=Permission.ACCOUNT_MANAGE,
    load=_load,
    columns=(
        Column(key="address", title=N_("E-mail"), cell=lambda row: row.address),
        Column(key="subject", title=N_("About what"), cell=lambda row: row.subject),
        Column(key="created", title=N_("Written"), cell=lambda row: row.created_at),
        Column(
            key="state",
            title=N_("Sending"),
            cell=lambda row: _STATES[row.state],
            look=lambda row: _LOOKS[row.state],
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
            labels={str(state): name for state, name in _STATES.items()},
        ),
    ),
    found_by=lambda row: f"{row.address} {row.subject}",
)
