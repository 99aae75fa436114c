"""The superuser's part: opening and closing the access of staff (Regulation 5, 7.2)."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import overlap
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, LoginSession, Person, RoleGrant, StaffContract
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.accounts.last_superuser import keeping_a_superuser
from ejournal_app.services.accounts.proposals import proposed_username
from ejournal_app.services.accounts.roles import add_grant
from ejournal_app.services.accounts.usernames import check_username, username_key
from ejournal_app.services.guard import use_case

from .entering import found_contract, staff_person

ACTIVATED = "staff.contract.activate"
"""What the audit trail calls the opening of the access a contract stands for."""


@use_case
def activate_contract(actor: Actor, contract_id: int, role: str = "", username: str = "") -> None:
    """Open the access a contract stands for; from its first day to its last it then works.

    A person without an account gets one, without a password, under the user name given or a
    proposed one. With `role` that role is granted as well, from the contract's first day on.
    """
    require(actor, Permission.ROLE_GRANT)
    if role and role not in set(GrantedRole):
        raise Refused(Message(N_("Choose a role.")), field="first_role")
    with writing() as session:
        contract = found_contract(session, contract_id, Permission.ROLE_GRANT)
        if contract.activated_at is not None:
            raise Refused(Message(N_("This contract is activated already.")))
        contract.activated_at = clock.now()
        contract.activated_by_id = actor.person_id or None
        audit.record(
            session,
            actor=actor,
            action=ACTIVATED,
            entity="staff_contract",
            entity_id=contract_id,
            after={"person_id": contract.person_id},
        )
        account, _ = open_account(session, actor, contract, username)
        if role and not _holds(session, account, GrantedRole(role), contract):
            add_grant(session, actor, account, GrantedRole(role), contract.starts_on)


@use_case
def lock_account(actor: Actor, person_id: int) -> None:
    """Close a person's account at once, whatever the contract says; open sessions end.

    Refused for the last superuser.
    """
    require(actor, Permission.ROLE_GRANT)
    with writing() as session, keeping_a_superuser(session):
        account = _staff_account(session, person_id)
        if account.is_locked:
            return
        account.is_locked = True
        _end_sessions(session, account)
        _record(session, actor, "account.lock", account)


@use_case
def unlock_account(actor: Actor, person_id: int) -> None:
    """Open a locked account again."""
    require(actor, Permission.ROLE_GRANT)
    with writing() as session:
        account = _staff_account(session, person_id)
        if account.is_locked:
            account.is_locked = False
            _record(session, actor, "account.unlock", account)


def account_of(session: Session, person_id: int) -> Account | None:
    """Return a person's account, None when there is none yet."""
    return session.scalars(select(Account).where(col(Account.person_id) == person_id)).first()


def _end_sessions(session: Session, account: Account) -> None:
    session.execute(
        update(LoginSession)
        .where(col(LoginSession.account_id) == account.id, col(LoginSession.revoked_at).is_(None))
        .values(revoked_at=clock.now())
    )


def _staff_account(session: Session, person_id: int) -> Account:
    staff_person(session, person_id, Permission.ROLE_GRANT)
    account = account_of(session, person_id)
    if account is None:
        raise Forbidden(Attempt(action=Permission.ROLE_GRANT, entity="person", entity_id=person_id))
    return account


def open_account(
    session: Session, actor: Actor, contract: StaffContract, username: str = ""
) -> tuple[int, bool]:
    """Return the account of a contract's person, and whether it was made just now."""
    known = account_of(session, contract.person_id)
    if known is not None:
        return known.id or 0, False
    person = session.get_one(Person, contract.person_id)
    name = _username(session, person, username)
    account = Account(person_id=contract.person_id, username=name, username_key=username_key(name))
    session.add(account)
    session.flush()
    _record(session, actor, "account.create", account)
    return account.id or 0, True


def _username(session: Session, person: Person, typed: str) -> str:
    if not typed.strip():
        return proposed_username(session, person.given_name, person.family_name)
    try:
        name = check_username(typed)
    except Refused as refusal:
        raise Refused(refusal.message, field="username") from None
    taken = select(col(Account.id)).where(col(Account.username_key) == username_key(name))
    if session.scalars(taken).first() is not None:
        raise Refused(Message(N_("This user name is taken.")), field="username")
    return name


def _holds(session: Session, account: int, role: GrantedRole, contract: StaffContract) -> bool:
    """Tell whether a role is granted already for some of the contract's days."""
    grants = session.scalars(
        select(RoleGrant).where(col(RoleGrant.account_id) == account, col(RoleGrant.role) == role)
    )
    days = (contract.starts_on, None)
    return any(overlap((grant.starts_on, grant.ends_on), days) for grant in grants)


def _record(session: Session, actor: Actor, action: str, account: Account) -> None:
    audit.record(session, actor=actor, action=action, entity="account", entity_id=account.id)
