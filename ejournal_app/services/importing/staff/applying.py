"""Carrying out the plan of an import of staff, whole or not at all (Regulation 5, 7.2).

The superuser who applies the file answers for it as for the same done by hand: contracts are
activated, accounts opened without a password, roles granted from the contract's first day on.
"""

from typing import Any

from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Account,
    FormerPersonalCode,
    Person,
    RoleGrant,
    School,
    StaffContract,
)
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services.accounts.last_superuser import keeping_a_superuser
from ejournal_app.services.accounts.roles import add_grant
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import AppliedImport, open_run
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.draft_rows import become, take
from ejournal_app.services.importing.problems import HasRowProblems, PlanIsStale
from ejournal_app.services.importing.progress import Progress, silent
from ejournal_app.services.people.writing import record_added, record_changed, shown
from ejournal_app.services.staff.entering import contract_values, record_contract
from ejournal_app.services.staff.opening import ACTIVATED, open_account

from .plan_model import PlannedStaff, StaffKind, StaffPlan
from .planning import build_plan


@use_case
def apply(
    actor: Actor,
    plan: StaffPlan,
    *,
    skip_errors: bool = False,
    progress: Progress = silent,
    draft_id: int | None = None,
) -> AppliedImport:
    """Carry out a plan in one transaction and return the run that can be undone.

    Refused with nothing written when rows have faults and `skip_errors` is not set, when the
    school's data are no longer those the plan was made from, or when nobody would be left as
    superuser. With nothing to change no run is stored. A draft is applied once.
    """
    require(actor, Permission.ROLE_GRANT)
    if plan.problems and not skip_errors:
        raise HasRowProblems(plan.problems)
    with writing() as session, keeping_a_superuser(session):
        school_id = school_id_of(session)
        # Imports of one school wait for each other.
        session.exec(select(School).where(col(School.id) == school_id).with_for_update()).one()
        earlier = take(session, RunKind.STAFF, draft_id)
        if earlier is not None:
            return AppliedImport(run_id=earlier)
        if build_plan(session, plan.source) != plan:
            raise PlanIsStale
        if plan.is_empty:
            return AppliedImport(counts=plan.counts)
        run_id = open_run(
            session,
            actor=actor,
            school_id=school_id,
            kind=RunKind.STAFF,
            file_name=plan.source.file.name,
            sha256=plan.source.file.sha256,
            valid_from=plan.on,
            summary=dict(plan.counts),
        )
        log = ChangeLog(session)
        rows = [row for row in plan.rows if row.kind is not StaffKind.UNCHANGED]
        writer = _Writer(session, actor, school_id, log)
        for done, row in enumerate(rows):
            progress(done, len(rows) + 1)
            writer.write(row)
        log.write(run_id)
        become(session, RunKind.STAFF, draft_id, run_id)
    return AppliedImport(run_id=run_id, counts=plan.counts)


class _Writer:
    """Writes the rows of a plan one after another, each with its entries in the trail."""

    def __init__(self, session: Session, actor: Actor, school_id: int, log: ChangeLog) -> None:
        self._session = session
        self._actor = actor
        self._school_id = school_id
        self._log = log
        self._added: dict[str, Person] = {}
        """Persons added by this file, by key."""

    def write(self, row: PlannedStaff) -> None:
        person = self._person(row)
        contract = self._contract(row, person)
        account = self._account(contract)
        for step in row.roles:
            grant = add_grant(self._session, self._actor, account, step.role, step.starts_on)
            self._log.note_added(self._session.get_one(RoleGrant, grant))

    def _person(self, row: PlannedStaff) -> Person:
        step = row.person
        if step.person_id is None:
            known = self._added.get(step.key)
            if known is not None:
                return known
            person = Person(**step.values)
            self._log.add(person)
            self._session.flush()
            record_added(self._session, self._actor, person)
            self._added[step.key] = person
            return person
        person = self._session.get_one(Person, step.person_id)
        if step.values:
            before = shown(person)
            self._log.change(person, step.values)
            for code in step.former_codes:
                self._log.add(
                    FormerPersonalCode(
                        person_id=step.person_id, code=code, changed_on=clock.today()
                    )
                )
            changed = "personal_code" in step.values
            record_changed(self._session, self._actor, person, before, new_code=changed)
        return person

    def _contract(self, row: PlannedStaff, person: Person) -> StaffContract:
        step = row.contract
        opened: dict[str, Any] = {}
        if step.activates:
            opened = {
                "activated_at": clock.now(),
                "activated_by_id": self._actor.person_id or None,
            }
        if step.contract_id is None:
            contract = StaffContract(
                school_id=self._school_id, person_id=person.id or 0, **step.values, **opened
            )
            self._log.add(contract)
            self._session.flush()
            record_contract(self._session, self._actor, contract, None)
            return contract
        contract = self._session.get_one(StaffContract, step.contract_id)
        if step.values or opened:
            before = contract_values(contract)
            self._log.change(contract, {**step.values, **opened})
            self._session.flush()
            action = "" if step.values else ACTIVATED
            record_contract(self._session, self._actor, contract, before, action)
        return contract

    def _account(self, contract: StaffContract) -> int:
        account, is_new = open_account(self._session, self._actor, contract)
        if is_new:
            self._log.note_added(self._session.get_one(Account, account))
        return account
