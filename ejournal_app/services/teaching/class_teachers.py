"""Class teachers (klases audzinātāji): who, when, and handing a class over in one step."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.posts import Term, before
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import ClassTeacher, Person, SchoolClass, SchoolYear
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .finding import find
from .staff import check_staff


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTeacherTerm:
    """Somebody's time as class teacher."""

    term_id: int
    person_id: int
    name: str
    starts_on: date
    ends_on: date | None
    holds: bool
    """In force on the day of asking."""


def class_teacher_terms(session: Session, class_id: int, on: date) -> tuple[ClassTeacherTerm, ...]:
    """Return everybody who is, was or will be class teacher of a class, the latest first."""
    rows = session.execute(
        select(ClassTeacher, Person)
        .join(Person, col(Person.id) == col(ClassTeacher.person_id))
        .where(col(ClassTeacher.class_id) == class_id)
        .order_by(col(ClassTeacher.starts_on).desc(), col(ClassTeacher.id).desc())
    )
    return tuple(
        ClassTeacherTerm(
            term_id=row.id,
            person_id=row.person_id,
            name=f"{person.family_name} {person.given_name}",
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            holds=Term(row.starts_on, row.ends_on).holds(on),
        )
        for row, person in rows
        if row.id is not None
    )


@use_case
def appoint_class_teacher(actor: Actor, class_id: int, *, person_id: int, starts_on: date) -> None:
    """Make somebody class teacher from a day on; whoever was until then stops the day before.

    Refused for a day outside the class's year, for somebody who is no member of staff, and for
    the one who is class teacher on that day already.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        school_class = find(session, SchoolClass, class_id, lock=True)
        appoint(session, actor, school_class, person_id=person_id, starts_on=starts_on)


@use_case
def end_class_teacher(actor: Actor, term_id: int, *, last_day: date) -> None:
    """Let somebody's time as class teacher end with a day; the class then has none."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        row = find(session, ClassTeacher, term_id, lock=True)
        if last_day < row.starts_on - timedelta(days=1):
            raise Refused(
                Message(
                    N_("The last day cannot be before the first, {day}."), {"day": row.starts_on}
                ),
                field="last_day",
            )
        _check_day(session, find(session, SchoolClass, row.class_id), last_day, field="last_day")
        previous = row.ends_on
        if last_day < row.starts_on:
            session.delete(row)
        else:
            row.ends_on = last_day
        audit.record(
            session,
            actor=actor,
            action=Permission.TEACHING_WRITE,
            entity="class_teacher",
            entity_id=row.class_id,
            before={"ends_on": previous.isoformat() if previous else None},
            after={"person_id": row.person_id, "ends_on": last_day.isoformat()},
        )


def _check_day(
    session: Session, school_class: SchoolClass, day: date, *, field: str = "starts_on"
) -> None:
    year = find(session, SchoolYear, school_class.year_id)
    if not year.starts_on <= day <= year.ends_on:
        raise Refused(
            Message(
                N_("Choose a day of the class's school year, {first} to {last}."),
                {"first": year.starts_on, "last": year.ends_on},
            ),
            field=field,
        )


def appoint(
    session: Session, actor: Actor, school_class: SchoolClass, *, person_id: int, starts_on: date
) -> None:
    """Make somebody class teacher in the caller's transaction; see `appoint_class_teacher`."""
    _check_day(session, school_class, starts_on)
    name = check_staff(session, person_id, starts_on, field="person")
    rows = session.scalars(
        select(ClassTeacher).where(col(ClassTeacher.class_id) == school_class.id)
    ).all()
    earlier: dict[str, str | None] = {}
    for row in rows:
        term = Term(row.starts_on, row.ends_on)
        if term.holds(starts_on) and row.person_id == person_id:
            raise Refused(
                Message(N_("{name} is class teacher on that day already."), {"name": name}),
                field="person",
            )
        if row.ends_on is not None and row.ends_on < starts_on:
            continue
        earlier[str(row.person_id)] = row.ends_on.isoformat() if row.ends_on else None
        left = before(term, starts_on)
        if left is None:
            session.delete(row)  # it would have begun on that day or later; the trail keeps it
        else:
            row.ends_on = left.last
    session.add(
        ClassTeacher(class_id=school_class.id or 0, person_id=person_id, starts_on=starts_on)
    )
    audit.record(
        session,
        actor=actor,
        action=Permission.TEACHING_WRITE,
        entity="class_teacher",
        entity_id=school_class.id,
        before={"ends": earlier},
        after={"person_id": person_id, "starts_on": starts_on.isoformat()},
    )
