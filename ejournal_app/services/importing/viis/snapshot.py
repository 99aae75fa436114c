"""What the school knows of its people, loaded once for planning a whole file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    Enrolment,
    FormerPersonalCode,
    Guardianship,
    Person,
    Pupil,
    SchoolClass,
    SchoolYear,
)
from ejournal_app.services.importing.fields import ClassName
from ejournal_app.services.importing.person_plan import PersonRecord

from .parsing import ViisFile
from .records import ClassRecord, EnrolmentRecord, GuardianshipRecord

_Rows = Select[*tuple[Any, ...]]

_CHUNK = 500
_SUMMER = (7, 8)
"""Months in which lists are made for the year that is about to begin."""


@dataclass(kw_only=True)
class Snapshot:
    """The records a file is compared with."""

    school_id: int
    year_id: int
    year_starts_on: date
    year_ends_on: date
    classes: dict[int, ClassRecord]
    people: dict[int, PersonRecord] = field(repr=False)
    former_codes: dict[str, int] = field(repr=False)
    """A code somebody had before, to the person."""
    pupils: dict[int, int]
    """Person to pupil."""
    enrolments: dict[int, list[EnrolmentRecord]]
    """Pupil to enrolments, earliest first."""
    guardianships: dict[int, list[GuardianshipRecord]]

    def __post_init__(self) -> None:
        self.by_code = {
            person.personal_code: person.person_id
            for person in self.people.values()
            if person.personal_code is not None
        }
        self.by_name: dict[tuple[str, str, date | None], list[int]] = defaultdict(list)
        for person_id in self.pupils:
            person = self.people[person_id]
            self.by_name[person.family_name, person.given_name, person.birth_date].append(person_id)
        self.class_ids: dict[ClassName, int] = {
            (record.grade, record.letter.casefold()): record.class_id
            for record in self.classes.values()
            if record.year_id == self.year_id
        }

    def current(self, pupil_id: int, on: date) -> EnrolmentRecord | None:
        """Return the enrolment that is open, or ends on the day or later; None after leaving."""
        for enrolment in reversed(self.enrolments.get(pupil_id, [])):
            if enrolment.ends_on is None or enrolment.ends_on >= on:
                return enrolment
        return None


def default_day(session: Session, today: date) -> date:
    """Return the day a list of pupils is compared on: today, or 1 September to come in summer."""
    if today.month in _SUMMER:
        coming = session.connection().scalar(
            select(col(SchoolYear.starts_on)).where(col(SchoolYear.starting) == today.year)
        )
        if coming is not None:
            return max(today, coming)
    return today


def load(session: Session, source: ViisFile, on: date) -> Snapshot:
    """Load everything a file could touch; Refused when no school year is set up for the day."""
    year = (
        session.connection()
        .execute(
            select(
                col(SchoolYear.id),
                col(SchoolYear.school_id),
                col(SchoolYear.starts_on),
                col(SchoolYear.ends_on),
            ).where(col(SchoolYear.starts_on) <= on, col(SchoolYear.ends_on) >= on)
        )
        .first()
    )
    if year is None:
        raise Refused(Message(N_("No school year is set up for {day}."), {"day": on}))
    year_id, (_, school_id, starts_on, ends_on) = year[0], year
    assert year_id is not None
    former: dict[str, int] = dict(
        _all(session, select(col(FormerPersonalCode.code), col(FormerPersonalCode.person_id)))
    )
    enrolments: dict[int, list[EnrolmentRecord]] = defaultdict(list)
    for row in _all(session, _enrolments(school_id)):
        enrolments[row[1]].append(EnrolmentRecord(*row))
    guardianships: dict[int, list[GuardianshipRecord]] = defaultdict(list)
    for row in _all(session, _guardianships(school_id)):
        guardianships[row[1]].append(GuardianshipRecord(*row))
    return Snapshot(
        school_id=school_id,
        year_id=year_id,
        year_starts_on=starts_on,
        year_ends_on=ends_on,
        classes={row[0]: ClassRecord(*row) for row in _all(session, _classes(school_id))},
        people=_people(session, school_id, source, former),
        former_codes=former,
        pupils=dict(
            _all(
                session,
                select(col(Pupil.person_id), col(Pupil.id)).where(
                    col(Pupil.school_id) == school_id
                ),
            )
        ),
        enrolments=enrolments,
        guardianships=guardianships,
    )


def _all(session: Session, statement: _Rows) -> Sequence[Any]:
    return session.connection().execute(statement).all()


def _classes(school_id: int) -> _Rows:
    return (
        select(
            col(SchoolClass.id),
            col(SchoolClass.year_id),
            col(SchoolClass.grade),
            col(SchoolClass.letter),
        )
        .join(SchoolYear, col(SchoolYear.id) == col(SchoolClass.year_id))
        .where(col(SchoolYear.school_id) == school_id)
    )


def _enrolments(school_id: int) -> _Rows:
    return (
        select(
            col(Enrolment.id),
            col(Enrolment.pupil_id),
            col(Enrolment.class_id),
            col(Enrolment.programme_code),
            col(Enrolment.starts_on),
            col(Enrolment.ends_on),
            col(Enrolment.order_number),
            col(Enrolment.order_date),
        )
        .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
        .where(col(Pupil.school_id) == school_id)
        .order_by(col(Enrolment.starts_on), col(Enrolment.id))
    )


def _guardianships(school_id: int) -> _Rows:
    return (
        select(
            col(Guardianship.id),
            col(Guardianship.pupil_id),
            col(Guardianship.person_id),
            col(Guardianship.kind),
            col(Guardianship.starts_on),
            col(Guardianship.ends_on),
        )
        .join(Pupil, col(Pupil.id) == col(Guardianship.pupil_id))
        .where(col(Pupil.school_id) == school_id)
        .order_by(col(Guardianship.starts_on))
    )


def _people(
    session: Session, school_id: int, source: ViisFile, former: dict[str, int]
) -> dict[int, PersonRecord]:
    """Load pupils, their guardians, and whoever else has a code the file names."""
    person = select(
        col(Person.id),
        col(Person.given_name),
        col(Person.family_name),
        col(Person.personal_code),
        col(Person.birth_date),
        col(Person.email),
        col(Person.phone),
    )
    pupils = select(col(Pupil.id)).where(col(Pupil.school_id) == school_id)
    related = person.where(
        or_(
            col(Person.id).in_(
                select(col(Pupil.person_id)).where(col(Pupil.school_id) == school_id)
            ),
            col(Person.id).in_(
                select(col(Guardianship.person_id)).where(col(Guardianship.pupil_id).in_(pupils))
            ),
        )
    )
    found = [PersonRecord(*row) for row in _all(session, related)]
    for codes in _chunks(source.mentioned):
        rows = _all(session, person.where(col(Person.personal_code).in_(codes)))
        found += [PersonRecord(*row) for row in rows]
    owners = {former[code] for code in source.mentioned if code in former}
    for ids in _chunks(owners):
        rows = _all(session, person.where(col(Person.id).in_(ids)))
        found += [PersonRecord(*row) for row in rows]
    return {record.person_id: record for record in found}


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
