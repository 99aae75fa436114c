"""The list of pupils and their personal files (Regulation 9; personas lieta)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Enrolment,
    Guardianship,
    Person,
    Pupil,
    SchoolClass,
)
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.policies.rules import require

from . import audit
from .guard import use_case

PAGE_SIZE = 50
"""Pupils shown at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilList:
    """A page of pupils."""

    lines: tuple[PupilRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentLine:
    """One enrolment with its order."""

    class_name: str
    starts_on: date
    ends_on: date | None
    order_number: str
    order_date: date
    programme_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianLine:
    """Who stands for the pupil."""

    name: str
    kind: str
    email: str
    phone: str
    sees_data: bool
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalFile:
    """What the school keeps of a pupil; reading it is recorded."""

    pupil_id: int
    name: str
    personal_code: str
    birth_date: date | None
    enrolments: tuple[EnrolmentLine, ...]
    guardians: tuple[GuardianLine, ...]


@use_case
def list_pupils(actor: Actor, search: str = "", page: int = 1) -> PupilList:
    """Return the pupils enrolled today the actor may list; a class teacher, those of the class."""
    require(actor, Permission.PUPIL_LIST)
    with reading() as session:
        rows = pupils_enrolled(session, clock.today())
    everyone = actor.roles & {GrantedRole.CLERK, GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER}
    if not everyone:
        rows = [row for row in rows if row.class_id in actor.class_ids]
    rows = [
        row
        for row in rows
        if matches(f"{row.given_name} {row.family_name} {row.class_name}", search)
    ]
    rows.sort(
        key=lambda row: (sort_key(row.class_name), person_key(row.family_name, row.given_name))
    )
    start = (max(page, 1) - 1) * PAGE_SIZE
    return PupilList(lines=tuple(rows[start : start + PAGE_SIZE]), total=len(rows))


@use_case
def personal_file(actor: Actor, pupil_id: int) -> PersonalFile:
    """Return a pupil's personal file and write the reading to the audit trail."""
    today = clock.today()
    with writing() as session:
        require(actor, Permission.PERSONAL_FILE_READ, pupil_facts(session, pupil_id, today))
        pupil = session.get(Pupil, pupil_id)
        if pupil is None:
            raise Forbidden(
                Attempt(action=Permission.PERSONAL_FILE_READ, entity="pupil", entity_id=pupil_id)
            )
        person = session.get_one(Person, pupil.person_id)
        audit.record(
            session,
            actor=actor,
            action=Permission.PERSONAL_FILE_READ,
            entity="pupil",
            entity_id=pupil_id,
            pupil_id=pupil_id,
        )
        return PersonalFile(
            pupil_id=pupil_id,
            name=f"{person.given_name} {person.family_name}",
            personal_code=person.personal_code or "",
            birth_date=person.birth_date,
            enrolments=_enrolments(session, pupil_id),
            guardians=_guardians(session, pupil_id, today),
        )


def _enrolments(session: Session, pupil_id: int) -> tuple[EnrolmentLine, ...]:
    rows = session.execute(
        select(Enrolment, SchoolClass)
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(col(Enrolment.pupil_id) == pupil_id)
        .order_by(col(Enrolment.starts_on).desc())
    )
    return tuple(
        EnrolmentLine(
            class_name=school_class.name,
            starts_on=enrolment.starts_on,
            ends_on=enrolment.ends_on,
            order_number=enrolment.order_number,
            order_date=enrolment.order_date,
            programme_code=enrolment.programme_code,
        )
        for enrolment, school_class in rows
    )


def _guardians(session: Session, pupil_id: int, today: date) -> tuple[GuardianLine, ...]:
    rows = session.execute(
        select(Guardianship, Person)
        .join(Person, col(Person.id) == col(Guardianship.person_id))
        .where(col(Guardianship.pupil_id) == pupil_id)
        .order_by(col(Guardianship.starts_on), col(Person.family_name))
    )
    return tuple(
        GuardianLine(
            name=f"{person.given_name} {person.family_name}",
            kind=relation.kind,
            email=person.email or "",
            phone=person.phone or "",
            sees_data=relation.sees_data and not relation.court_restricted,
            in_force=relation.starts_on <= today
            and (relation.ends_on is None or relation.ends_on >= today),
        )
        for relation, person in rows
    )
