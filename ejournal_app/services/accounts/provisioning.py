"""Giving and taking access: accounts, first passwords, granted roles (Regulation 4, 5, 7.2)."""

from datetime import date, timedelta

from sqlalchemy import exists, or_, update
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, LoginSession, RoleGrant, StaffContract
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

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


@use_case
def revoke_role(actor: Actor, grant_id: int) -> None:
    """End a granted role at once; Refused for the school's last superuser (Regulation 7.2)."""
    attempt = Attempt(action="role.revoke", entity="role_grant", entity_id=grant_id)
    if not actor.has(GrantedRole.SUPERUSER):
        raise Forbidden(attempt)
    today = clock.today()
    with writing() as session:
        grant = session.get(RoleGrant, grant_id)
        if grant is None:
            raise Forbidden(attempt)
        if grant.role == GrantedRole.SUPERUSER and not _another_superuser(session, grant, today):
            raise Refused(Message(N_("The last superuser cannot be removed.")))
        before = {"role": grant.role, "ends_on": _iso(grant.ends_on)}
        if grant.starts_on < today:
            grant.ends_on = _earlier(grant.ends_on, today - timedelta(days=1))
        else:
            session.delete(grant)  # it was in force on no whole day; the trail keeps it
        audit.record(
            session,
            actor=actor,
            action="role.revoke",
            entity="role_grant",
            entity_id=grant_id,
            before={**before, "account_id": grant.account_id},
            after={"ends_on": _iso(today - timedelta(days=1))},
        )


def _record(session: Session, actor: Actor | None, action: str, account_id: int | None) -> None:
    audit.record(session, actor=actor, action=action, entity="account", entity_id=account_id)


def _another_superuser(session: Session, leaving: RoleGrant, today: date) -> bool:
    """Tell whether somebody else can really act as superuser of the school today."""
    in_force = (
        RoleGrant.school_id == leaving.school_id,
        RoleGrant.role == GrantedRole.SUPERUSER,
        RoleGrant.starts_on <= today,
        or_(col(RoleGrant.ends_on).is_(None), col(RoleGrant.ends_on) >= today),
    )
    # PostgreSQL: two superusers who remove each other at once must wait for one another.
    session.exec(
        select(RoleGrant.id).where(*in_force).order_by(col(RoleGrant.id)).with_for_update()
    ).all()
    other = (
        select(RoleGrant.id)
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .where(
            *in_force,
            RoleGrant.id != leaving.id,
            col(Account.is_locked).is_(False),
            col(Account.password_hash).is_not(None),
            exists().where(
                col(StaffContract.person_id) == col(Account.person_id),
                col(StaffContract.school_id) == leaving.school_id,
                col(StaffContract.activated_at).is_not(None),
                col(StaffContract.starts_on) <= today,
                or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= today),
            ),
        )
    )
    return session.exec(other).first() is not None


def _earlier(known: date | None, day: date) -> date:
    return day if known is None else min(known, day)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
