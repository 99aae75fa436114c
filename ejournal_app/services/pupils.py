"""Personal files of pupils (personas lieta, Regulation 9)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Enrolment,
    FormerPersonalCode,
    GroupMembership,
    Guardianship,
    Person,
    Pupil,
    SchoolClass,
    SchoolYear,
    StudyGroup,
)
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.rules import allows, require

from . import audit
from .guard import use_case


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentLine:
    """One enrolment with its orders."""

    class_name: str
    year: int
    """The calendar year in which its school year began."""
    is_repeating: bool
    end_kind: str
    """A `LeavingKind`, empty while enrolled."""
    end_order_number: str
    end_order_date: date | None
    starts_on: date
    ends_on: date | None
    order_number: str
    order_date: date
    programme_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group the pupil is or was in."""

    name: str
    starts_on: date
    ends_on: date | None


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
    groups: tuple[GroupLine, ...]
    former_codes: tuple[str, ...]
    """Personal codes the pupil had before; for staff who keep or oversee the files."""
    second_language: str
    is_enrolled: bool
    """There is an enrolment without an end."""
    may_move: bool
    """The actor carries out movements."""
    person_id: int
    """For enrolling again; 0 for those who may not."""


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
        enrolments = _enrolments(session, pupil_id)
        may_move = allows(actor, Permission.MOVEMENT_WRITE)
        return PersonalFile(
            pupil_id=pupil_id,
            name=f"{person.given_name} {person.family_name}",
            personal_code=person.personal_code or "",
            birth_date=person.birth_date,
            enrolments=enrolments,
            guardians=_guardians(session, pupil_id, today),
            groups=_groups(session, pupil_id),
            former_codes=_former_codes(session, pupil.person_id)
            if allows(actor, Permission.MOVEMENT_READ)
            else (),
            second_language=pupil.second_language,
            is_enrolled=any(line.ends_on is None for line in enrolments),
            may_move=may_move,
            person_id=pupil.person_id if may_move else 0,
        )


def _enrolments(session: Session, pupil_id: int) -> tuple[EnrolmentLine, ...]:
    rows = session.execute(
        select(Enrolment, SchoolClass, col(SchoolYear.starting))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .join(SchoolYear, col(SchoolYear.id) == col(SchoolClass.year_id))
        .where(col(Enrolment.pupil_id) == pupil_id)
        .order_by(col(Enrolment.starts_on).desc())
    )
    return tuple(
        EnrolmentLine(
            class_name=school_class.name,
            year=starting,
            is_repeating=enrolment.is_repeating,
            end_kind=enrolment.end_kind or "",
            end_order_number=enrolment.end_order_number or "",
            end_order_date=enrolment.end_order_date,
            starts_on=enrolment.starts_on,
            ends_on=enrolment.ends_on,
            order_number=enrolment.order_number,
            order_date=enrolment.order_date,
            programme_code=enrolment.programme_code,
        )
        for enrolment, school_class, starting in rows
    )


def _groups(session: Session, pupil_id: int) -> tuple[GroupLine, ...]:
    rows = session.execute(
        select(col(StudyGroup.name), col(GroupMembership.starts_on), col(GroupMembership.ends_on))
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(col(GroupMembership.pupil_id) == pupil_id)
        .order_by(col(GroupMembership.starts_on).desc(), col(StudyGroup.name))
    )
    return tuple(
        GroupLine(name=name, starts_on=starts_on, ends_on=ends_on)
        for name, starts_on, ends_on in rows
    )


def _former_codes(session: Session, person_id: int) -> tuple[str, ...]:
    return tuple(
        session.scalars(
            select(col(FormerPersonalCode.code))
            .where(col(FormerPersonalCode.person_id) == person_id)
            .order_by(col(FormerPersonalCode.changed_on).desc())
        )
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
