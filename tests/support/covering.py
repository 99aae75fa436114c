"""Covering lessons in tests: plan and confirm in one go, and what then stands."""

from sqlmodel import col, select

from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson, Substitution, SubstitutionPlan
from ejournal_app.services.substitutions.confirming import confirm_covers
from ejournal_app.services.substitutions.planning import plan_cover
from tests.support.school import TinySchool


def cover(
    school: TinySchool,
    lesson_id: int,
    who: str | None = "maija",
    kind: SubstitutionKind = SubstitutionKind.SAME_SUBJECT,
    *,
    moved_from_id: int | None = None,
    journal_id: int | None = None,
) -> Substitution:
    """Plan and confirm a cover; gives the row that came of it."""
    actors = school.actors
    plan_cover(
        actors.management,
        lesson_id,
        kind=kind,
        substitute_id=None if who is None else actors.all()[who].person_id,
        moved_from_id=moved_from_id,
        journal_id=journal_id,
    )
    assert confirm_covers(actors.management, [lesson_id]) == 1
    (row,) = [r for r in substitutions() if lesson_id in (r.lesson_id, r.replaced_id)]
    return row


def substitutions() -> list[Substitution]:
    with reading() as session:
        return list(session.exec(select(Substitution).order_by(col(Substitution.id))))


def plans() -> list[SubstitutionPlan]:
    with reading() as session:
        return list(
            session.exec(select(SubstitutionPlan).order_by(col(SubstitutionPlan.lesson_id)))
        )


def the_lesson(lesson_id: int) -> Lesson:
    with reading() as session:
        return session.get_one(Lesson, lesson_id)
