"""The days the board offers: today, and the next ones on which teachers are away."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson, TeacherAbsence
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    """A day and how many are away on it."""

    day: date
    away: int


@use_case
def board_days(actor: Actor) -> tuple[BoardDay, ...]:
    """Return the days of the next two weeks with lessons on which somebody is away.

    First stands the day the board opens on, whoever is there: today, or the next one with lessons.
    """
    require(actor, Permission.SUBSTITUTION_PLAN)
    today = clock.today()
    with reading() as session:
        spans = [
            (row.person_id, (row.starts_on, row.ends_on))
            for row in session.scalars(
                select(TeacherAbsence).where(
                    col(TeacherAbsence.starts_on) <= today + AHEAD,
                    or_(
                        col(TeacherAbsence.ends_on).is_(None),
                        col(TeacherAbsence.ends_on) >= today,
                    ),
                )
            )
        ]
        days = set(
            session.scalars(
                select(col(Lesson.day))
                .distinct()
                .where(col(Lesson.day) >= today, col(Lesson.day) <= today + AHEAD)
            )
        )
    found = [
        BoardDay(day=day, away=len({who for who, span in spans if in_force(span, day)}))
        for day in sorted(days or {today})
    ]
    return tuple(one for place, one in enumerate(found) if one.away or place == 0)
