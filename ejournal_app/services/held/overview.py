"""Whose entries are held back, for the heads of the school; they see no values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.brake import Cause
from ejournal_app.domain.devices import device_name
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, HeldEntries, LoginSession, Person
from ejournal_app.persistence.models.marking import HeldState
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import NoticeKind, announce, tell
from ejournal_app.services.reasons import given_reason

from .deciding import close, drop_answers, held_row
from .keeping import CAUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOf:
    """Somebody's entries that wait."""

    held_id: int
    account_id: int
    name: str
    at: datetime
    cause: Message
    entries: int
    address: str
    device: str
    """Browser and system of the log-in, while that is known."""


@use_case
def held_overview(actor: Actor) -> list[HeldOf]:
    """Return what waits for anybody's password, the latest first."""
    require(actor, Permission.HELD_DECIDE)
    with reading() as session:
        return _waiting(session)


@use_case
def drop_held(actor: Actor, held_id: int, reason: str) -> None:
    """Drop somebody's held entries; the reason is told to that person."""
    require(actor, Permission.HELD_DECIDE)
    reason = given_reason(
        reason, N_("Write why the entries are dropped."), f"drop-reason-{held_id}"
    )
    with writing() as session:
        row = held_row(session, held_id, lock=True)
        if row is None:
            raise Forbidden(
                Attempt(action=Permission.HELD_DECIDE, entity="held_entries", entity_id=held_id)
            )
        owner = session.get_one(Account, row.account_id).person_id
        drop_answers(session, row)
        tell(
            session,
            [owner],
            NoticeKind.ENTRIES_DROPPED,
            Message(
                N_("{who} dropped {count} of your entries that were held back: {reason}"),
                {"who": actor.name, "count": row.entries, "reason": reason},
            ),
        )
        close(session, actor, row, HeldState.DROPPED, clock.now())
    announce([owner])


def _waiting(session: Session) -> list[HeldOf]:
    rows = session.execute(
        select(HeldEntries, Person, col(LoginSession.user_agent))
        .join(Account, col(Account.id) == col(HeldEntries.account_id))
        .join(Person, col(Person.id) == col(Account.person_id))
        .outerjoin(LoginSession, col(LoginSession.id) == col(HeldEntries.session_id))
        .where(col(HeldEntries.state) == HeldState.HELD)
        .order_by(col(HeldEntries.held_at).desc(), col(HeldEntries.id).desc())
    )
    return [
        HeldOf(
            held_id=row.id,
            account_id=row.account_id,
            name=f"{person.given_name} {person.family_name}",
            at=row.held_at,
            cause=Message(CAUSES[Cause(row.cause)]),
            entries=row.entries,
            address=row.address,
            device=device_name(user_agent or ""),
        )
        for row, person, user_agent in rows
        if row.id is not None
    ]
