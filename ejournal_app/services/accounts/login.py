"""Logging in by user name and password."""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import BoundedSemaphore

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, AuditOutcome, LoginSession, Person
from ejournal_app.services import audit
from ejournal_app.settings import get_settings

from . import attempts, passwords
from .identity import standing_of
from .sessions import hash_secret
from .usernames import is_possible, username_key

ACTION = "login"
WRONG = N_("Wrong user name or password.")

KEPT_AFTER_END = timedelta(days=30)
"""How long the history of marks can still say from which device somebody wrote."""

# Checking the limit and the password is one step for few at a time: a thousand requests at once
# must not all pass the limit before the first of them has failed.
_few_at_once = BoundedSemaphore(passwords.AT_ONCE)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoginResult:
    """An opened session; the secret exists here and in the browser only."""

    secret: str = field(repr=False)
    account_id: int
    expires_at: datetime


def log_in(username: str, password: str, *, address: str, user_agent: str) -> LoginResult:
    """Open a session; Refused in one and the same sentence whatever was wrong.

    An unknown user name, a wrong password, a locked account and access that has ended cost the
    same work and read the same. Another sentence says that there were too many attempts. Slow on
    purpose: call it in a thread.
    """
    key = username_key(username)
    with _few_at_once:
        attempts.begin(key, address)
        account = _find(key)
        stored = None if account is None else account.password_hash
        right = passwords.verify_or_burn(stored, password)
        if not right:
            attempts.failed(address)
    result = open_session(account, address, user_agent) if account is not None and right else None
    if result is None:
        _record_failure(account, address, "access" if right else "password")
        raise Refused(Message(WRONG))
    attempts.succeeded(key)
    if stored is not None and passwords.needs_rehash(stored):
        _rehash(result.account_id, password)
    return result


def _find(key: str) -> Account | None:
    if not is_possible(key):
        return None
    with reading() as session:
        return session.exec(select(Account).where(Account.username_key == key)).one_or_none()


def open_session(account: Account, address: str, user_agent: str) -> LoginResult | None:
    """Write the session of somebody who has proved who they are.

    None when the account is locked or its person has no access today.
    """
    assert account.id is not None
    now = clock.now()
    with writing() as session:
        person = session.get_one(Person, account.person_id)
        standing = standing_of(
            session, account_id=account.id, person_id=account.person_id, on=clock.today()
        )
        locked = session.exec(select(Account.is_locked).where(Account.id == account.id)).one()
        if locked or not standing.has_access:
            return None
        secret = secrets.token_urlsafe(32)
        opened = LoginSession(
            secret_hash=hash_secret(secret),
            account_id=account.id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=get_settings().session_hours),
            address=address[:60],
            user_agent=user_agent[:300],
        )
        session.add(opened)
        session.flush()
        assert opened.id is not None
        _tidy(session, account.id, now)
        audit.record(
            session,
            actor=Actor(
                account_id=account.id,
                person_id=account.person_id,
                session_id=opened.id,
                name=f"{person.given_name} {person.family_name}",
                address=address,
            ),
            action=ACTION,
            entity="login_session",
            entity_id=opened.id,
        )
    return LoginResult(secret=secret, account_id=account.id, expires_at=opened.expires_at)


def _tidy(session: Session, account_id: int, now: datetime) -> None:
    # Neither statement counts as an edit of the account, so the row's version stays.
    session.exec(update(Account).where(col(Account.id) == account_id).values(last_login_at=now))
    session.exec(
        delete(LoginSession).where(
            col(LoginSession.account_id) == account_id,
            col(LoginSession.expires_at) < now - KEPT_AFTER_END,
        )
    )


def _record_failure(account: Account | None, address: str, reason: str) -> None:
    # What was typed as a user name is not written: at times it is the password.
    with writing() as session:
        person = None if account is None else session.get(Person, account.person_id)
        audit.record(
            session,
            actor=None,
            action=ACTION,
            outcome=AuditOutcome.REFUSED,
            entity="account",
            entity_id=None if account is None else account.id,
            account_id=None if account is None else account.id,
            actor_name="" if person is None else f"{person.given_name} {person.family_name}",
            address=address,
            after={"reason": reason},
        )
    _log.info("A log-in was refused.")


def _rehash(account_id: int, password: str) -> None:
    stronger = passwords.hash_password(password)
    with writing() as session:
        session.exec(
            update(Account).where(col(Account.id) == account_id).values(password_hash=stronger)
        )
