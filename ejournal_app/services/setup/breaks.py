"""Pupils' breaks of a year, of every grade or of one (Regulation 13)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import SchoolBreak
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .lesson_effects import Effect, apply_to_lessons
from .texts import required
from .year_rows import require_within, year_or_forbidden


@use_case
def save_break(
    actor: Actor,
    year_id: int,
    break_id: int | None,
    *,
    name: str,
    grade: int | None,
    starts_on: date,
    ends_on: date,
) -> Effect:
    """Add a break (`break_id` None) or change one, and plan the lessons of its days anew."""
    require(actor, Permission.SETUP_WRITE)
    name = required(name, "break_name", 100)
    known_grade(grade, field="break_grade")
    if ends_on < starts_on:
        raise Refused(Message(N_("The last day cannot be before the first.")), field="break_ends")
    with writing() as session:
        year = year_or_forbidden(session, year_id)
        require_within(year, starts_on, field="break_starts")
        require_within(year, ends_on, field="break_ends")
        if break_id is None:
            row = SchoolBreak(
                year_id=year_id, grade=grade, name=name, starts_on=starts_on, ends_on=ends_on
            )
            session.add(row)
            before = None
            first, last = starts_on, ends_on
        else:
            row = _row(session, year_id, break_id)
            before = _facts(row)
            first, last = min(row.starts_on, starts_on), max(row.ends_on, ends_on)
            row.name, row.grade = name, grade
            row.starts_on, row.ends_on = starts_on, ends_on
        session.flush()
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="school_break",
            entity_id=row.id,
            before=before,
            after=_facts(row),
        )
        return apply_to_lessons(session, year_id, first, last)


@use_case
def remove_break(actor: Actor, year_id: int, break_id: int) -> Effect:
    """Take a break away; lessons of its days are planned."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        row = _row(session, year_id, break_id)
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="school_break",
            entity_id=row.id,
            before=_facts(row),
        )
        first, last = row.starts_on, row.ends_on
        session.delete(row)
        session.flush()
        return apply_to_lessons(session, year_id, first, last)


def known_grade(grade: int | None, *, field: str) -> None:
    """Raise Refused for a grade no school has; None is every grade."""
    if grade is not None and grade not in GRADES:
        raise Refused(Message(N_("Choose a grade from the list.")), field=field)


def _row(session: Session, year_id: int, break_id: int) -> SchoolBreak:
    row = session.scalars(
        select(SchoolBreak).where(
            col(SchoolBreak.id) == break_id, col(SchoolBreak.year_id) == year_id
        )
    ).first()
    if row is None:
        raise Forbidden(
            Attempt(action=Permission.SETUP_WRITE, entity="school_break", entity_id=break_id)
        )
    return row


def _facts(row: SchoolBreak) -> dict[str, str | int | None]:
    return {
        "name": row.name,
        "grade": row.grade,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }
