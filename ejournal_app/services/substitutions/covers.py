"""How many lessons everybody substitutes, planned ones too."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.test_load import monday_of
from ejournal_app.persistence.models import Lesson, SchoolYear, Substitution, SubstitutionPlan


def covers_by_person(
    session: Session, first: date, last: date, but: Collection[int]
) -> tuple[defaultdict[int, dict[date, int]], defaultdict[int, int]]:
    """Return covers by person and day of the weeks, and of the school year; plans count too."""
    week_first, week_last = monday_of(first), monday_of(last) + timedelta(days=6)
    year = session.execute(
        select(func.min(SchoolYear.starts_on), func.max(SchoolYear.ends_on)).where(
            col(SchoolYear.starts_on) <= last, col(SchoolYear.ends_on) >= first
        )
    ).one()
    starts, ends = min(year[0] or first, week_first), max(year[1] or last, week_last)
    counts = "covers"
    done = (
        select(
            col(Substitution.substitute_id),
            col(Lesson.day),
            func.count().label(counts),
        )
        .join(Lesson, col(Lesson.id) == col(Substitution.lesson_id))
        .where(
            col(Substitution.substitute_id).is_not(None),
            # A moved lesson is the own lesson at another time.
            col(Substitution.kind) != SubstitutionKind.MOVED,
            func.coalesce(col(Substitution.replaced_id), col(Substitution.lesson_id)).not_in(
                list(but)
            ),
            col(Lesson.day) >= starts,
            col(Lesson.day) <= ends,
        )
        .group_by(col(Substitution.substitute_id), col(Lesson.day))
    )
    planned = (
        select(
            col(SubstitutionPlan.substitute_id),
            col(Lesson.day),
            func.count().label(counts),
        )
        .join(Lesson, col(Lesson.id) == col(SubstitutionPlan.lesson_id))
        .where(
            col(SubstitutionPlan.substitute_id).is_not(None),
            col(SubstitutionPlan.kind) != SubstitutionKind.MOVED,
            col(SubstitutionPlan.lesson_id).not_in(list(but)),
            col(Lesson.day) >= starts,
            col(Lesson.day) <= ends,
        )
        .group_by(col(SubstitutionPlan.substitute_id), col(Lesson.day))
    )
    by_day: defaultdict[int, dict[date, int]] = defaultdict(dict)
    of_year: defaultdict[int, int] = defaultdict(int)
    for statement in (done, planned):
        for person_id, day, count in session.execute(statement):
            assert person_id is not None
            of_year[person_id] += count
            if week_first <= day <= week_last:
                by_day[person_id][day] = by_day[person_id].get(day, 0) + count
    return by_day, of_year
