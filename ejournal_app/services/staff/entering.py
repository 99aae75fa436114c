"""The clerk's part: entering persons who work here and their contracts (Regulation 5).

What is entered opens nothing: the superuser activates it (`opening.py`). A contract that has ended,
or whose first day is changed, loses its activation: what was closed is opened by the superuser.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Person, StaffContract
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit
from ejournal_app.services.accounts.last_superuser import keeping_a_superuser
from ejournal_app.services.guard import use_case
from ejournal_app.services.people.likenesses import Likeness
from ejournal_app.services.people.person_form import PersonForm, read_person
from ejournal_app.services.people.writing import change_person, entered_person

from .contract_form import ContractData, ContractForm, read_contract, refuse_taken_number

ENTERED = "staff.contract.add"
"""What the audit trail calls the entering of a contract."""
CHANGED = "staff.contract.change"

_ENTITY = "staff_contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Who was entered, or who it may be: then nothing was written yet."""

    person_id: int | None = None
    likenesses: tuple[Likeness, ...] = ()
    warning: Message | None = None


@use_case
def enter_staff(
    actor: Actor, person: PersonForm, contract: ContractForm, same_as: str = ""
) -> Entered:
    """Enter a person with a contract.

    When somebody on record may be the same person, nothing is written and they are returned;
    `same_as` then says who it is: an id, or `new`.
    """
    require(actor, Permission.STAFF_WRITE)
    data, terms = read_person(person), read_contract(contract)
    with writing() as session:
        refuse_taken_number(session, terms.number)
        found = entered_person(session, actor, data, same_as)
        if not isinstance(found, Person):
            return Entered(likenesses=found, warning=data.warning)
        _add(session, actor, found.id or 0, terms)
        return Entered(person_id=found.id, warning=data.warning)


@use_case
def add_contract(actor: Actor, person_id: int, contract: ContractForm) -> int:
    """Add one more contract of somebody who works or worked here; return its id."""
    require(actor, Permission.STAFF_WRITE)
    terms = read_contract(contract)
    with writing() as session:
        staff_person(session, person_id, Permission.STAFF_WRITE)
        refuse_taken_number(session, terms.number)
        return _add(session, actor, person_id, terms)


@use_case
def change_contract(actor: Actor, contract_id: int, contract: ContractForm) -> None:
    """Change a contract: its terms, or its last day, with which access ends (Regulation 5).

    Refused when that would take the last superuser away.
    """
    require(actor, Permission.STAFF_WRITE)
    terms = read_contract(contract)
    with writing() as session, keeping_a_superuser(session):
        row = found_contract(session, contract_id, Permission.STAFF_WRITE)
        refuse_taken_number(session, terms.number, but=contract_id)
        before = contract_values(row)
        closed = row.ends_on is not None and row.ends_on < clock.today()
        reopened = closed and (terms.ends_on is None or terms.ends_on > (row.ends_on or date.min))
        if (reopened or terms.starts_on != row.starts_on) and not allows(
            actor, Permission.ROLE_GRANT
        ):
            row.activated_at = row.activated_by_id = None
        row.kind, row.number, row.position = terms.kind, terms.number, terms.position
        row.starts_on, row.ends_on = terms.starts_on, terms.ends_on
        if contract_values(row) != before:
            record_contract(session, actor, row, before)


@use_case
def remove_contract(actor: Actor, contract_id: int, *, typed: str) -> bool:
    """Remove a contract entered by mistake; Refused once it was activated: then it is ended.

    A person who has nothing else to do with the school goes with the last contract; returns
    whether the person is still among the staff. Refused when what was typed is not the name of
    the person.
    """
    require(actor, Permission.STAFF_WRITE)
    with writing() as session:
        row = found_contract(session, contract_id, Permission.STAFF_WRITE)
        if row.activated_at is not None:
            raise Refused(Message(N_("An activated contract is ended, not removed.")))
        before, person_id = contract_values(row), row.person_id
        person = session.get_one(Person, person_id)
        require_typed(typed, f"{person.given_name} {person.family_name}")
        session.delete(row)
        session.flush()
        audit.record(
            session,
            actor=actor,
            action="staff.contract.remove",
            entity=_ENTITY,
            entity_id=contract_id,
            before={"person_id": person_id, **before},
        )
        other = select(col(StaffContract.id)).where(col(StaffContract.person_id) == person_id)
        if session.scalars(other).first() is not None:
            return True
        _remove_if_nobody(session, actor, person_id)
        return False


@use_case
def change_staff_person(actor: Actor, person_id: int, person: PersonForm) -> Message | None:
    """Change name, code and contacts of somebody who works here; return what to look at again."""
    require(actor, Permission.STAFF_WRITE)
    data = read_person(person)
    with writing() as session:
        row = staff_person(session, person_id, Permission.STAFF_WRITE)
        change_person(session, actor, row, data)
        return data.warning


def staff_person(session: Session, person_id: int, permission: Permission) -> Person:
    """Return somebody who has or had a contract here; Forbidden for anybody else."""
    person = session.scalars(
        select(Person).where(
            col(Person.id) == person_id,
            col(Person.id).in_(select(col(StaffContract.person_id))),
        )
    ).first()
    if person is None:
        raise Forbidden(Attempt(action=permission, entity="person", entity_id=person_id))
    return person


def found_contract(session: Session, contract_id: int, permission: Permission) -> StaffContract:
    """Return a contract; Forbidden when there is none with this id."""
    row = session.get(StaffContract, contract_id)
    if row is None:
        raise Forbidden(Attempt(action=permission, entity=_ENTITY, entity_id=contract_id))
    return row


def _add(session: Session, actor: Actor, person_id: int, terms: ContractData) -> int:
    row = StaffContract(
        school_id=school_id_of(session),
        person_id=person_id,
        kind=terms.kind,
        number=terms.number,
        position=terms.position,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
    )
    session.add(row)
    session.flush()
    record_contract(session, actor, row, None)
    return row.id or 0


def _remove_if_nobody(session: Session, actor: Actor, person_id: int) -> None:
    """Remove a person nothing refers to; the database itself knows what refers to it."""
    try:
        with session.begin_nested():
            session.delete(session.get_one(Person, person_id))
    except IntegrityError:
        return
    audit.record(session, actor=actor, action="person.remove", entity="person", entity_id=person_id)


def contract_values(row: StaffContract) -> dict[str, str | None]:
    """Return what the trail holds of a contract."""
    return {
        "kind": str(row.kind),
        "number": row.number,
        "position": row.position,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "activated": "no" if row.activated_at is None else "yes",
    }


def record_contract(
    session: Session,
    actor: Actor,
    row: StaffContract,
    before: dict[str, str | None] | None,
    action: str = "",
) -> None:
    """Write into the trail that a contract was entered, or what of it differs from `before`."""
    audit.record(
        session,
        actor=actor,
        action=action or (ENTERED if before is None else CHANGED),
        entity=_ENTITY,
        entity_id=row.id,
        before=before,
        after={"person_id": row.person_id, **contract_values(row)},
    )
