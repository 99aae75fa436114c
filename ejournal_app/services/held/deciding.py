"""What deciding about held entries has in common, whoever decides."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import ClientOperation, HeldEntries
from ejournal_app.persistence.models.marking import HeldState
from ejournal_app.services import audit
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.entries.operations import (
    Answer,
    AnswerStatus,
    Operation,
    answer_to_json,
)

from .keeping import stored_operations


def held_row(session: Session, held_id: int, *, lock: bool = False) -> HeldEntries | None:
    """Return held entries, None when there are none; Refused when they were decided about."""
    row = session.get(HeldEntries, held_id, with_for_update=lock or None)
    if row is not None and row.state != HeldState.HELD:
        raise Refused(Message(N_("These entries were decided about already. Reload the page.")))
    return row


def replace_answer(desk: Desk, operation: Operation, answer: Answer) -> None:
    """Store the final answer in place of "held": a browser that asks again learns how it ended."""
    _replace(desk.session, desk.actor.account_id, operation, answer)


def drop_answers(session: Session, row: HeldEntries) -> None:
    """Store that the entries were dropped."""
    for operation in stored_operations(row):
        answer = Answer(
            id=operation.id,
            status=AnswerStatus.REFUSED,
            message=Message(N_("This entry was held back and then dropped. Nothing was written.")),
        )
        _replace(session, row.account_id, operation, answer)


def close(
    session: Session, actor: Actor, row: HeldEntries, state: HeldState, now: datetime
) -> None:
    """Note who decided what; the values are kept no longer."""
    row.state, row.operations = state, []
    row.decided_at, row.decided_by_id = now, actor.person_id
    audit.record(
        session,
        actor=actor,
        action=f"held.{state.value}",
        entity="held_entries",
        entity_id=row.id,
        after={"entries": row.entries},
    )


def _replace(session: Session, account_id: int, operation: Operation, answer: Answer) -> None:
    stored = session.scalar(
        select(ClientOperation).where(
            col(ClientOperation.account_id) == account_id,
            col(ClientOperation.operation) == operation.id,
        )
    )
    if stored is not None:
        stored.answer = answer_to_json(answer)
