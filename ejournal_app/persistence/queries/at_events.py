"""Pupils who were at an event of the school instead of in a lesson (Regulation 11, 15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import day_bounds, local
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import Attendance, EventParticipant, Lesson, SchoolEvent

_Event = tuple[int, datetime, datetime]


def away_at_events(
    session: Session, of_works: ColumnElement[bool], first: date
) -> dict[int, frozenset[int]]:
    """Return, by lesson, who took part in an approved event then; `of_works` says which lessons.

    Not who was registered as there all the same. Asks once when there are no events since `first`.
    """
    events = [
        (event_id, starts_at, ends_at)
        for event_id, starts_at, ends_at in session.execute(
            select(col(SchoolEvent.id), col(SchoolEvent.starts_at), col(SchoolEvent.ends_at)).where(
                col(SchoolEvent.state) == EventState.APPROVED,
                col(SchoolEvent.ends_at) > day_bounds(first)[0],
            )
        )
        if event_id is not None
    ]
    if not events:
        return {}
    by_day = _by_day(events)
    hit: dict[int, list[int]] = {}
    for lesson_id, day, starts_at, ends_at in session.execute(
        select(col(Lesson.id), col(Lesson.day), col(Lesson.starts_at), col(Lesson.ends_at)).where(
            col(Lesson.day).in_(by_day), of_works
        )
    ):
        found = [one for one, begins, ends in by_day[day] if begins < ends_at and starts_at < ends]
        if found and lesson_id is not None:
            hit[lesson_id] = found
    return _without_those_there(session, hit) if hit else {}


def _without_those_there(
    session: Session, hit: Mapping[int, list[int]]
) -> dict[int, frozenset[int]]:
    pupils: defaultdict[int, set[int]] = defaultdict(set)
    wanted = {event_id for events in hit.values() for event_id in events}
    for event_id, pupil_id in session.execute(
        select(col(EventParticipant.event_id), col(EventParticipant.pupil_id)).where(
            col(EventParticipant.event_id).in_(wanted)
        )
    ):
        pupils[event_id].add(pupil_id)
    there: defaultdict[int, set[int]] = defaultdict(set)
    for lesson_id, pupil_id in session.execute(
        select(col(Attendance.lesson_id), col(Attendance.pupil_id)).where(
            col(Attendance.lesson_id).in_(hit), col(Attendance.status) != AttendanceStatus.ABSENT
        )
    ):
        there[lesson_id].add(pupil_id)
    return {
        lesson_id: frozenset[int]().union(*(pupils[one] for one in events)) - there[lesson_id]
        for lesson_id, events in hit.items()
    }


def _by_day(events: Iterable[_Event]) -> dict[date, list[_Event]]:
    found: defaultdict[date, list[_Event]] = defaultdict(list)
    for event in events:
        day, last = local(event[1]).date(), local(event[2]).date()
        while day <= last:
            found[day].append(event)
            day += timedelta(days=1)
    return dict(found)
