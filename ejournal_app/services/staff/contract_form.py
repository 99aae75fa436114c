"""What the clerk types of a contract (darba vai uzņēmuma līgums, Regulation 5)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import ContractKind, Person, StaffContract

CONTRACT_WORDS: dict[str, str] = {
    ContractKind.EMPLOYMENT: N_("Employment contract"),
    ContractKind.SERVICES: N_("Contract for services"),
}

LONGEST_NUMBER = 40
LONGEST_POSITION = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractForm:
    """A contract as typed."""

    kind: str = ""
    number: str = ""
    position: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractData:
    """A contract as it will be stored."""

    kind: ContractKind
    number: str
    position: str
    starts_on: date
    ends_on: date | None


def read_contract(form: ContractForm) -> ContractData:
    """Return what a form says of a contract; Refused, naming the field, for what cannot be."""
    if form.kind not in set(ContractKind):
        raise Refused(Message(N_("Choose the kind of contract.")), field="kind")
    if form.starts_on is None:
        raise Refused(Message(N_("This must be filled in.")), field="starts_on")
    if form.ends_on is not None and form.ends_on < form.starts_on:
        raise Refused(
            Message(N_("The last day is before the first one, {day}."), {"day": form.starts_on}),
            field="ends_on",
        )
    return ContractData(
        kind=ContractKind(form.kind),
        number=_line(form.number, "number", LONGEST_NUMBER),
        position=_line(form.position, "position", LONGEST_POSITION),
        starts_on=form.starts_on,
        ends_on=form.ends_on,
    )


def refuse_taken_number(session: Session, number: str, but: int | None = None) -> None:
    """Refuse a number another contract of the school has."""
    taken = session.execute(
        select(col(Person.given_name), col(Person.family_name))
        .join(StaffContract, col(StaffContract.person_id) == col(Person.id))
        .where(col(StaffContract.number) == number, col(StaffContract.id) != (but or 0))
    ).first()
    if taken is not None:
        raise Refused(
            Message(
                N_("A contract with this number is entered already: {name}."),
                {"name": " ".join(taken)},
            ),
            field="number",
        )


def _line(text: str, field: str, longest: int) -> str:
    line = " ".join(text.split())
    if not line:
        raise Refused(Message(N_("This must be filled in.")), field=field)
    if len(line) > longest:
        raise Refused(Message(N_("At most {n} characters."), {"n": longest}), field=field)
    return line
