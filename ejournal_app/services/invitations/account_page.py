"""One person's account as the superuser sees it: state, codes, log-ins; never a password."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    AuditEntry,
    Invitation,
    LoginSession,
    OutboxMessage,
    Person,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.accounts import login
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import Look
from ejournal_app.services.outbox.outbox_list import MailState, mail_state
from ejournal_app.services.outbox.queue import is_address
from ejournal_app.settings import get_settings

from .account_list import kinds_of, look_of, state_of
from .roster import Member, add_account, load_roster

_LONGEST_HISTORY = 30


class CodeState(StrEnum):
    """What became of a code."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A code given out."""

    created_at: datetime
    created_by: str
    """Empty: the person asked for it."""
    is_reset: bool
    expires_at: datetime
    state: CodeState
    ended_at: datetime | None
    mail: MailState | None
    """None: it was printed or shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginLine:
    """A log-in, or one that was refused."""

    at: datetime
    refused: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """A person's account."""

    person_id: int
    name: str
    kinds: Message
    classes: str
    email: str
    username: str
    """Empty: there is no account yet."""
    state: Message
    look: Look
    is_due: bool
    """Access is due today or later: codes can be given."""
    access_from: date | None
    """A day to come; None: access has begun or is over."""
    has_password: bool
    is_locked: bool
    is_own: bool
    has_open_code: bool
    open_sessions: int
    last_login_at: datetime | None
    can_be_mailed: bool
    mail_is_set_up: bool
    codes: tuple[CodeLine, ...]
    logins: tuple[LoginLine, ...]


@use_case
def account_page(actor: Actor, person_id: int) -> AccountPage:
    """Return a person's account; Forbidden for somebody who has and should have none."""
    require(actor, Permission.ACCOUNT_MANAGE)
    with reading() as session:
        member, is_due = find_member(session, person_id)
        codes = _codes(session, member.account_id)
        return AccountPage(
            person_id=person_id,
            name=member.full_name,
            kinds=kinds_of(member),
            classes=", ".join(member.class_names),
            email=member.email,
            username=member.username,
            state=state_of(member),
            look=look_of(member),
            is_due=is_due,
            access_from=member.access_from if member.access_from > clock.today() else None,
            has_password=member.has_password,
            is_locked=member.is_locked,
            is_own=person_id == actor.person_id,
            has_open_code=any(line.state is CodeState.OPEN for line in codes),
            open_sessions=_open_sessions(session, member.account_id),
            last_login_at=member.last_login_at,
            can_be_mailed=get_settings().sends_mail and is_address(member.email),
            mail_is_set_up=get_settings().sends_mail,
            codes=codes,
            logins=_logins(session, member.account_id),
        )


def find_member(session: Session, person_id: int) -> tuple[Member, bool]:
    """Return a person and whether access is due; Forbidden without account and without access."""
    member = load_roster(session, clock.today(), person_id).members.get(person_id)
    if member is not None:
        return member, True
    person = session.get(Person, person_id)
    if person is not None:
        former = Member(
            person_id=person_id,
            given_name=person.given_name,
            family_name=person.family_name,
            email=person.email or "",
            access_from=clock.today(),
        )
        add_account(session, former)
        if former.account_id is not None:
            return former, False
    raise Forbidden(Attempt(action=Permission.ACCOUNT_MANAGE, entity="person", entity_id=person_id))


def _codes(session: Session, account_id: int | None) -> tuple[CodeLine, ...]:
    rows = session.execute(
        select(Invitation, Person, OutboxMessage)
        .outerjoin(Person, col(Person.id) == col(Invitation.created_by_id))
        .outerjoin(
            OutboxMessage,
            col(OutboxMessage.key) == literal("invitation-") + cast(col(Invitation.id), String),
        )
        .where(col(Invitation.account_id) == account_id)
        .order_by(col(Invitation.id).desc())
        .limit(_LONGEST_HISTORY)
    )
    return tuple(_line(code, person, mail) for code, person, mail in rows)


def _line(code: Invitation, person: Person | None, mail: OutboxMessage | None) -> CodeLine:
    if code.used_at is not None:
        state = CodeState.USED
    elif code.revoked_at is not None:
        state = CodeState.REVOKED
    else:
        state = CodeState.OPEN if code.expires_at > clock.now() else CodeState.EXPIRED
    return CodeLine(
        created_at=code.created_at,
        created_by="" if person is None else f"{person.given_name} {person.family_name}",
        is_reset=code.purpose == "reset",
        expires_at=code.expires_at,
        state=state,
        ended_at=code.used_at or code.revoked_at,
        mail=None
        if mail is None
        else mail_state(mail.sent_at, mail.next_attempt_at, mail.handed_over_at),
    )


def _open_sessions(session: Session, account_id: int | None) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(LoginSession)
            .where(
                col(LoginSession.account_id) == account_id,
                col(LoginSession.revoked_at).is_(None),
                col(LoginSession.expires_at) > clock.now(),
            )
        )
        or 0
    )


def _logins(session: Session, account_id: int | None) -> tuple[LoginLine, ...]:
    rows = session.execute(
        select(col(AuditEntry.at), col(AuditEntry.outcome), col(AuditEntry.address))
        .where(col(AuditEntry.account_id) == account_id, col(AuditEntry.action) == login.ACTION)
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
        .limit(_LONGEST_HISTORY)
    )
    return tuple(
        LoginLine(at=at, refused=outcome == "refused", address=address)
        for at, outcome, address in rows
    )
