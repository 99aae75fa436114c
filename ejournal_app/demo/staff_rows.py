"""Staff as rows: persons, contracts, accounts and granted roles (Regulation 5, 7.2)."""

from datetime import date, datetime, time, timedelta

from ejournal_app.clock import RIGA
from ejournal_app.persistence.models import (
    Account,
    ContractKind,
    RoleGrant,
    StaffContract,
)
from ejournal_app.services.accounts.passwords import hash_password
from ejournal_app.services.accounts.usernames import username_key

from .logins import DEMO_PASSWORD
from .names import username
from .person_rows import People, adult_birth_date
from .sizes import random_for
from .staff import Staff, StaffPlan
from .tables import Tables


class Accounts:
    """Adds accounts, no two with the same user name; only those of the demo can be logged in to."""

    def __init__(self, tables: Tables) -> None:
        """Hash the one password of the demo."""
        self._tables = tables
        self._hash = hash_password(DEMO_PASSWORD)
        self._taken: set[str] = set()

    def add(self, person_id: int, name: str, *, can_log_in: bool) -> int:
        """Add the account of a person; a taken user name gets a number."""
        free, number = name, 1
        while free in self._taken:
            number += 1
            free = f"{name}{number}"
        self._taken.add(free)
        return self._tables.add(
            Account,
            person_id=person_id,
            username=free,
            username_key=username_key(free),
            password_hash=self._hash if can_log_in else None,
        )


def add_staff(
    tables: Tables, people: People, accounts: Accounts, staff: Staff, school_id: int, today: date
) -> None:
    """Add everybody who works, worked or will work at the school."""
    random = random_for("staff people")
    for plan in staff.everybody:
        born = adult_birth_date(random, plan.starts_on, 23, 40)
        plan.person_id = people.add(plan.given_name, plan.family_name, born, contacts=True)
    superuser = next(one for one in staff.everybody if one.account == "virslietotajs")
    for plan in staff.everybody:
        # Those still to come are entered by the clerk and wait for the superuser.
        activated = plan.starts_on <= today
        tables.add(
            StaffContract,
            school_id=school_id,
            person_id=plan.person_id,
            kind=str(plan.kind),
            number=_contract_number(plan),
            position=plan.position,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            activated_at=_office_hours(plan.starts_on) if activated else None,
            activated_by_id=superuser.person_id if activated else None,
        )
        if not activated:
            continue
        account = accounts.add(
            plan.person_id,
            plan.account or username(plan.given_name, plan.family_name),
            can_log_in=bool(plan.account),
        )
        tables.add(
            RoleGrant,
            school_id=school_id,
            account_id=account,
            role=str(plan.role),
            starts_on=plan.starts_on,
            granted_by_id=superuser.person_id,
        )


def _contract_number(plan: StaffPlan) -> str:
    kind = "UL" if plan.kind == ContractKind.SERVICES else "DL"
    return f"{kind}-{plan.starts_on.year}/{plan.number}"


def _office_hours(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), RIGA) - timedelta(days=1)
