"""Marks a superuser entered, with what is told about them (Regulation 7.8)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Mark, MarkEvent, Person, Work

SUPERUSER = "superuser"
"""The value of `Mark.entered_as` for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperuserMark:
    """The value that stands, why it was entered, by whom and when."""

    mark_id: int
    work_id: int
    pupil_id: int
    value: str
    """As shown after its last step: 4|7."""
    reason: str
    by: str
    at: datetime


def superuser_marks(session: Session, *conditions: ColumnElement[bool]) -> list[SuperuserMark]:
    """Return the marks whose latest value a superuser entered, by day of their work.

    Conditions may be about `Mark` and `Work`.
    """
    latest = (
        select(func.max(col(MarkEvent.sequence)))
        .where(col(MarkEvent.mark_id) == col(Mark.id))
        .correlate(Mark)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Mark, MarkEvent, Person)
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(MarkEvent, col(MarkEvent.mark_id) == col(Mark.id))
        .join(Person, col(Person.id) == col(MarkEvent.by_id))
        .where(col(Mark.entered_as) == SUPERUSER, col(MarkEvent.sequence) == latest, *conditions)
        .order_by(col(Work.day), col(Mark.id))
    )
    return [
        SuperuserMark(
            mark_id=mark.id,
            work_id=mark.work_id,
            pupil_id=mark.pupil_id,
            value=event.new_value,
            reason=event.reason,
            by=f"{person.given_name} {person.family_name}",
            at=event.at,
        )
        for mark, event, person in rows
        if mark.id is not None
    ]
