"""Whom one can name as teacher or class teacher."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Person, StaffContract


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOption:
    """A member of staff, surname first."""

    person_id: int
    name: str


def staff_options(session: Session, on: date) -> tuple[StaffOption, ...]:
    """Return everybody whose contract has not ended by a day, in Latvian order.

    Those whose contract only begins later, or who cannot log in yet, are there as well: a school
    is set up before they are.
    """
    people = session.scalars(
        select(Person).where(
            col(Person.id).in_(
                select(col(StaffContract.person_id)).where(
                    or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= on)
                )
            )
        )
    ).all()
    ordered = sorted(people, key=lambda one: person_key(one.family_name, one.given_name))
    return tuple(
        StaffOption(person_id=one.id, name=f"{one.family_name} {one.given_name}")
        for one in ordered
        if one.id is not None
    )


def check_staff(session: Session, person_id: int, on: date, *, field: str) -> str:
    """Return the name of a member of staff; Refused for anybody else."""
    for option in staff_options(session, on):
        if option.person_id == person_id:
            return option.name
    raise Refused(Message(N_("Choose a member of staff from the list.")), field=field)
