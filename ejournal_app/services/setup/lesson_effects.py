"""What a change of calendar or bells means for lessons; what is recorded is never touched."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.messages import Message
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.persistence.models import Journal, Lesson
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.lesson_planning import is_touched, remove_untouched, replan


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What happened to planned lessons; `kept` are those with entries on days without lessons."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLesson:
    """A lesson with entries on a day the calendar closes, and why it is closed."""

    lesson_id: int
    day: date
    number: int
    journal: str
    reason: Message


def apply_to_lessons(session: Session, year_id: int, first: date, last: date) -> Effect:
    """Plan lessons by the calendar and bells as they are now, in the caller's transaction.

    From `first` on; untouched lessons of closed days up to `last` go, past ones too: nobody owes
    an entry for them. Call it before the calendar was read in this session.
    """
    planned = replan(session, year_id, first)  # type: ignore[arg-type]
    untouched = [
        lesson_id
        for lesson_id, *_ in _on_closed_days(
            session,
            load_calendar(session, year_id),
            _days(year_id, first, min(last, clock.today())),
            touched=False,
        )
    ]
    removed = remove_untouched(session, untouched)  # type: ignore[arg-type]
    return Effect(
        added=planned.added,
        changed=planned.changed,
        removed=planned.removed + removed,
        kept=len(hit_lessons(session, year_id, first, last)),
    )


def hit_lessons(session: Session, year_id: int, first: date, last: date) -> list[HitLesson]:
    """Return lessons with entries on days without lessons, the earliest first (Regulation 13)."""
    found = _on_closed_days(
        session, load_calendar(session, year_id), _days(year_id, first, last), touched=True
    )
    return [
        HitLesson(lesson_id=lesson_id, day=day, number=number, journal=name, reason=reason)
        for lesson_id, day, number, name, reason in found
    ]


_Days = Select[date, int, bool]


def _days(year_id: int, first: date, last: date) -> _Days:
    return (
        select(col(Lesson.day), col(Journal.grade), col(Journal.runs_in_breaks))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(col(Journal.year_id) == year_id, col(Lesson.day) >= first, col(Lesson.day) <= last)
        .distinct()
    )


def _on_closed_days(
    session: Session, calendar: SchoolCalendar, days: _Days, *, touched: bool
) -> Iterator[tuple[int, date, int, str, Message]]:
    closed: dict[date, dict[tuple[int, bool], Message]] = defaultdict(dict)
    for day, grade, in_breaks in session.execute(days):
        reason = calendar.lesson_day(day, grade, in_breaks=in_breaks).reason
        if reason is not None:
            closed[day][grade, in_breaks] = reason
    for day in sorted(closed):
        for lesson_id, number, name, grade, in_breaks in session.execute(
            select(
                col(Lesson.id),
                col(Lesson.number),
                col(Journal.name),
                col(Journal.grade),
                col(Journal.runs_in_breaks),
            )
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .where(col(Lesson.day) == day, is_touched() if touched else ~is_touched())
            .order_by(col(Lesson.number), col(Journal.name))
        ):
            reason = closed[day].get((grade, in_breaks))
            if reason is not None and lesson_id is not None:
                yield lesson_id, day, number, name, reason
