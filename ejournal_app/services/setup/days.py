"""Single days the school treats otherwise (Regulation 13)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import CalendarException, DayKind
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .breaks import known_grade
from .lesson_effects import Effect, apply_to_lessons
from .texts import required
from .year_rows import require_within, year_or_forbidden

KINDS = tuple(DayKind)


@use_case
def add_day(
    actor: Actor,
    year_id: int,
    *,
    day: date,
    kind: str,
    name: str,
    grade: int | None,
    replaces: date | None = None,
) -> Effect:
    """Close a day, work on it instead of another one, or allow lessons on it.

    A working day may follow the timetable of the day it replaces, which then has no lessons.
    Lessons with entries on a closed day stay and are counted.
    """
    require(actor, Permission.SETUP_WRITE)
    name = required(name, "day_name")
    known_grade(grade, field="day_grade")
    if kind not in KINDS:
        raise Refused(Message(N_("Choose what kind of day it is.")), field="day_kind")
    if kind != DayKind.MOVED_WORKING:
        replaces = None
    elif replaces == day:
        raise Refused(Message(N_("A day cannot replace itself.")), field="day_replaces")
    elif grade is not None:
        raise Refused(Message(N_("A working day is moved for every grade.")), field="day_grade")
    with writing() as session:
        year = year_or_forbidden(session, year_id)
        require_within(year, day, field="day")
        if replaces is not None:
            require_within(year, replaces, field="day_replaces")
        taken = session.scalars(
            select(CalendarException).where(
                col(CalendarException.year_id) == year_id, col(CalendarException.day) == day
            )
        )
        if any(row.grade is None or grade is None or row.grade == grade for row in taken):
            raise Refused(
                Message(N_("Something is set for this day already; remove it first.")), field="day"
            )
        row = CalendarException(
            year_id=year_id, day=day, grade=grade, kind=kind, name=name, replaces=replaces
        )
        session.add(row)
        session.flush()
        _record(session, actor, row, added=True)
        first, last = min(day, replaces or day), max(day, replaces or day)
        return apply_to_lessons(session, year_id, first, last)


@use_case
def remove_day(actor: Actor, year_id: int, day_id: int) -> Effect:
    """Let a day be what the calendar makes of it again."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        row = session.scalars(
            select(CalendarException).where(
                col(CalendarException.id) == day_id, col(CalendarException.year_id) == year_id
            )
        ).first()
        if row is None:
            raise Forbidden(
                Attempt(
                    action=Permission.SETUP_WRITE, entity="calendar_exception", entity_id=day_id
                )
            )
        _record(session, actor, row, added=False)
        first = min(row.day, row.replaces or row.day)
        last = max(row.day, row.replaces or row.day)
        session.delete(row)
        session.flush()
        return apply_to_lessons(session, year_id, first, last)


def _record(session: Session, actor: Actor, row: CalendarException, *, added: bool) -> None:
    facts = {
        "day": row.day.isoformat(),
        "kind": row.kind,
        "name": row.name,
        "grade": row.grade,
        "replaces": None if row.replaces is None else row.replaces.isoformat(),
    }
    audit.record(
        session,
        actor=actor,
        action=Permission.SETUP_WRITE,
        entity="calendar_exception",
        entity_id=row.id,
        before=None if added else facts,
        after=facts if added else None,
    )
