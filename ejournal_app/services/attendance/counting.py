"""What lessons show of pupils' attendance, day by day: the ground of every number of absences.

Of nearly all pupils the database counts (`noted.py`). Only those who take part in an event of the
span are looked at lesson by lesson, with what covers them (`read_covers`): there it matters when a
lesson begins and ends. A year of a school has 200,000 absences, so reading them all would take as
many seconds as counting them takes tenths.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.justification import TAKES_PART, shown_symbol
from ejournal_app.persistence.models import (
    Attendance,
    Enrolment,
    EventParticipant,
    GroupMembership,
    Journal,
    Lesson,
    SchoolEvent,
)
from ejournal_app.persistence.queries.covers import Covers, Pupils, read_covers

from .lessons import attendance_of, held_lessons
from .noted import Counts, count_noted

Moments = dict[int, tuple[datetime, datetime]]
"""When lessons begin and end, by lesson."""

_DAY = timedelta(days=1)
_STATUS = {status.value: status for status in AttendanceStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A pupil absent from, or late for, a lesson."""

    pupil_id: int
    lesson_id: int
    day: date
    number: int
    status: AttendanceStatus


def count_symbols(session: Session, pupils: Pupils, first: date, last: date) -> Counts:
    """Return how many lessons show which symbol, by pupil and day, both days included."""
    covers = read_covers(session, _at_any_event(pupils, first, last), first, last)
    counts = count_noted(session, pupils, first, last, but=covers.events.keys())
    moments = event_moments(session, covers, first, last)
    for one in missed_lessons(session, list(covers.events), first, last):
        counts[one.pupil_id, one.day, symbol_of(covers, one, moments)] += 1
    for pupil_id, _, day, number in _at_events(session, covers, first, last):
        # Which of the pupil's events it is makes no difference to what is shown.
        shown = shown_symbol(None, covers.note(pupil_id, day, number), covers.events[pupil_id][0])
        if shown == TAKES_PART:
            counts[pupil_id, day, TAKES_PART] += 1
    return counts


def _at_any_event(pupils: Pupils, first: date, last: date) -> Select[int]:
    """Return the query of those of the pupils who take part in an event between two days."""
    return (
        select(col(EventParticipant.pupil_id))
        .join(SchoolEvent, col(SchoolEvent.id) == col(EventParticipant.event_id))
        .where(
            col(SchoolEvent.state) == EventState.APPROVED,
            col(EventParticipant.pupil_id).in_(pupils),
            col(SchoolEvent.starts_at) < clock.day_bounds(last)[1],
            col(SchoolEvent.ends_at) > clock.day_bounds(first)[0],
        )
    )


def symbol_of(covers: Covers, one: Missed, moments: Moments) -> str:
    """Return what the cell of a missed lesson shows."""
    note = covers.note(one.pupil_id, one.day, one.number)
    event = None
    if one.pupil_id in covers.events and one.lesson_id in moments:
        event = covers.event(one.pupil_id, *moments[one.lesson_id])
    return shown_symbol(one.status, note, event)


def missed_lessons(session: Session, pupils: Pupils, first: date, last: date) -> list[Missed]:
    """Return the lessons of some days in which pupils were absent or late."""
    return [
        Missed(
            pupil_id=pupil_id,
            lesson_id=lesson_id,
            day=day,
            number=number,
            status=_STATUS[status],
        )
        for pupil_id, lesson_id, day, number, status in session.execute(
            select(
                col(Attendance.pupil_id),
                col(Attendance.lesson_id),
                col(Lesson.day),
                col(Lesson.number),
                col(Attendance.status),
            )
            .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .where(
                col(Attendance.status) != AttendanceStatus.PRESENT,
                *attendance_of(pupils, first, last),
                *held_lessons(),
            )
        )
    ]


def event_moments(session: Session, covers: Covers, first: date, last: date) -> Moments:
    """Return when the lessons lie that may lie in an event somebody takes part in."""
    if not covers.events:
        return {}
    begins = min(one.starts_at for own in covers.events.values() for one in own)
    ends = max(one.ends_at for own in covers.events.values() for one in own)
    return {
        lesson_id: (starts_at, ends_at)
        for lesson_id, starts_at, ends_at in session.execute(
            select(col(Lesson.id), col(Lesson.starts_at), col(Lesson.ends_at)).where(
                col(Lesson.day) >= max(first, clock.local(begins).date()),
                col(Lesson.day) <= min(last, clock.local(ends).date()),
            )
        )
        if lesson_id is not None
    }


def _at_events(
    session: Session, covers: Covers, first: date, last: date
) -> Collection[tuple[int, int, date, int]]:
    """Return the lessons over by now in which pupils were at an event and nothing is registered.

    As pupil, lesson, day, number; each once, also of a pupil who is at two events at once.
    """
    days = {
        day
        for own in covers.events.values()
        for one in own
        for day in _days(one.starts_at, one.ends_at)
        if first <= day <= last
    }
    if not days:
        return ()
    found: set[tuple[int, int, date, int]] = set()
    for in_journal in (_by_class(), _by_group()):
        rows = session.execute(
            select(
                col(EventParticipant.pupil_id), col(Lesson.id), col(Lesson.day), col(Lesson.number)
            )
            .join(SchoolEvent, col(SchoolEvent.id) == col(EventParticipant.event_id))
            .join(
                Lesson,
                and_(
                    col(Lesson.starts_at) < col(SchoolEvent.ends_at),
                    col(Lesson.ends_at) > col(SchoolEvent.starts_at),
                ),
            )
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .outerjoin(
                Attendance,
                and_(
                    col(Attendance.lesson_id) == col(Lesson.id),
                    col(Attendance.pupil_id) == col(EventParticipant.pupil_id),
                ),
            )
            .where(
                col(SchoolEvent.state) == EventState.APPROVED,
                col(EventParticipant.pupil_id).in_(list(covers.events)),
                col(Lesson.day).in_(sorted(days)),
                col(Lesson.ends_at) <= clock.now(),
                col(Attendance.id).is_(None),
                in_journal,
                *held_lessons(),
            )
        )
        found.update((pupil, lesson or 0, day, number) for pupil, lesson, day, number in rows)
    return found


def _by_class() -> ColumnElement[bool]:
    """Return the condition that the participant is in the class of the journal on the day."""
    return _enrolled(col(Enrolment.class_id) == col(Journal.class_id))


def _by_group() -> ColumnElement[bool]:
    """Return the condition that the participant is in the group of the journal on the day."""
    in_group = exists().where(
        col(GroupMembership.pupil_id) == col(EventParticipant.pupil_id),
        col(GroupMembership.group_id) == col(Journal.group_id),
        col(GroupMembership.starts_on) <= col(Lesson.day),
        or_(
            col(GroupMembership.ends_on).is_(None),
            col(GroupMembership.ends_on) >= col(Lesson.day),
        ),
    )
    return and_(in_group, _enrolled(true()))


def _enrolled(where: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        col(Enrolment.pupil_id) == col(EventParticipant.pupil_id),
        col(Enrolment.starts_on) <= col(Lesson.day),
        or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= col(Lesson.day)),
        where,
    )


def _days(starts_at: datetime, ends_at: datetime) -> Iterator[date]:
    day, last = clock.local(starts_at).date(), clock.local(ends_at).date()
    while day <= last:
        yield day
        day += _DAY
