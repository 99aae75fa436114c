"""Making accounts and codes, in the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.models import Account, Invitation, InvitationPurpose, School
from ejournal_app.services import audit
from ejournal_app.services.accounts.usernames import (
    check_username,
    proposed_username,
    username_key,
)

from .codes import Issued, first_expiry, hash_of, new_code, reset_expiry
from .roster import Member

_AT_ONCE = 500
"""Ids in one statement."""


def issue(
    session: Session, members: Sequence[Member], *, days: int, actor: Actor | None
) -> dict[int, Issued]:
    """Give each person a new code, and an account to those who have none; by person.

    Whoever has chosen a password gets a code for a new one, good for a day. Codes given out
    earlier stop working. Locked accounts get none. Without an actor people asked for themselves.
    """
    expires_at = first_expiry(days)
    # Two who invite at once wait for each other: both would make the same accounts.
    session.execute(select(col(School.id)).order_by(col(School.id)).limit(1).with_for_update())
    accounts = _accounts(session, [member.person_id for member in members])
    _add_missing(session, members, accounts, actor)
    usable = [account for account in accounts.values() if not account.is_locked]
    revoke_codes(session, [account.id for account in usable if account.id is not None])
    issued: dict[int, Issued] = {}
    for account in usable:
        issued[account.person_id] = _new(session, account, expires_at, actor)
    session.flush()
    return issued


def revoke_codes(session: Session, account_ids: Sequence[int]) -> int:
    """End every code of the accounts that still works; return how many."""
    ended = 0
    for start in range(0, len(account_ids), _AT_ONCE):
        done = session.execute(
            update(Invitation)
            .where(
                col(Invitation.account_id).in_(account_ids[start : start + _AT_ONCE]),
                col(Invitation.used_at).is_(None),
                col(Invitation.revoked_at).is_(None),
            )
            .values(revoked_at=clock.now())
        )
        ended += max(0, getattr(done, "rowcount", 0))
    return ended


def _accounts(session: Session, person_ids: Sequence[int]) -> dict[int, Account]:
    found: dict[int, Account] = {}
    for start in range(0, len(person_ids), _AT_ONCE):
        some = person_ids[start : start + _AT_ONCE]
        for account in session.scalars(select(Account).where(col(Account.person_id).in_(some))):
            found[account.person_id] = account
    return found


def _add_missing(
    session: Session,
    members: Iterable[Member],
    accounts: dict[int, Account],
    actor: Actor | None,
) -> None:
    without = [member for member in members if member.person_id not in accounts]
    if not without:
        return
    taken = set(session.scalars(select(col(Account.username_key))))
    for member in without:
        username = _free(proposed_username(member.given_name, member.family_name), taken)
        account = Account(
            person_id=member.person_id, username=username, username_key=username_key(username)
        )
        session.add(account)
        accounts[member.person_id] = account
    session.flush()
    for member in without:
        audit.record(
            session,
            actor=actor,
            action="account.create",
            entity="account",
            entity_id=accounts[member.person_id].id,
        )


def _free(proposed: str, taken: set[str]) -> str:
    """Return the name, with a number behind it when it is taken, and take it."""
    name, number = check_username(proposed), 1
    while username_key(name) in taken:
        number += 1
        name = check_username(f"{proposed}{number}")
    taken.add(username_key(name))
    return name


def _new(session: Session, account: Account, expires_at: datetime, actor: Actor | None) -> Issued:
    assert account.id is not None
    is_reset = account.password_hash is not None
    code, until = new_code(), reset_expiry() if is_reset else expires_at
    purpose = InvitationPurpose.RESET if is_reset else InvitationPurpose.FIRST
    session.add(
        Invitation(
            account_id=account.id,
            purpose=purpose,
            code_hash=hash_of(code),
            created_at=clock.now(),
            created_by_id=None if actor is None else actor.person_id,
            expires_at=until,
        )
    )
    audit.record(
        session,
        actor=actor,
        action="invitation.create",
        entity="account",
        entity_id=account.id,
        after={"purpose": str(purpose), "expires_at": until.isoformat()},
    )
    return Issued(
        person_id=account.person_id,
        account_id=account.id,
        username=account.username,
        code=code,
        expires_at=until,
        is_reset=is_reset,
    )
