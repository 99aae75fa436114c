"""The teacher's day: lessons in order and what each still needs."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.lesson_entry import EntryState, MissingPart
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson
from ejournal_app.persistence.queries.substitutions import Cover, covers_of
from ejournal_app.persistence.queries.teaching import LessonRow, led_by, lesson_rows
from ejournal_app.policies.rules import require

from .guard import use_case
from .lesson_state import state_of
from .substitution_words import cover_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLesson:
    """One lesson in a list, with the state of its entry."""

    lesson_id: int
    journal_id: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    place: str
    room: str
    topic: str
    state: EntryState
    missing: tuple[MissingPart, ...]
    substitution: Message | None = None
    """Whom the reader substitutes, or who leads it instead; never why (Regulation 12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day of one teacher."""

    day: date
    today: date
    asked: date
    """The day asked for; differs from `day` when that one has no lessons."""
    lessons: tuple[DayLesson, ...]
    previous_day: date | None
    next_day: date | None


@use_case
def teacher_day(actor: Actor, on: date | None = None) -> DayView:
    """Return the day asked for; today, when none is, or the nearest day with lessons."""
    require(actor, Permission.DAY_READ)
    today, now = clock.today(), clock.now()
    with reading() as session:
        day = on or _nearest(session, actor, today) or today
        rows = lesson_rows(session, _own(actor, today), col(Lesson.day) == day)
        covers = covers_of(session, [row.lesson.id or 0 for row in rows])
        return DayView(
            day=day,
            today=today,
            asked=on or today,
            lessons=tuple(
                _view(session, row, now, covers.get(row.lesson.id or 0), actor) for row in rows
            ),
            previous_day=session.scalar(
                select(func.max(col(Lesson.day))).where(_own(actor, today), col(Lesson.day) < day)
            ),
            next_day=session.scalar(
                select(func.min(col(Lesson.day))).where(_own(actor, today), col(Lesson.day) > day)
            ),
        )


def _own(actor: Actor, today: date) -> ColumnElement[bool]:
    return led_by(actor.person_id, today)


def _nearest(session: Session, actor: Actor, today: date) -> date | None:
    """Return the day with lessons closest to today; of two equally close, the coming one."""
    before = session.scalar(
        select(func.max(col(Lesson.day))).where(_own(actor, today), col(Lesson.day) < today)
    )
    after = session.scalar(
        select(func.min(col(Lesson.day))).where(_own(actor, today), col(Lesson.day) >= today)
    )
    days = [day for day in (after, before) if day is not None]
    return min(days, key=lambda day: abs(day - today), default=None)


def _view(
    session: Session, row: LessonRow, now: datetime, cover: Cover | None, reader: Actor
) -> DayLesson:
    lesson = row.lesson
    state, parts = state_of(session, lesson, row.journal, now)
    assert lesson.id is not None
    return DayLesson(
        lesson_id=lesson.id,
        journal_id=lesson.journal_id,
        day=lesson.day,
        number=lesson.number,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        subject=row.subject,
        place=row.place,
        room=row.room,
        topic=lesson.topic,
        state=state,
        missing=parts,
        substitution=cover_words(cover, reader) if cover is not None else None,
    )
