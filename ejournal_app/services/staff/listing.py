"""The list of staff: who works or worked here, as what, until when, and how access stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Account, Person, RoleGrant, StaffContract
from ejournal_app.services.lists.definition import Cell, Column, Filter, ListDefinition

from .standing import LOOKS, WORDS, AccessState, access_state, leading_contract

ROLE_WORDS = {
    GrantedRole.SUPERUSER: N_("Superuser"),
    GrantedRole.MANAGEMENT: N_("School management"),
    GrantedRole.CLERK: N_("Records clerk"),
    GrantedRole.TEACHER: N_("Teacher"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A member of staff, present or former."""

    person_id: int
    given_name: str
    family_name: str
    position: str
    until: date | None
    """Last day of the leading contract."""
    roles: tuple[GrantedRole, ...]
    """Granted today."""
    state: AccessState
    last_login_at: datetime | None


def _load(_actor: Actor) -> Sequence[StaffRow]:
    today = clock.today()
    contracts: dict[int, list[StaffContract]] = defaultdict(list)
    grants: dict[int, list[RoleGrant]] = defaultdict(list)
    with reading() as session:
        for contract in session.scalars(select(StaffContract)):
            contracts[contract.person_id].append(contract)
        for grant in session.scalars(select(RoleGrant)):
            grants[grant.account_id].append(grant)
        is_staff = select(col(StaffContract.person_id))
        accounts = {
            account.person_id: account
            for account in session.scalars(
                select(Account).where(col(Account.person_id).in_(is_staff))
            )
        }
        people = session.scalars(select(Person).where(col(Person.id).in_(is_staff))).all()
    rows: list[StaffRow] = []
    for person in people:
        own = contracts[person.id or 0]
        account = accounts.get(person.id or 0)
        granted = grants[account.id or 0] if account is not None else []
        leading = leading_contract(own, today)
        rows.append(
            StaffRow(
                person_id=person.id or 0,
                given_name=person.given_name,
                family_name=person.family_name,
                position=leading.position,
                until=leading.ends_on,
                roles=tuple(
                    role
                    for role in GrantedRole
                    if any(
                        one.role == role and in_force((one.starts_on, one.ends_on), today)
                        for one in granted
                    )
                ),
                state=access_state(own, account, granted, today),
                last_login_at=account.last_login_at if account is not None else None,
            )
        )
    return sorted(rows, key=lambda row: person_key(row.family_name, row.given_name))


def _roles(row: StaffRow) -> Cell:
    if not row.roles:
        return None
    first, *others = (Message(ROLE_WORDS[role]) for role in row.roles)
    words = first
    for other in others:
        words = Message(N_("{one}, {other}"), {"one": words, "other": other})
    return words


STAFF = ListDefinition[StaffRow](
    key="personals",
    title=N_("Staff"),
    permission=Permission.STAFF_LIST,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(key="position", title=N_("Position"), cell=lambda row: row.position),
        Column(key="until", title=N_("Contract until"), cell=lambda row: row.until),
        Column(
            key="roles", title=N_("Roles today"), cell=_roles, order=lambda row: tuple(row.roles)
        ),
        Column(
            key="access",
            title=N_("Access"),
            cell=lambda row: WORDS[row.state],
            look=lambda row: LOOKS[row.state],
        ),
        Column(key="login", title=N_("Last log-in"), cell=lambda row: row.last_login_at),
    ),
    filters=(
        Filter(
            key="role",
            title=N_("Role"),
            values_of=lambda row: row.roles,
            labels={str(role): Message(words) for role, words in ROLE_WORDS.items()},
        ),
        Filter(
            key="access",
            title=N_("Access"),
            values_of=lambda row: (row.state,),
            labels={str(state): words for state, words in WORDS.items()},
        ),
    ),
    href=lambda row: f"/personals/{row.person_id}",
    found_by=lambda row: f"{row.given_name} {row.family_name} {row.position}",
)
