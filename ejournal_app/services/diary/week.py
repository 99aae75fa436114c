"""The week of one pupil."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Journal,
    Pupil,
)
from ejournal_app.persistence.queries.pupils import journals_of, pupils_enrolled
from ejournal_app.services import live
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case

from .lessons import lessons_of
from .pupils import child
from .views import DiaryDay, DiaryLesson, DiaryWeek
from .visits import seen_until


@use_case
def diary_week(actor: Actor, pupil_id: int, day: date | None = None) -> DiaryWeek:
    """Return the week a day lies in; today's when none is given (on a weekend, the coming one)."""
    today = clock.today()
    with reading() as session:
        whose = child(session, actor, pupil_id, today)
        seen = seen_until(session, actor, pupil_id)
        chosen = day or (today + timedelta(days=2) if today.isoweekday() > 5 else today)
        monday = chosen - timedelta(days=chosen.weekday())
        sunday = monday + timedelta(days=6)
        spans = journals_of(session, pupil_id, monday, sunday)
        lessons = lessons_of(session, pupil_id, spans, monday, sunday, today, seen)
        days = _days(session, pupil_id, lessons, monday, today)
    return DiaryWeek(
        child=whose,
        monday=monday,
        today=today,
        days=days,
        new_count=sum(
            lesson.homework_new + lesson.status_new + sum(mark.new for mark in lesson.marks)
            for own in lessons.values()
            for lesson in own
        ),
        topics=(live.pupil_topic(pupil_id), *(live.journal_topic(own) for own in spans)),
    )


def _days(
    session: Session,
    pupil_id: int,
    lessons: dict[date, list[DiaryLesson]],
    monday: date,
    today: date,
) -> tuple[DiaryDay, ...]:
    days: list[DiaryDay] = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        own = lessons.get(day, [])
        if not own and offset >= 5:
            continue
        own.sort(key=lambda lesson: (lesson.starts_at, lesson.number))
        reason = None if own else _why_free(session, pupil_id, day, today)
        days.append(DiaryDay(day=day, lessons=tuple(own), reason=reason))
    return tuple(days)


def _why_free(session: Session, pupil_id: int, day: date, today: date) -> Message | None:
    rows = pupils_enrolled(session, today, col(Pupil.id) == pupil_id)
    year_id = session.scalar(
        select(col(Journal.year_id)).where(col(Journal.class_id) == rows[0].class_id).limit(1)
    )
    if year_id is None:
        return None
    return load_calendar(session, year_id).lesson_day(day, rows[0].grade).reason
