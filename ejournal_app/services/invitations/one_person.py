"""What the superuser does with one person's account (Regulation 4, 5)."""

from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, LoginSession
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.outbox.queue import is_address

from .account_page import find_member
from .bulk import Bundle, Sheet, require_mail
from .codes import Issued
from .issuing import issue, revoke_codes
from .letters import queue_letters
from .roster import Member


@use_case
def give_code(actor: Actor, person_id: int, *, days: int) -> Issued:
    """Return a new code, to be shown once: for the first password, or in place of a forgotten one.

    An account is made when there is none; codes given out earlier stop working. Refused for a
    locked account and for somebody who is no longer due access.
    """
    require(actor, Permission.ACCOUNT_MANAGE)
    with writing() as session:
        return _issue_one(session, actor, _due(session, person_id), days)


@use_case
def mail_code(actor: Actor, person_id: int, *, days: int) -> str:
    """Make a new code as `give_code` does and send it by e-mail; return the address."""
    require(actor, Permission.ACCOUNT_MANAGE)
    require_mail()
    with writing() as session:
        member = _due(session, person_id)
        if not is_address(member.email):
            raise Refused(Message(N_("No e-mail address of this person is known.")))
        issued = _issue_one(session, actor, member, days)
        queue_letters(session, [member], {person_id: issued})
        return member.email


@use_case
def slip_of(actor: Actor, person_id: int) -> Bundle:
    """Return the page with one person's slip, to be printed with a new code."""
    require(actor, Permission.ACCOUNT_MANAGE)
    with reading() as session:
        member = _due(session, person_id)
    if member.is_locked:
        raise Refused(_LOCKED)
    classes = ", ".join(member.class_names)
    sheet = Sheet(title=member.name, class_name=classes, members=(member,))
    return Bundle(class_name=member.name, sheets=(sheet,))


@use_case
def revoke_invitation(actor: Actor, person_id: int) -> None:
    """End every code of a person that still works; Refused when there is none."""

    def revoke(session: Session, account: Account) -> None:
        if not revoke_codes(session, [account.id or 0]):
            raise Refused(Message(N_("There is no code to revoke any more.")))

    _act(actor, person_id, "invitation.revoke", revoke)


@use_case
def lock(actor: Actor, person_id: int) -> None:
    """Lock an account: its sessions and codes end at once. Refused for the own one."""
    require(actor, Permission.ACCOUNT_MANAGE)
    if person_id == actor.person_id:
        raise Refused(Message(N_("You cannot lock your own account.")))

    def act(session: Session, account: Account) -> None:
        account.is_locked = True
        _end_sessions(session, account)
        revoke_codes(session, [account.id or 0])

    _act(actor, person_id, "account.lock", act)


@use_case
def unlock(actor: Actor, person_id: int) -> None:
    """Open a locked account again; its password is still the old one."""

    def act(_session: Session, account: Account) -> None:
        account.is_locked = False

    _act(actor, person_id, "account.unlock", act)


@use_case
def end_all_sessions(actor: Actor, person_id: int) -> None:
    """Log a person out of every browser."""
    _act(actor, person_id, "account.sessions.end", _end_sessions)


_LOCKED = Message(N_("The account is locked. Unlock it first."))


def _due(session: Session, person_id: int) -> Member:
    member, is_due = find_member(session, person_id)
    if not is_due:
        raise Refused(
            Message(N_("This person has no contract, enrolment or guardianship any more."))
        )
    return member


def _issue_one(session: Session, actor: Actor, member: Member, days: int) -> Issued:
    issued = issue(session, [member], days=days, actor=actor).get(member.person_id)
    if issued is None:
        raise Refused(_LOCKED)
    return issued


def _act(
    actor: Actor, person_id: int, action: str, act: Callable[[Session, Account], None]
) -> None:
    """Do something with the account of a person and record it; Forbidden without an account."""
    require(actor, Permission.ACCOUNT_MANAGE)
    with writing() as session:
        account = session.scalars(
            select(Account).where(col(Account.person_id) == person_id).with_for_update()
        ).one_or_none()
        if account is None:
            raise Forbidden(
                Attempt(action=Permission.ACCOUNT_MANAGE, entity="person", entity_id=person_id)
            )
        act(session, account)
        audit.record(session, actor=actor, action=action, entity="account", entity_id=account.id)


def _end_sessions(session: Session, account: Account) -> None:
    session.execute(
        update(LoginSession)
        .where(col(LoginSession.account_id) == account.id, col(LoginSession.revoked_at).is_(None))
        .values(revoked_at=clock.now())
    )
