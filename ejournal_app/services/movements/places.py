"""Classes and pupils as movements see them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import Stay
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Enrolment,
    Person,
    Programme,
    Pupil,
    School,
    SchoolClass,
    SchoolYear,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPlace:
    """A class with the days of its year."""

    class_id: int
    year_id: int
    school_id: int
    grade: int
    letter: str
    programme_code: str
    first: date
    last: date

    @property
    def name(self) -> str:
        """Return the class as people write it: 5.a."""
        return f"{self.grade}.{self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """A pupil with everything on record of their classes."""

    pupil: Pupil
    person: Person
    enrolments: tuple[Enrolment, ...]
    """Earliest first."""

    @property
    def name(self) -> str:
        """Return the name as sentences use it."""
        return f"{self.person.given_name} {self.person.family_name}"

    @property
    def stays(self) -> list[Stay]:
        """Return the days of all enrolments."""
        return [(own.starts_on, own.ends_on) for own in self.enrolments]

    def open_enrolment(self) -> Enrolment:
        """Return the enrolment without an end; Refused when the pupil has left."""
        for enrolment in self.enrolments:
            if enrolment.ends_on is None:
                return enrolment
        raise Refused(Message(N_("{name} is not enrolled any more."), {"name": self.name}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOption:
    """A class to choose, of this year or of one that is coming."""

    class_id: int
    name: str
    year: str
    programme_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentForm:
    """What the form of an enrolment begins with."""

    today: date
    classes: tuple[ClassOption, ...]
    programmes: tuple[tuple[str, str], ...]
    """Code and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementForm:
    """What a form about a pupil begins with."""

    pupil_id: int
    name: str
    class_name: str
    enrolled_from: date | None
    programme_code: str
    second_language: str
    today: date
    classes: tuple[ClassOption, ...]
    programmes: tuple[tuple[str, str], ...]
    """Code and name."""


@use_case
def movement_form(actor: Actor, pupil_id: int) -> MovementForm:
    """Return what the forms about an enrolled pupil show; Forbidden for an unknown pupil."""
    require(actor, Permission.MOVEMENT_WRITE)
    today = clock.today()
    with reading() as session:
        whose = whereabouts(session, pupil_id)
        current = next((own for own in whose.enrolments if own.ends_on is None), None)
        place = class_place(session, current.class_id) if current is not None else None
        options = class_options(session, today)
        if place is not None and current is not None:
            # A move stays within the year; the next one begins with a promotion.
            same_year = set(
                session.scalars(
                    select(col(SchoolClass.id)).where(col(SchoolClass.year_id) == place.year_id)
                )
            )
            options = [
                option
                for option in options
                if option.class_id in same_year and option.class_id != current.class_id
            ]
        return MovementForm(
            pupil_id=pupil_id,
            name=whose.name,
            class_name=place.name if place else "",
            enrolled_from=current.starts_on if current else None,
            programme_code=current.programme_code if current else "",
            second_language=whose.pupil.second_language,
            today=today,
            classes=tuple(options),
            programmes=programmes(session),
        )


@use_case
def enrolment_form(actor: Actor) -> EnrolmentForm:
    """Return what the form of an enrolment begins with."""
    require(actor, Permission.MOVEMENT_WRITE)
    today = clock.today()
    with reading() as session:
        return EnrolmentForm(
            today=today,
            classes=tuple(class_options(session, today)),
            programmes=programmes(session),
        )


def whereabouts(session: Session, pupil_id: int, *, lock: bool = False) -> Whereabouts:
    """Return a pupil; Forbidden for an unknown one, as for a foreign one."""
    statement = select(Pupil).where(col(Pupil.id) == pupil_id)
    pupil = session.scalars(statement.with_for_update() if lock else statement).first()
    if pupil is None:
        raise Forbidden(
            Attempt(
                action=Permission.MOVEMENT_WRITE,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )
    enrolments = session.scalars(
        select(Enrolment)
        .where(col(Enrolment.pupil_id) == pupil_id)
        .order_by(col(Enrolment.starts_on))
    )
    person = session.get_one(Person, pupil.person_id)
    return Whereabouts(pupil=pupil, person=person, enrolments=tuple(enrolments))


def class_place(session: Session, class_id: int) -> ClassPlace:
    """Return a class; Refused, beside its field, when there is none."""
    row = session.execute(
        select(SchoolClass, SchoolYear)
        .join(SchoolYear, col(SchoolYear.id) == col(SchoolClass.year_id))
        .where(col(SchoolClass.id) == class_id)
    ).first()
    if row is None:
        raise Refused(Message(N_("Choose a class from the list.")), field="class")
    own, year = row
    return ClassPlace(
        class_id=class_id,
        year_id=own.year_id,
        school_id=year.school_id,
        grade=own.grade,
        letter=own.letter,
        programme_code=own.programme_code,
        first=year.starts_on,
        last=year.ends_on,
    )


def class_options(session: Session, today: date) -> list[ClassOption]:
    """Return the classes of the present and the coming years, in their order."""
    rows = session.execute(
        select(SchoolClass, SchoolYear)
        .join(SchoolYear, col(SchoolYear.id) == col(SchoolClass.year_id))
        .where(col(SchoolYear.ends_on) >= today)
    ).all()
    ordered = sorted(rows, key=lambda row: (row[1].starting, row[0].grade, sort_key(row[0].letter)))
    return [
        ClassOption(
            class_id=own.id,
            name=own.name,
            year=year_name(year.starting),
            programme_code=own.programme_code,
        )
        for own, year in ordered
        if own.id is not None
    ]


def programmes(session: Session) -> tuple[tuple[str, str], ...]:
    """Return the dictionary of programme codes in use (Regulation 7.7)."""
    rows = session.execute(
        select(col(Programme.code), col(Programme.name))
        .where(col(Programme.is_active).is_(True))
        .order_by(col(Programme.code))
    )
    return tuple((code, name) for code, name in rows)


def lock_school(session: Session) -> None:
    """Let movements and imports of pupils wait for each other."""
    session.scalars(select(col(School.id)).order_by(col(School.id)).with_for_update()).all()


def year_name(starting: int) -> str:
    """Return a school year as people write it: 2026/27."""
    return f"{starting}/{(starting + 1) % 100:02d}"
