"""Everybody who is, will be or was a pupil, with the class that says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import (
    ClassTeacher,
    Enrolment,
    Person,
    Pupil,
    SchoolClass,
)


class Standing(StrEnum):
    """What a pupil is on a day."""

    ENROLLED = "enrolled"
    COMING = "coming"
    """Enrolled from a later day."""
    FORMER = "former"


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilPlace:
    """A pupil with the enrolment of the day, the coming one, or the last."""

    pupil_id: int
    given_name: str
    family_name: str
    class_id: int
    class_name: str
    standing: Standing
    programme_code: str
    starts_on: date
    ends_on: date | None
    order_number: str
    order_date: date


def pupil_places(session: Session, on: date) -> list[PupilPlace]:
    """Return every pupil once, unsorted."""
    places: dict[int, PupilPlace] = {}
    rows = session.execute(
        select(Enrolment, SchoolClass, col(Person.given_name), col(Person.family_name))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .order_by(col(Enrolment.starts_on))
    )
    for enrolment, school_class, given, family in rows:
        known = places.get(enrolment.pupil_id)
        # In order of days: a later one only replaces what is over.
        if known is not None and known.standing is not Standing.FORMER:
            continue
        places[enrolment.pupil_id] = PupilPlace(
            pupil_id=enrolment.pupil_id,
            given_name=given,
            family_name=family,
            class_id=enrolment.class_id,
            class_name=school_class.name,
            standing=_standing(enrolment, on),
            programme_code=enrolment.programme_code,
            starts_on=enrolment.starts_on,
            ends_on=enrolment.ends_on,
            order_number=enrolment.order_number,
            order_date=enrolment.order_date,
        )
    return list(places.values())


def class_teacher_names(session: Session, on: date) -> dict[int, str]:
    """Return the class teachers of a day by class, several of one class together."""
    names: dict[int, list[str]] = {}
    for class_id, given, family in session.execute(
        select(col(ClassTeacher.class_id), col(Person.given_name), col(Person.family_name))
        .join(Person, col(Person.id) == col(ClassTeacher.person_id))
        .where(
            col(ClassTeacher.starts_on) <= on,
            or_(col(ClassTeacher.ends_on).is_(None), col(ClassTeacher.ends_on) >= on),
        )
        .order_by(col(Person.family_name))
    ):
        names.setdefault(class_id, []).append(f"{given} {family}")
    return {class_id: ", ".join(own) for class_id, own in names.items()}


def _standing(enrolment: Enrolment, on: date) -> Standing:
    if enrolment.starts_on > on:
        return Standing.COMING
    return (
        Standing.ENROLLED
        if enrolment.ends_on is None or enrolment.ends_on >= on
        else Standing.FORMER
    )
