"""Class teachers of a whole year at once: who has which class, and naming many in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.posts import Term
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ClassTeacher, SchoolClass
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .class_teachers import appoint
from .finding import find
from .staff import StaffOption, staff_options


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class of the year with its class teacher, 0 for nobody."""

    class_id: int
    name: str
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTeacherBoard:
    """The classes of the year people work on; none without a year."""

    classes: tuple[ClassRow, ...]
    staff: tuple[StaffOption, ...]
    starts_on: date
    """The day a change is offered from: today, or the year's first day while nobody is named."""


@use_case
def class_teacher_board(actor: Actor) -> ClassTeacherBoard:
    """Return the classes of the year in the order of grades, each with its class teacher."""
    require(actor, Permission.TEACHING_WRITE)
    today = clock.today()
    with reading() as session:
        year = working_year(session, today)
        if year is None:
            return ClassTeacherBoard(classes=(), staff=(), starts_on=today)
        on = min(max(today, year.starts_on), year.ends_on)
        classes = session.scalars(
            select(SchoolClass).where(col(SchoolClass.year_id) == year.id)
        ).all()
        holders = _holders(session, [one.id or 0 for one in classes], on)
        return ClassTeacherBoard(
            classes=tuple(
                ClassRow(
                    class_id=one.id or 0,
                    name=f"{one.grade}.{one.letter}",
                    person_id=holders.get(one.id or 0, 0),
                )
                for one in sorted(classes, key=lambda one: (one.grade, sort_key(one.letter)))
            ),
            staff=staff_options(session, on),
            starts_on=on if holders else year.starts_on,
        )


@use_case
def appoint_class_teachers(actor: Actor, chosen: Mapping[int, int], starts_on: date) -> int:
    """Make people class teachers from a day on, class to person, and return how many were new.

    All or nothing. A class whose class teacher on that day is the one chosen is left alone.
    Refused as `appoint_class_teacher` is.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        holders = _holders(session, list(chosen), starts_on)
        new = {key: person for key, person in chosen.items() if holders.get(key) != person}
        for class_id, person_id in sorted(new.items()):
            school_class = find(session, SchoolClass, class_id, lock=True)
            appoint(session, actor, school_class, person_id=person_id, starts_on=starts_on)
        return len(new)


def _holders(session: Session, class_ids: list[int], on: date) -> dict[int, int]:
    """Return the class teacher of each class on a day."""
    rows = session.scalars(
        select(ClassTeacher)
        .where(col(ClassTeacher.class_id).in_(class_ids))
        .order_by(col(ClassTeacher.starts_on), col(ClassTeacher.id))
    )
    return {
        row.class_id: row.person_id for row in rows if Term(row.starts_on, row.ends_on).holds(on)
    }
