"""Semesters of a year, for each grade its own (Regulation 7.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Semester
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .lesson_effects import Effect, apply_to_lessons
from .year_rows import require_within, year_or_forbidden


@dataclass(frozen=True, slots=True, kw_only=True)
class SemesterDates:
    """First and last days of both semesters."""

    first_starts: date
    first_ends: date
    second_starts: date
    second_ends: date


@use_case
def save_semesters(
    actor: Actor, year_id: int, grades: Collection[int], dates: SemesterDates
) -> Effect:
    """Give some grades these semesters and plan their lessons anew.

    Lessons with entries outside the new dates stay and are counted.
    """
    require(actor, Permission.SETUP_WRITE)
    chosen = sorted(set(grades))
    if not chosen or not set(chosen) <= set(GRADES):
        raise Refused(Message(N_("Choose at least one grade.")), field="grades")
    order = (
        ("first_ends", dates.first_starts, dates.first_ends),
        ("second_starts", dates.first_ends, dates.second_starts),
        ("second_ends", dates.second_starts, dates.second_ends),
    )
    for field, earlier, later in order:
        if later <= earlier:
            raise Refused(
                Message(N_("This day must be later than {day}."), {"day": earlier}), field=field
            )
    spans = {
        1: (dates.first_starts, dates.first_ends),
        2: (dates.second_starts, dates.second_ends),
    }
    with writing() as session:
        year = year_or_forbidden(session, year_id)
        require_within(year, dates.first_starts, field="first_starts")
        require_within(year, dates.second_ends, field="second_ends")
        rows = {
            (row.grade, row.number): row
            for row in session.scalars(
                select(Semester).where(
                    col(Semester.year_id) == year_id, col(Semester.grade).in_(chosen)
                )
            )
        }
        for grade in chosen:
            for number, (starts_on, ends_on) in spans.items():
                row = rows.get((grade, number)) or Semester(
                    year_id=year_id,
                    grade=grade,
                    number=number,
                    starts_on=starts_on,
                    ends_on=ends_on,
                )
                row.starts_on, row.ends_on = starts_on, ends_on
                session.add(row)
        session.flush()
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="semester",
            entity_id=year_id,
            after={
                "grades": chosen,
                "dates": [[day.isoformat() for day in span] for span in spans.values()],
            },
        )
        return apply_to_lessons(session, year_id, year.starts_on, year.ends_on)
