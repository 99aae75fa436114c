"""Finding people who are in the school's records already, before one is entered twice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import person_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    FormerPersonalCode,
    Guardianship,
    Person,
    Pupil,
    StaffContract,
)

from .person_form import PersonData

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Somebody on record who may be the person being entered."""

    person_id: int
    name: str
    birth_date: date | None
    what: tuple[Message, ...]
    """What the person is at the school."""
    same_code: bool
    """The personal code is the same, so it is this person."""


def likenesses(session: Session, data: PersonData) -> list[Likeness]:
    """Return who has the same personal code, present or former, or else the same name.

    With the same code there is no question: only those with it are returned. A person of the same
    name whose known code is another one is somebody else.
    """
    if data.personal_code is not None:
        same = session.scalars(
            select(Person).where(
                or_(
                    col(Person.personal_code) == data.personal_code,
                    col(Person.id).in_(
                        select(col(FormerPersonalCode.person_id)).where(
                            col(FormerPersonalCode.code) == data.personal_code
                        )
                    ),
                )
            )
        ).all()
        if same:
            return [_likeness(session, person, same_code=True) for person in same]
    wanted = _folded(data.given_name, data.family_name)
    namesakes = [
        person
        for person in session.scalars(
            # SQLite knows capitals of ASCII letters only, so the folding is done here.
            select(Person).order_by(col(Person.family_name), col(Person.given_name))
        )
        if _folded(person.given_name, person.family_name) == wanted
        and (data.personal_code is None or person.personal_code is None)
    ]
    return [_likeness(session, person, same_code=False) for person in namesakes[:MOST]]


def _folded(given_name: str, family_name: str) -> object:
    return person_key(family_name, given_name)


def _likeness(session: Session, person: Person, *, same_code: bool) -> Likeness:
    return Likeness(
        person_id=person.id or 0,
        name=f"{person.given_name} {person.family_name}",
        birth_date=person.birth_date,
        what=tuple(_what(session, person.id or 0)),
        same_code=same_code,
    )


def _what(session: Session, person_id: int) -> list[Message]:
    """Return what a person is at the school, each thing once."""
    found = [
        Message(N_("works at the school as {position}"), {"position": position})
        if position
        else Message(N_("works at the school"))
        for position in session.scalars(
            select(col(StaffContract.position))
            .where(col(StaffContract.person_id) == person_id)
            .order_by(col(StaffContract.starts_on).desc())
            .limit(1)
        )
    ]
    if session.scalars(select(Pupil).where(col(Pupil.person_id) == person_id)).first():
        found.append(Message(N_("is or was a pupil")))
    children = session.execute(
        select(col(Person.given_name), col(Person.family_name))
        .join(Pupil, col(Pupil.person_id) == col(Person.id))
        .join(Guardianship, col(Guardianship.pupil_id) == col(Pupil.id))
        .where(col(Guardianship.person_id) == person_id)
        .distinct()
        .limit(MOST)
    )
    found += [
        Message(N_("stands for {name}"), {"name": f"{given} {family}"})
        for given, family in children
    ]
    return found
