"""Which classes and pupils somebody sees the absences of, in their usual order."""

from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.models import Enrolment, SchoolClass

_SEE_ALL = frozenset({GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER})


def sees_all(actor: Actor) -> bool:
    """Tell whether somebody sees the whole school, and not the own class only."""
    return bool(actor.roles & _SEE_ALL)


def own_classes(session: Session, actor: Actor, year_id: int) -> list[SchoolClass]:
    """Return the classes of a year the actor sees: all for management, else the own ones."""
    rows = session.scalars(
        select(SchoolClass)
        .where(col(SchoolClass.year_id) == year_id)
        .order_by(col(SchoolClass.grade), col(SchoolClass.letter))
    )
    return [row for row in rows if sees_all(actor) or row.id in actor.class_ids]


def own_class(classes: list[SchoolClass], class_id: int) -> SchoolClass:
    """Return one of the classes somebody sees; Forbidden for any other."""
    found = next((row for row in classes if row.id == class_id), None)
    if found is None:
        raise Forbidden(
            Attempt(action=Permission.ABSENCE_REPORT_READ, entity="class", entity_id=class_id)
        )
    return found


def pupils_in(classes: list[SchoolClass], first: date, last: date) -> Select[int]:
    """Return the query of the pupils who are in one of the classes between two days."""
    return select(col(Enrolment.pupil_id)).where(
        col(Enrolment.class_id).in_([row.id for row in classes]),
        col(Enrolment.starts_on) <= last,
        or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= first),
    )
