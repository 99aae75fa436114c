"""The week of one pupil."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import SchoolClass
from ejournal_app.persistence.queries.pupils import journals_of
from ejournal_app.services import live
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case

from .lessons import lessons_of
from .pupils import child
from .views import Child, DiaryDay, DiaryLesson, DiaryWeek
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
        days = _days(session, whose, lessons, monday)
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
    session: Session, whose: Child, lessons: dict[date, list[DiaryLesson]], monday: date
) -> tuple[DiaryDay, ...]:
    school_class = session.get_one(SchoolClass, whose.class_id)
    calendar = load_calendar(session, school_class.year_id)
    days: list[DiaryDay] = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        own = lessons.get(day, [])
        if not own and offset >= 5:
            continue
        own.sort(key=lambda lesson: (lesson.starts_at, lesson.number))
        reason = None if own else calendar.lesson_day(day, school_class.grade).reason
        days.append(DiaryDay(day=day, lessons=tuple(own), reason=reason))
    return tuple(days)
