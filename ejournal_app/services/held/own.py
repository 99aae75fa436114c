"""The account's own held entries: confirming them by password, or dropping them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.brake import Cause
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, HeldEntries
from ejournal_app.persistence.models.marking import HeldState
from ejournal_app.policies.rules import require
from ejournal_app.services.accounts.proving import prove_password
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.entries.late_changes import tell_of_late_changes
from ejournal_app.services.entries.operations import Answer, AnswerStatus
from ejournal_app.services.entries.submit import announce_changes, answer_one
from ejournal_app.services.guard import record_refusal, use_case

from .deciding import close, drop_answers, held_row, replace_answer
from .keeping import CAUSES, stored_operations
from .lines import HeldLine, held_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHeld:
    """Entries of one log-in that wait together."""

    held_id: int
    at: datetime
    cause: Message
    lines: tuple[HeldLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """A confirmed entry that was not written after all, and what stands instead."""

    line: HeldLine
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What became of confirmed entries."""

    saved: int
    unwritten: tuple[Unwritten, ...]


@use_case
def own_held(actor: Actor) -> list[OwnHeld]:
    """Return what waits for the actor's password, the oldest first."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        return [
            OwnHeld(
                held_id=row.id,
                at=row.held_at,
                cause=Message(CAUSES[Cause(row.cause)]),
                lines=tuple(held_lines(session, stored_operations(row))),
            )
            for row in _waiting(session, actor)
            if row.id is not None
        ]


@use_case
def count_held(actor: Actor) -> int:
    """Return how many entries wait for the actor's password."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        return (
            session.scalar(
                select(func.sum(col(HeldEntries.entries))).where(
                    col(HeldEntries.account_id) == actor.account_id,
                    col(HeldEntries.state) == HeldState.HELD,
                )
            )
            or 0
        )


@use_case
def confirm_held(actor: Actor, held_id: int, password: str) -> Confirmed:
    """Write held entries over the values their teacher saw; Refused when the password is wrong.

    Where another value stands by now nothing is written, and the answer says so.
    """
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        _own_row(session, actor, held_id)
        account = session.get_one(Account, actor.account_id)
    prove_password(account, password, address=actor.address, field=f"password-{held_id}")
    refusals: list[Attempt] = []
    with writing() as session:
        row = _own_row(session, actor, held_id, lock=True)
        operations = stored_operations(row)
        desk = Desk(session, actor)
        desk.reserve((), [operation.work_id for operation in operations])
        lines = held_lines(session, operations)
        answers = [
            answer_one(desk, operation, refusals, remember=replace_answer)
            for operation in operations
        ]
        tell_of_late_changes(desk)
        close(session, actor, row, HeldState.CONFIRMED, desk.now)
    for attempt in refusals:
        record_refusal(actor, attempt)
    announce_changes(desk)
    return Confirmed(
        saved=sum(answer.status is AnswerStatus.SAVED for answer in answers),
        unwritten=tuple(
            Unwritten(line=line, answer=answer)
            for line, answer in zip(lines, answers, strict=True)
            if answer.status is not AnswerStatus.SAVED
        ),
    )


@use_case
def drop_own_held(actor: Actor, held_id: int) -> None:
    """Drop held entries of the actor's own: nothing of them was or is written."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        row = _own_row(session, actor, held_id, lock=True)
        drop_answers(session, row)
        close(session, actor, row, HeldState.DROPPED, clock.now())


def _waiting(session: Session, actor: Actor) -> list[HeldEntries]:
    return list(
        session.scalars(
            select(HeldEntries)
            .where(
                col(HeldEntries.account_id) == actor.account_id,
                col(HeldEntries.state) == HeldState.HELD,
            )
            .order_by(col(HeldEntries.id))
        )
    )


def _own_row(session: Session, actor: Actor, held_id: int, *, lock: bool = False) -> HeldEntries:
    row = held_row(session, held_id, lock=lock)
    if row is None or row.account_id != actor.account_id:
        raise Forbidden(
            Attempt(action=Permission.ACCOUNT_OWN, entity="held_entries", entity_id=held_id)
        )
    return row
