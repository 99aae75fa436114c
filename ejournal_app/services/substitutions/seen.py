"""Two who plan at the same time: what a colleague has changed meanwhile is not written over."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import SubstitutionPlan

from .board import BoardState, HitLesson
from .effects import substitution_of

_OPEN = "-"


def mark_of(lesson: HitLesson) -> str:
    """Return what stands for the cover a page showed of a lesson."""
    if lesson.cover is None:
        return _OPEN
    of = "plan" if lesson.state is BoardState.PLANNED else "done"
    return _mark(of, lesson.cover.kind, lesson.cover.substitute_id)


def refuse_changed(session: Session, seen: Mapping[int, str]) -> None:
    """Raise Refused when the cover of a lesson is not what was seen; by lesson.

    To be asked once nobody else can plan or confirm any more (`planning.one_at_a_time`).
    """
    plans = {
        plan.lesson_id: plan
        for plan in session.scalars(
            select(SubstitutionPlan).where(col(SubstitutionPlan.lesson_id).in_(list(seen)))
        )
    }
    for lesson_id, mark in seen.items():
        plan = plans.get(lesson_id)
        row = substitution_of(session, lesson_id) if plan is None else None
        now = _OPEN
        if plan is not None:
            now = _mark("plan", plan.kind, plan.substitute_id)
        elif row is not None:
            now = _mark("done", row.kind, row.substitute_id)
        if now != mark:
            raise Refused(
                Message(
                    N_(
                        "A colleague has changed this meanwhile. This is how it is now; choose"
                        " again."
                    )
                )
            )


def _mark(of: str, kind: str, substitute_id: int | None) -> str:
    return f"{of} {kind} {substitute_id or 0}"
