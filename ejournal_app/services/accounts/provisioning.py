"""Giving access: accounts and first passwords (Regulation 4, 5)."""

from sqlalchemy import update
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Account, LoginSession
from ejournal_app.services import audit

from . import passwords
from .usernames import check_username, username_key


def create_account(
    session: Session,
    *,
    person_id: int,
    username: str,
    password: str | None,
    actor: Actor | None = None,
) -> Account:
    """Add an account in the caller's transaction; Refused for a user name or password not allowed.

    Without a password nobody can log in to it yet. The account alone gives no access: that
    comes with the contract, the enrolment or the guardianship.
    """
    shown = check_username(username)
    key = username_key(shown)
    if session.exec(select(Account.id).where(Account.username_key == key)).first() is not None:
        raise Refused(Message(N_("This user name is taken.")))
    if session.exec(select(Account.id).where(Account.person_id == person_id)).first() is not None:
        raise Refused(Message(N_("This person already has an account.")))
    account = Account(person_id=person_id, username=shown, username_key=key)
    if password is not None:
        passwords.check_password_strength(password, username=shown)
        account.password_hash = passwords.hash_password(password)
    session.add(account)
    session.flush()
    _record(session, actor, "account.create", account.id)
    return account


def set_password(
    session: Session, account: Account, password: str, *, actor: Actor | None = None
) -> None:
    """Give an account a password and end its sessions, in the caller's transaction.

    Refused when the password is too weak. Without an actor it was done by a command.
    """
    passwords.check_password_strength(password, username=account.username)
    account.password_hash = passwords.hash_password(password)
    session.add(account)
    session.exec(
        update(LoginSession)
        .where(
            col(LoginSession.account_id) == account.id,
            col(LoginSession.revoked_at).is_(None),
        )
        .values(revoked_at=clock.now())
    )
    _record(session, actor, "account.password.set", account.id)


def _record(session: Session, actor: Actor | None, action: str, account_id: int | None) -> None:
    audit.record(session, actor=actor, action=action, entity="account", entity_id=account_id)
