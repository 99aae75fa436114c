"""Log-in sessions: recognising, listing and ending them. The browser holds the only secret."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, update
from sqlalchemy import select as select_columns
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, LoginSession, Person
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.settings import get_settings

from .identity import standing_of

_SEEN_EVERY = timedelta(minutes=1)
_LONGEST_SECRET = 100

_log = logging.getLogger(__name__)

_OPEN_SESSION = (
    select_columns(
        col(LoginSession.id),
        col(LoginSession.last_seen_at),
        col(LoginSession.address),
        col(Account.id),
        col(Account.person_id),
        col(Account.language),
        col(Account.theme),
        col(Person.given_name),
        col(Person.family_name),
    )
    .join(Account, col(Account.id) == col(LoginSession.account_id))
    .join(Person, col(Person.id) == col(Account.person_id))
    .where(
        col(LoginSession.secret_hash) == bindparam("secret_hash"),
        col(LoginSession.revoked_at).is_(None),
        col(LoginSession.expires_at) > bindparam("now"),
        col(LoginSession.last_seen_at) > bindparam("idle_since"),
        col(Account.is_locked).is_(False),
    )
)


@dataclass(frozen=True, slots=True)
class _OpenSession:
    """A session that is neither ended nor idle, with its account."""

    session_id: int
    last_seen_at: datetime
    address: str
    account_id: int
    person_id: int
    language: str
    theme: str
    given_name: str
    family_name: str


def resolve(secret: str | None, *, address: str = "") -> Actor | None:
    """Return who holds the secret of an open session, or None: nobody with access today.

    Called for every event, so it costs two short queries; the time of use is written at most
    once a minute.
    """
    if not secret or len(secret) > _LONGEST_SECRET:
        return None
    now = clock.now()
    with reading() as session:
        found = _open_session(session, secret, now)
        actor = None if found is None else _actor(session, found, address)
    if found is not None and actor is not None and now - found.last_seen_at >= _SEEN_EVERY:
        _mark_seen(found.session_id, now)
    return actor


def hash_secret(secret: str) -> str:
    """Return what is stored of a secret: reading the database opens no session."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """An open session as its owner sees it."""

    id: int
    started_at: datetime
    last_seen_at: datetime
    address: str
    user_agent: str
    is_current: bool


@use_case
def sessions_of(actor: Actor) -> list[OwnSession]:
    """Return the actor's own open sessions, the last used first."""
    require(actor, Permission.ACCOUNT_OWN)
    now = clock.now()
    with reading() as session:
        rows = session.exec(
            select(LoginSession)
            .where(
                LoginSession.account_id == actor.account_id,
                col(LoginSession.revoked_at).is_(None),
                LoginSession.expires_at > now,
                LoginSession.last_seen_at > now - _idle(),
            )
            .order_by(col(LoginSession.last_seen_at).desc(), col(LoginSession.id).desc())
        )
        return [
            OwnSession(
                id=row.id,
                started_at=row.created_at,
                last_seen_at=row.last_seen_at,
                address=row.address,
                user_agent=row.user_agent,
                is_current=row.id == actor.session_id,
            )
            for row in rows
            if row.id is not None
        ]


@use_case
def log_out(actor: Actor) -> None:
    """End the session the actor is using."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        end_sessions(session, actor, col(LoginSession.id) == actor.session_id)
        _record_end(session, actor, "logout", actor.session_id)


@use_case
def log_out_everywhere(actor: Actor) -> None:
    """End every session of the actor's account, this one included."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        end_sessions(session, actor)
        _record_end(session, actor, "logout.everywhere", None)


@use_case
def revoke(actor: Actor, session_id: int) -> None:
    """End one of the actor's own sessions; Forbidden for anybody else's."""
    require(actor, Permission.ACCOUNT_OWN)
    with writing() as session:
        row = session.get(LoginSession, session_id)
        if row is None or row.account_id != actor.account_id:
            raise Forbidden(
                Attempt(action="session.revoke", entity="login_session", entity_id=session_id)
            )
        end_sessions(session, actor, col(LoginSession.id) == session_id)
        _record_end(session, actor, "session.revoke", session_id)


def end_sessions(session: Session, actor: Actor, *which: ColumnElement[bool]) -> None:
    """End, in the caller's transaction, those of the actor's own sessions that are meant."""
    session.exec(
        update(LoginSession)
        .where(
            col(LoginSession.account_id) == actor.account_id,
            col(LoginSession.revoked_at).is_(None),
            *which,
        )
        .values(revoked_at=clock.now())
    )


def _record_end(session: Session, actor: Actor, action: str, session_id: int | None) -> None:
    audit.record(session, actor=actor, action=action, entity="login_session", entity_id=session_id)


def _idle() -> timedelta:
    return timedelta(minutes=get_settings().session_idle_minutes)


def _open_session(session: Session, secret: str, now: datetime) -> _OpenSession | None:
    row = (
        session.connection()
        .execute(
            _OPEN_SESSION,
            {"secret_hash": hash_secret(secret), "now": now, "idle_since": now - _idle()},
        )
        .one_or_none()
    )
    return None if row is None else _OpenSession(*row)


def _actor(session: Session, found: _OpenSession, address: str) -> Actor | None:
    standing = standing_of(
        session, account_id=found.account_id, person_id=found.person_id, on=clock.today()
    )
    if not standing.has_access:
        return None
    return Actor(
        account_id=found.account_id,
        person_id=found.person_id,
        session_id=found.session_id,
        name=f"{found.given_name} {found.family_name}",
        language=found.language,
        theme=found.theme,
        roles=standing.roles,
        class_ids=standing.class_ids,
        pupil_id=standing.pupil_id,
        child_ids=standing.child_ids,
        address=address or found.address,
    )


def _mark_seen(session_id: int, now: datetime) -> None:
    try:
        with writing() as session:
            session.connection().execute(
                update(LoginSession)
                .where(
                    col(LoginSession.id) == session_id,
                    col(LoginSession.last_seen_at) <= now - _SEEN_EVERY,
                )
                .values(last_seen_at=now)
            )
    except OperationalError:
        # A busy database must not turn a reader away; the next event writes the time.
        _log.warning("The last use of a log-in session could not be written.")
