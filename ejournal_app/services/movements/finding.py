"""Finding the person to be enrolled, who may be known already (Regulation 4, 7.5)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain import personal_code
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Enrolment,
    FormerPersonalCode,
    Person,
    Pupil,
    SchoolClass,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

MOST = 20
"""People shown for one search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody on record, with what tells them from others of the name."""

    person_id: int
    pupil_id: int | None
    name: str
    birth_date: date | None
    class_name: str
    """The latest class, empty for who never was a pupil here."""
    enrolled: bool
    """In a class today, or coming to one."""
    left_on: date | None
    second_language: str


@use_case
def find_people(actor: Actor, text: str) -> tuple[KnownPerson, ...]:
    """Return who has this personal code, now or before, or whose name begins so."""
    require(actor, Permission.MOVEMENT_WRITE)
    wanted = text.strip()
    if len(wanted) < 2:
        return ()
    with reading() as session:
        ids = _by_code(session, wanted)
        if ids is None:
            rows = session.connection().execute(
                select(col(Person.id), col(Person.given_name), col(Person.family_name))
            )
            named = [
                (person_key(family, given), person_id)
                for person_id, given, family in rows
                if person_id is not None and matches(f"{given} {family}", wanted)
            ]
            ids = [person_id for _, person_id in sorted(named)[:MOST]]
        known = {person_id: _known(session, person_id) for person_id in ids}
    return tuple(known[person_id] for person_id in ids)


@use_case
def known_person(actor: Actor, person_id: int) -> KnownPerson:
    """Return somebody on record; Forbidden for an unknown person."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        return _known(session, person_id)


def person_with_code(session: Session, code: str) -> int | None:
    """Return who has a personal code, or had it before."""
    found = session.scalar(select(col(Person.id)).where(col(Person.personal_code) == code))
    if found is not None:
        return found
    return session.scalar(
        select(col(FormerPersonalCode.person_id)).where(col(FormerPersonalCode.code) == code)
    )


def _by_code(session: Session, text: str) -> list[int] | None:
    """Return who has the code; None when the text is none."""
    try:
        code = personal_code.parse(text).code
    except Refused:
        return None
    found = person_with_code(session, code)
    return [] if found is None else [found]


def _known(session: Session, person_id: int) -> KnownPerson:
    person = session.get(Person, person_id)
    if person is None:
        raise Forbidden(
            Attempt(action=Permission.MOVEMENT_WRITE, entity="person", entity_id=person_id)
        )
    pupil = session.scalars(select(Pupil).where(col(Pupil.person_id) == person_id)).first()
    last = (
        session.execute(
            select(Enrolment, SchoolClass)
            .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
            .where(col(Enrolment.pupil_id) == pupil.id)
            .order_by(col(Enrolment.starts_on).desc())
            .limit(1)
        ).first()
        if pupil is not None
        else None
    )
    ends_on = last[0].ends_on if last is not None else None
    return KnownPerson(
        person_id=person_id,
        pupil_id=pupil.id if pupil is not None else None,
        name=f"{person.family_name} {person.given_name}",
        birth_date=person.birth_date,
        class_name=last[1].name if last is not None else "",
        enrolled=last is not None and (ends_on is None or ends_on >= clock.today()),
        left_on=ends_on,
        second_language=pupil.second_language if pupil is not None else "",
    )
