"""What is different in the lessons of a day, for everybody: never why (Regulation 12)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Enrolment, Lesson
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .change_rows import Change, change_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChanges:
    """The changes of a day: those of the reader's own classes and lessons, then the others."""

    day: date
    today: date
    next_day: date | None
    """The next day with lessons after today."""
    own: tuple[Change, ...]
    others: tuple[Change, ...]


@use_case
def day_changes(actor: Actor, day: date | None = None) -> DayChanges:
    """Return the changes of a day: the one asked for, today, or the next one with lessons.

    Own are: classes of the reader or the reader's children, the class a class teacher leads, and
    lessons in which the reader is the absent teacher or the substitute.
    """
    require(actor, Permission.DAY_CHANGES_READ)
    today = clock.today()
    with reading() as session:
        asked = day or _today_or_next(session, today)
        changes = change_rows(session, asked)
        classes = _own_classes(session, actor, asked)
        following = next_school_day(session, today)
    own = tuple(one for one in changes if _is_own(one, actor, classes))
    return DayChanges(
        day=asked,
        today=today,
        next_day=following,
        own=own,
        others=tuple(one for one in changes if one not in own),
    )


def next_school_day(session: Session, after: date) -> date | None:
    """Return the next day on which the school has lessons."""
    return session.scalar(select(func.min(col(Lesson.day))).where(col(Lesson.day) > after))


def _today_or_next(session: Session, today: date) -> date:
    """Return today; on a day without lessons the next one with some."""
    return next_school_day(session, today - timedelta(days=1)) or today


def _is_own(change: Change, actor: Actor, classes: frozenset[int]) -> bool:
    return bool(change.class_ids & classes) or actor.person_id in change.teacher_ids


def _own_classes(session: Session, actor: Actor, day: date) -> frozenset[int]:
    pupils = set(actor.child_ids)
    if actor.pupil_id is not None:
        pupils.add(actor.pupil_id)
    if not pupils:
        return actor.class_ids
    enrolled = session.scalars(
        select(col(Enrolment.class_id)).where(
            col(Enrolment.pupil_id).in_(pupils), *enrolled_on(day)
        )
    )
    return actor.class_ids | frozenset(enrolled)
