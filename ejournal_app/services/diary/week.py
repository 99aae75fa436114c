"""The week of one pupil."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import SchoolClass
from ejournal_app.persistence.queries.members import Span
from ejournal_app.persistence.queries.pupils import journals_of
from ejournal_app.services import live
from ejournal_app.services.absence_applications.counted import states_by_day
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case

from .events import events_by_day
from .lessons import lessons_of
from .pupils import child
from .tests_ahead import AHEAD, tests_ahead
from .views import Child, DiaryDay, DiaryEvent, DiaryLesson, DiaryWeek, PlannedTest
from .visits import seen_until


@use_case
def diary_week(actor: Actor, pupil_id: int, day: date | None = None) -> DiaryWeek:
    """Return the week a day lies in; today's when none is given (on a weekend, the coming one)."""
    today = clock.today()
    with reading() as session:
        whose = child(session, actor, pupil_id, today)
        seen = seen_until(session, actor, pupil_id)
        usual = _monday(today + timedelta(days=2) if today.isoweekday() > 5 else today)
        monday = _monday(day) if day else usual
        sunday = monday + timedelta(days=6)
        horizon = today + AHEAD
        first, last = min(monday, today), max(sunday, horizon)
        journals = journals_of(session, pupil_id, first, last)
        spans = {own: days for own, days in journals.items() if _touch(days, monday, sunday)}
        lessons = lessons_of(session, pupil_id, spans, monday, sunday, today, seen)
        tests = tests_ahead(session, journals, today, last)
        events = events_by_day(session, pupil_id, monday, sunday)
        applied = states_by_day(session, pupil_id, monday, sunday)
        days = _days(session, whose, lessons, tests, events, monday, applied)
    return DiaryWeek(
        child=whose,
        monday=monday,
        today=today,
        is_usual=monday == usual,
        days=days,
        new_count=sum(
            lesson.homework_new + lesson.status_new + sum(mark.new for mark in lesson.marks)
            for own in lessons.values()
            for lesson in own
        ),
        ahead=tuple(test for test in tests if test.day <= horizon),
        topics=(live.pupil_topic(pupil_id), *(live.journal_topic(own) for own in journals)),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _touch(spans: tuple[Span, ...], first: date, last: date) -> bool:
    return any(begins <= last and (ends is None or ends >= first) for begins, ends in spans)


def _days(
    session: Session,
    whose: Child,
    lessons: dict[date, list[DiaryLesson]],
    tests: list[PlannedTest],
    events: dict[date, tuple[DiaryEvent, ...]],
    monday: date,
    applied: Mapping[date, tuple[ApplicationState, ...]],
) -> tuple[DiaryDay, ...]:
    school_class = session.get_one(SchoolClass, whose.class_id)
    calendar = load_calendar(session, school_class.year_id)
    days: list[DiaryDay] = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        own = lessons.get(day, [])
        planned = tuple(test for test in tests if test.day == day)
        if not own and not planned and day not in events and offset >= 5:
            continue
        own.sort(key=lambda lesson: (lesson.starts_at, lesson.number))
        reason = None if own else calendar.lesson_day(day, school_class.grade).reason
        days.append(
            DiaryDay(
                day=day,
                tests=planned,
                lessons=tuple(own),
                reason=reason,
                events=events.get(day, ()),
                applied=applied.get(day, ()) if own else (),
            )
        )
    return tuple(days)
