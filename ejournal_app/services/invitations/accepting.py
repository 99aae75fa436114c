"""Choosing a password with a one-time code; whoever holds the code is believed (Regulation 4, 5).

A wrong, a used, an expired and a revoked code cost the same work and read the same.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.one_time_code import read_code
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, AuditOutcome, Invitation, Person
from ejournal_app.services import audit
from ejournal_app.services.accounts import attempts, passwords
from ejournal_app.services.accounts.login import LoginResult, open_session
from ejournal_app.services.accounts.provisioning import set_password

from .codes import hash_of
from .roster import load_roster, open_invitation

ACTION = "invitation.accept"

INVALID = N_(
    "This code does not work: it is mistyped, was used already, has expired, or a newer one was"
    " given out. Check it, or ask the school for a new one."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Whose account a code opens."""

    username: str
    is_reset: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A chosen password, with the log-in, or the day from which there is access."""

    login: LoginResult | None
    access_from: date | None


def look_up(typed: str, *, address: str) -> Welcome:
    """Return whose account a code opens; Refused in one sentence when it opens none."""
    attempts.begin_code(address)
    with reading() as session:
        found = _find(session, typed)
    if found is None:
        attempts.wrong_code(address)
        raise Refused(Message(INVALID), field="code")
    account, invitation = found
    return Welcome(username=account.username, is_reset=invitation.purpose == "reset")


def accept(typed: str, password: str, *, address: str, user_agent: str) -> Accepted:
    """Use a code up, set the password and log in.

    Refused for a code that does not work and for a password the rules refuse; the code then
    stays good. Of two who send the same code at once, one succeeds. Slow on purpose: call it in
    a thread.
    """
    attempts.begin_code(address)
    with reading() as session:
        found = _find(session, typed)
    # Also without an account: what is refused and how long it takes says nothing about codes.
    username = "" if found is None else found[0].username
    passwords.check_password_strength(password, username=username)
    if found is None:
        passwords.verify_or_burn(None, password)
        _record_failure(address)
        attempts.wrong_code(address)
        raise Refused(Message(INVALID), field="code")
    account, invitation = found
    assert account.id is not None
    assert invitation.id is not None
    if not _use(account.id, invitation.id, password, address):
        _record_failure(address)
        attempts.wrong_code(address)
        raise Refused(Message(INVALID), field="code")
    attempts.succeeded(account.username_key)
    opened = open_session(account, address, user_agent)
    return Accepted(login=opened, access_from=None if opened else _access_from(account.person_id))


def _find(session: Session, typed: str) -> tuple[Account, Invitation] | None:
    code = read_code(typed)
    row = session.execute(
        select(Account, Invitation)
        .join(Invitation, col(Invitation.account_id) == col(Account.id))
        .where(
            # What can be no code is looked for too: the same work for everything.
            col(Invitation.code_hash) == hash_of(code or ""),
            col(Account.is_locked).is_(False),
            *open_invitation(),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def _use(account_id: int, invitation_id: int, password: str, address: str) -> bool:
    """Use the code up and set the password, in one transaction; False when another was faster."""
    still_open: tuple[ColumnElement[bool], ...] = open_invitation()
    with writing() as session:
        won = session.connection().execute(
            update(Invitation)
            .where(col(Invitation.id) == invitation_id, *still_open)
            .values(used_at=clock.now())
        )
        if won.rowcount != 1:
            return False
        account = session.get_one(Account, account_id, with_for_update=True)
        if account.is_locked:
            session.rollback()
            return False
        person = session.get_one(Person, account.person_id)
        actor = Actor(
            account_id=account_id,
            person_id=account.person_id,
            session_id=0,
            name=f"{person.given_name} {person.family_name}",
            address=address,
        )
        set_password(session, account, password, actor=actor)
        audit.record(
            session, actor=actor, action=ACTION, entity="invitation", entity_id=invitation_id
        )
    return True


def _access_from(person_id: int) -> date | None:
    with reading() as session:
        roster = load_roster(session, clock.today(), person_id)
    member = roster.members.get(person_id)
    return None if member is None else member.access_from


def _record_failure(address: str) -> None:
    with writing() as session:
        audit.record(
            session,
            actor=None,
            action=ACTION,
            outcome=AuditOutcome.REFUSED,
            entity="invitation",
            address=address,
        )
