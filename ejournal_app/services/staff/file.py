"""Everything about a member of staff on one page: contracts, account, roles, rights in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, AuditEntry, Person, RoleGrant, StaffContract
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit
from ejournal_app.services.accounts.proposals import proposed_username
from ejournal_app.services.guard import use_case

from .entering import ENTERED, staff_person
from .opening import account_of
from .rights import Rights, rights_of
from .standing import AccessState, access_state


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCard:
    """A contract: who entered it and who activated it."""

    contract_id: int
    kind: str
    number: str
    position: str
    starts_on: date
    ends_on: date | None
    in_force: bool
    entered_by: str
    entered_at: datetime | None
    """None when it came with an import or before there was a trail."""
    activated_by: str
    activated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCard:
    """A granted role: from when to when, and by whom."""

    grant_id: int
    role: GrantedRole
    starts_on: date
    ends_on: date | None
    granted_by: str
    is_over: bool
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFile:
    """A member of staff."""

    person_id: int
    given_name: str
    family_name: str
    personal_code: str
    """Empty for those who do not keep these records."""
    birth_date: date | None
    email: str
    phone: str
    contracts: tuple[ContractCard, ...]
    """The latest first."""
    username: str
    """Empty without an account."""
    proposed_username: str
    is_locked: bool
    has_password: bool
    last_login_at: datetime | None
    grants: tuple[GrantCard, ...]
    """The latest first."""
    state: AccessState
    rights: Rights
    may_write: bool
    may_open: bool


@use_case
def staff_file(actor: Actor, person_id: int) -> StaffFile:
    """Return a member of staff; a reading that shows the personal code is recorded."""
    require(actor, Permission.STAFF_LIST)
    today = clock.today()
    may_write = allows(actor, Permission.STAFF_WRITE)
    with writing() as session:
        person = staff_person(session, person_id, Permission.STAFF_LIST)
        contracts = session.scalars(
            select(StaffContract)
            .where(col(StaffContract.person_id) == person_id)
            .order_by(col(StaffContract.starts_on).desc(), col(StaffContract.id).desc())
        ).all()
        account = account_of(session, person_id)
        grants = _grants(session, account)
        if may_write:
            audit.record(
                session,
                actor=actor,
                action=Permission.STAFF_LIST,
                entity="person",
                entity_id=person_id,
            )
        return StaffFile(
            person_id=person_id,
            given_name=person.given_name,
            family_name=person.family_name,
            personal_code=(person.personal_code or "") if may_write else "",
            birth_date=person.birth_date if may_write else None,
            email=person.email or "",
            phone=person.phone or "",
            contracts=_contract_cards(session, contracts, today),
            username=account.username if account is not None else "",
            proposed_username=proposed_username(session, person.given_name, person.family_name)
            if account is None
            else "",
            is_locked=account is not None and account.is_locked,
            has_password=account is not None and account.password_hash is not None,
            last_login_at=account.last_login_at if account is not None else None,
            grants=_grant_cards(session, grants, today),
            state=access_state(contracts, account, grants, today),
            rights=rights_of(session, person, account, today),
            may_write=may_write,
            may_open=allows(actor, Permission.ROLE_GRANT),
        )


def _grants(session: Session, account: Account | None) -> list[RoleGrant]:
    if account is None:
        return []
    return list(
        session.scalars(
            select(RoleGrant)
            .where(col(RoleGrant.account_id) == account.id)
            .order_by(col(RoleGrant.starts_on).desc(), col(RoleGrant.id).desc())
        )
    )


def _contract_cards(
    session: Session, contracts: Collection[StaffContract], today: date
) -> tuple[ContractCard, ...]:
    names = _names(session, {one.activated_by_id for one in contracts})
    entered = {
        entry.entity_id: entry
        for entry in session.scalars(
            select(AuditEntry).where(
                col(AuditEntry.action) == ENTERED,
                col(AuditEntry.entity_id).in_([one.id for one in contracts]),
            )
        )
    }
    return tuple(
        ContractCard(
            contract_id=one.id or 0,
            kind=one.kind,
            number=one.number,
            position=one.position,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            in_force=in_force((one.starts_on, one.ends_on), today),
            entered_by=entered[one.id].actor_name if one.id in entered else "",
            entered_at=entered[one.id].at if one.id in entered else None,
            activated_by=names.get(one.activated_by_id or 0, ""),
            activated_at=one.activated_at,
        )
        for one in contracts
    )


def _grant_cards(
    session: Session, grants: Collection[RoleGrant], today: date
) -> tuple[GrantCard, ...]:
    names = _names(session, {one.granted_by_id for one in grants})
    return tuple(
        GrantCard(
            grant_id=one.id or 0,
            role=GrantedRole(one.role),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            granted_by=names.get(one.granted_by_id or 0, ""),
            is_over=one.ends_on is not None and one.ends_on < today,
            in_force=in_force((one.starts_on, one.ends_on), today),
        )
        for one in grants
    )


def _names(session: Session, person_ids: Collection[int | None]) -> dict[int, str]:
    people = session.scalars(
        select(Person).where(col(Person.id).in_([one for one in person_ids if one is not None]))
    )
    return {person.id or 0: f"{person.given_name} {person.family_name}" for person in people}
