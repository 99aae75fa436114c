"""What the school knows of its staff, loaded once for planning a whole file."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.models import (
    Account,
    FormerPersonalCode,
    Person,
    RoleGrant,
    StaffContract,
)
from ejournal_app.services.importing.person_plan import PersonRecord


class ContractRecord(NamedTuple):
    """A contract as on record."""

    contract_id: int
    person_id: int
    kind: str
    number: str
    position: str
    starts_on: date
    ends_on: date | None
    activated_at: datetime | None


class GrantRecord(NamedTuple):
    """A granted role as on record."""

    account_id: int
    role: str
    starts_on: date
    ends_on: date | None


@dataclass(kw_only=True)
class Snapshot:
    """The records a file is compared with."""

    people: dict[int, PersonRecord] = field(repr=False)
    former_codes: dict[str, int] = field(repr=False)
    contracts: list[ContractRecord]
    accounts: dict[int, int]
    """Person to account."""
    grants: dict[int, list[GrantRecord]]
    """Account to granted roles."""

    def __post_init__(self) -> None:
        self.by_code = {
            person.personal_code: person.person_id
            for person in self.people.values()
            if person.personal_code is not None
        }
        self.by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        for person in self.people.values():
            key = (person.family_name.casefold(), person.given_name.casefold())
            self.by_name[key].append(person.person_id)
        self.by_number = {contract.number: contract for contract in self.contracts}
        self.staff = {contract.person_id for contract in self.contracts}

    def first_day(
        self, person_id: int | None, role: str, from_day: date, today: date
    ) -> date | None:
        """Return from when a role wanted from a day on can be granted; None when it is already.

        A role that was taken away begins anew today, never in the days that are over.
        """
        account = self.accounts.get(person_id or 0)
        own = [grant for grant in self.grants.get(account or 0, []) if grant.role == role]
        if any(grant.ends_on is None or grant.ends_on >= max(from_day, today) for grant in own):
            return None
        if any(grant.ends_on is not None and grant.ends_on >= from_day for grant in own):
            return today
        return from_day

    def working(self, on: date) -> dict[int, ContractRecord]:
        """Return whoever has a contract on a day, with it."""
        return {
            contract.person_id: contract
            for contract in self.contracts
            if in_force((contract.starts_on, contract.ends_on), on)
        }


def load(session: Session) -> Snapshot:
    """Load everything a list of staff could touch."""

    def rows(statement: Select[*tuple[Any, ...]]) -> Any:
        return session.connection().execute(statement).all()

    grants: dict[int, list[GrantRecord]] = defaultdict(list)
    for row in rows(
        select(
            col(RoleGrant.account_id),
            col(RoleGrant.role),
            col(RoleGrant.starts_on),
            col(RoleGrant.ends_on),
        )
    ):
        grants[row[0]].append(GrantRecord(*row))
    people = rows(
        select(
            col(Person.id),
            col(Person.given_name),
            col(Person.family_name),
            col(Person.personal_code),
            col(Person.birth_date),
            col(Person.email),
            col(Person.phone),
        ).order_by(col(Person.id))
    )
    contracts = rows(
        select(
            col(StaffContract.id),
            col(StaffContract.person_id),
            col(StaffContract.kind),
            col(StaffContract.number),
            col(StaffContract.position),
            col(StaffContract.starts_on),
            col(StaffContract.ends_on),
            col(StaffContract.activated_at),
        ).order_by(col(StaffContract.starts_on), col(StaffContract.id))
    )
    return Snapshot(
        people={row[0]: PersonRecord(*row) for row in people},
        former_codes=dict(
            rows(select(col(FormerPersonalCode.code), col(FormerPersonalCode.person_id)))
        ),
        contracts=[ContractRecord(*row) for row in contracts],
        accounts=dict(rows(select(col(Account.person_id), col(Account.id)))),
        grants=grants,
    )
