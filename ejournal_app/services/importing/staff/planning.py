"""The plan of an import of staff: the file against what the school knows, with no write."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain import personal_code
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import ContractKind
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.person_plan import FieldChange, PersonStep, plan_person
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.stated_people import StatedPeople
from ejournal_app.services.staff.contract_form import CONTRACT_WORDS
from ejournal_app.services.staff.listing import ROLE_WORDS

from .columns import COLUMNS
from .matching import Match, match_staff
from .parsing import StaffFile, StaffRow
from .plan_model import (
    ContractStep,
    MissingStaff,
    PlannedStaff,
    RoleStep,
    StaffKind,
    StaffPlan,
)
from .snapshot import ContractRecord, Snapshot, load

_TITLES = {column.key: column.title for column in COLUMNS}
_LABELS = {
    "kind": N_("kind of contract"),
    "position": N_("position"),
    "starts_on": N_("contract from"),
    "ends_on": N_("contract until"),
}


@use_case
def plan(actor: Actor, source: StaffFile) -> StaffPlan:
    """Return what applying a file would do today; writes nothing (Regulation 5, 7.2)."""
    require(actor, Permission.ROLE_GRANT)
    with reading() as session:
        return build_plan(session, source)


def build_plan(session: Session, source: StaffFile) -> StaffPlan:
    """Compare a file with the database as the session sees it."""
    return _Planner(source, load(session), clock.today()).plan()


class _Planner:
    """Plans one file row by row, gathering every fault."""

    def __init__(self, source: StaffFile, snapshot: Snapshot, today: date) -> None:
        self._source = source
        self._snapshot = snapshot
        self._today = today
        self._problems: list[RowProblem] = list(source.problems)
        self._stated = StatedPeople()
        self._named: set[int] = set()
        self._with_account = set(snapshot.accounts)
        self._promised: set[tuple[Any, str]] = set()
        """Person, or key of a new one, and a role that a row before grants already."""
        self._met: set[str] = set()
        """Keys of new persons of rows before."""

    def plan(self) -> StaffPlan:
        rows = [planned for row in self._source.staff for planned in self._row(row)]
        return StaffPlan(
            source=self._source,
            on=self._today,
            rows=tuple(rows),
            missing=tuple(self._missing()),
            problems=tuple(sorted(self._problems, key=lambda problem: problem.row)),
        )

    def _row(self, row: StaffRow) -> Iterator[PlannedStaff]:
        """Yield the plan of a row, or nothing when it has a fault."""
        try:
            match = match_staff(row, self._snapshot)
        except Refused as refusal:
            self._problem(row, "code", refusal.message)
            return
        if match.person_id is not None:
            self._named.add(match.person_id)
        if not self._is_sound(row, match):
            return
        record = self._snapshot.people[match.person_id] if match.person_id is not None else None
        key = row.code or f"row {row.row}"
        person, changes = plan_person(self._values(row), record, key=key)
        former = self._former(person, record.personal_code if record else None)
        contract, about_contract = _contract(row, self._snapshot.by_number.get(row.number))
        who = match.person_id if match.person_id is not None else key
        roles = tuple(self._roles(row, who, match.person_id))
        opens_account = self._opens_account(match.person_id, key)
        is_new = match.person_id not in self._snapshot.staff
        changes += about_contract
        changes += [
            FieldChange(Message(N_("role")), "", Message(ROLE_WORDS[step.role])) for step in roles
        ]
        if opens_account:
            changes.append(FieldChange(Message(N_("account")), "", Message(N_("a new one"))))
        kind = StaffKind.CHANGED if changes or person.values else StaffKind.UNCHANGED
        yield PlannedStaff(
            row=row.row,
            kind=StaffKind.NEW if is_new else kind,
            name=row.name,
            position=row.position,
            person=former,
            contract=contract,
            opens_account=opens_account,
            roles=roles,
            changes=tuple(changes),
            notes=(*row.notes, *match.notes),
        )

    def _values(self, row: StaffRow) -> dict[str, Any]:
        """Return what the row says of the person; an empty cell erases nothing."""
        values: dict[str, Any] = {"family_name": row.family_name, "given_name": row.given_name}
        values |= {
            key: value for key, value in (("email", row.email), ("phone", row.phone)) if value
        }
        # A code on record is newer than one the record calls former.
        if row.code is not None and row.code not in self._snapshot.former_codes:
            values["personal_code"] = row.code
            born = personal_code.birth_date(row.code)
            if born is not None:
                values["birth_date"] = born
        return values

    def _former(self, person: PersonStep, old: str | None) -> PersonStep:
        """Return the step with the code it replaces: former codes are kept."""
        if old is None or person.values.get("personal_code", old) == old:
            return person
        known = personal_code.parse(old).code
        return PersonStep(
            person_id=person.person_id,
            values=person.values,
            former_codes=(known,) if known not in self._snapshot.former_codes else (),
            key=person.key,
        )

    def _is_sound(self, row: StaffRow, match: Match) -> bool:
        """Tell whether the row speaks against nothing on record and no row before it."""
        contract = self._snapshot.by_number.get(row.number)
        if contract is not None and contract.person_id != match.person_id:
            holder = self._snapshot.people[contract.person_id].name
            taken = Message(
                N_("A contract with this number is entered already: {name}."), {"name": holder}
            )
            self._problem(row, "number", taken)
            return False
        stated = {
            "family_name": row.family_name,
            "given_name": row.given_name,
            "email": row.email,
            "phone": row.phone,
        }
        if row.code is not None or match.person_id is not None:
            try:
                self._stated.check(match.person_id or row.code, stated, row.row)
            except Refused as refusal:
                self._problem(row, "code", refusal.message)
                return False
        return True

    def _roles(self, row: StaffRow, who: Any, person_id: int | None) -> Iterator[RoleStep]:
        if row.ends_on is not None and row.ends_on < self._today:
            return  # a contract of the past opens nothing
        for role in row.roles:
            first = self._snapshot.first_day(person_id, role, row.starts_on, self._today)
            if first is not None and (who, role) not in self._promised:
                self._promised.add((who, role))
                yield RoleStep(role=role, starts_on=first)

    def _opens_account(self, person_id: int | None, key: str) -> bool:
        """Tell whether this row is the first of somebody without an account."""
        if person_id is not None:
            fresh = person_id not in self._with_account
            self._with_account.add(person_id)
            return fresh
        fresh = key not in self._met
        self._met.add(key)
        return fresh

    def _missing(self) -> list[MissingStaff]:
        missing = [
            MissingStaff(
                person_id=person_id,
                name=self._snapshot.people[person_id].name,
                position=contract.position,
            )
            for person_id, contract in self._snapshot.working(self._today).items()
            if person_id not in self._named
        ]
        return sorted(missing, key=lambda one: sort_key(one.name))

    def _problem(self, row: StaffRow, key: str, problem: Message) -> None:
        heading = self._source.headings.get(key, _TITLES[key])
        self._problems.append(RowProblem(row.row, heading, problem))


def _contract(
    row: StaffRow, record: ContractRecord | None
) -> tuple[ContractStep, list[FieldChange]]:
    """Return what the row does to its contract; an empty cell erases nothing."""
    values: dict[str, Any] = {"position": row.position, "starts_on": row.starts_on}
    if row.ends_on is not None:
        values["ends_on"] = row.ends_on
    if row.kind is not None:
        values["kind"] = str(row.kind)
    if record is None:
        values |= {"kind": str(row.kind or ContractKind.EMPLOYMENT), "number": row.number}
        label = Message(N_("contract"))
        change = FieldChange(label, "", Message(N_("No {number}"), {"number": row.number}))
        return ContractStep(contract_id=None, values=values, activates=True), [change]
    different = {key: value for key, value in values.items() if getattr(record, key) != value}
    changes = [
        FieldChange(Message(_LABELS[key]), _shown(key, getattr(record, key)), _shown(key, value))
        for key, value in different.items()
    ]
    activates = record.activated_at is None
    if activates:
        label = Message(N_("access"))
        changes.append(FieldChange(label, Message(N_("closed")), Message(N_("open"))))
    step = ContractStep(contract_id=record.contract_id, values=different, activates=activates)
    return step, changes


def _shown(key: str, value: Any) -> Any:
    if value is None:
        return ""
    return Message(CONTRACT_WORDS[ContractKind(value)]) if key == "kind" else value
