"""Class teachers (klases audzinātāji): who, when, and handing a class over in one step."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.posts import Term, before
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import ClassTeacher, SchoolClass, SchoolYear
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .finding import find
from .staff import check_staff
from .terms import PersonTerm, end_term, require_end, shown_terms


def class_teacher_terms(session: Session, class_id: int, on: date) -> tuple[PersonTerm, ...]:
    """Return everybody who is, was or will be class teacher of a class, the latest first."""
    rows = session.scalars(select(ClassTeacher).where(col(ClassTeacher.class_id) == class_id))
    return shown_terms(session, rows, on)


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
        require_end(row, last_day)
        _check_day(session, find(session, SchoolClass, row.class_id), last_day, field="last_day")
        previous = row.ends_on
        end_term(session, row, last_day)
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
