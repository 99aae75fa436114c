"""Lessons planned from the timetable: teachers find them ready, nothing to create (Regulation 10).

Planning may run at any time and as often as one likes. It adds what the timetable gives, corrects
room and time of lessons to come, and takes away lessons to come that the timetable no longer
gives, but never a lesson in which anybody has recorded anything, or that is substituted, called
off, or planned to be.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, or_, select, update
from sqlmodel import Session, SQLModel, col

from ejournal_app import clock
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.domain.timetable import Slot, Version, occurrences
from ejournal_app.persistence.models import (
    Attendance,
    Journal,
    Lesson,
    SchoolYear,
    Substitution,
    SubstitutionPlan,
    TimetableSlot,
    TimetableVersion,
    Work,
)

from .bells import load_bells
from .calendars import load_calendar

_LESSON = SQLModel.metadata.tables["lesson"]
_CHUNK = 500
"""Ids in one statement: every database takes that many parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningResult:
    """What planning did, in lessons."""

    added: int = 0
    changed: int = 0
    """Lessons to come that got another room or time."""
    removed: int = 0
    kept: int = 0
    """Lessons to come that the timetable no longer gives, kept for what is recorded in them."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the timetable says of one lesson."""

    room_id: int | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class _Existing:
    """A lesson of the database, compared with its plan."""

    lesson_id: int
    plan: _Plan
    touched: bool


_Key = tuple[int, date, int]
"""Journal, day and number: what makes a lesson that lesson."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What planning by other timetables would do, lesson by lesson, by day and number."""

    added: tuple[_Key, ...]
    removed: tuple[_Key, ...]
    kept: tuple[_Key, ...]
    """Lessons to come that the timetables no longer give, kept for what is recorded in them."""


def load_versions(session: Session, year_id: int) -> list[Version]:
    """Return the timetables of a year with their weekly lessons, earliest first."""
    slots: dict[int, list[Slot]] = defaultdict(list)
    for version_id, journal_id, weekday, number, room_id in session.connection().execute(
        select(
            col(TimetableSlot.version_id),
            col(TimetableSlot.journal_id),
            col(TimetableSlot.weekday),
            col(TimetableSlot.number),
            col(TimetableSlot.room_id),
        )
        .join(TimetableVersion, col(TimetableVersion.id) == col(TimetableSlot.version_id))
        .where(col(TimetableVersion.year_id) == year_id)
    ):
        slots[version_id].append(
            Slot(journal_id=journal_id, weekday=weekday, number=number, room_id=room_id)
        )
    rows = session.connection().execute(
        select(col(TimetableVersion.id), col(TimetableVersion.valid_from))
        .where(col(TimetableVersion.year_id) == year_id)
        .order_by(col(TimetableVersion.valid_from))
    )
    return [
        Version(valid_from, tuple(slots[version_id]))
        for version_id, valid_from in rows
        if version_id is not None
    ]


def replan(session: Session, year_id: int, from_day: date) -> PlanningResult:
    """Plan the lessons of a year from a day to the year's end, in the caller's transaction.

    Lessons missing before now are added too, so that they show as gaps; only lessons that have
    not begun are changed or removed. Refused, with nothing done, when a lesson number of the
    timetable has no time in the bell schedule; LookupError without such a year.
    """
    # Rows the caller has only added to the session count as well.
    session.flush()
    # Two plannings at once would both add the same lesson: the second waits here.
    session.connection().execute(
        select(col(SchoolYear.id)).where(col(SchoolYear.id) == year_id).with_for_update()
    )
    year = session.get(SchoolYear, year_id)
    if year is None:
        raise LookupError(f"no school year {year_id}")
    calendar = load_calendar(session, year_id)
    planned = _planned(session, year, calendar, from_day, load_versions(session, year_id))
    existing = _existing(session, year_id, from_day)
    now = clock.now()
    to_come = {key: row for key, row in existing.items() if row.plan.starts_at > now}
    _insert(session, {key: plan for key, plan in planned.items() if key not in existing})
    changes = {
        row.lesson_id: planned[key]
        for key, row in to_come.items()
        if key in planned and not row.touched and row.plan != planned[key]
    }
    _change(session, changes)
    gone = {key: row for key, row in to_come.items() if key not in planned}
    removed = remove_untouched(session, [row.lesson_id for row in gone.values() if not row.touched])
    _forget_loaded(session)
    return PlanningResult(
        added=len(planned.keys() - existing.keys()),
        changed=len(changes),
        removed=removed,
        kept=len(gone) - removed,
    )


def forecast(
    session: Session,
    year_id: int,
    from_day: date,
    versions: Sequence[Version],
    new_journals: Mapping[int, int],
) -> Forecast:
    """Return what `replan` would do if these were the year's timetables; writes nothing.

    `new_journals` are journals the timetables name that are not there yet: any number that is no
    journal's, to the grade; they begin on `from_day`. Refused as `replan` is.
    """
    year = session.get_one(SchoolYear, year_id)
    planned = _planned(
        session, year, load_calendar(session, year_id), from_day, versions, new_journals
    )
    existing = _existing(session, year_id, from_day)
    now = clock.now()
    gone = {
        key: row.touched
        for key, row in existing.items()
        if key not in planned and row.plan.starts_at > now
    }

    def in_order(keys: Iterable[_Key]) -> tuple[_Key, ...]:
        return tuple(sorted(keys, key=lambda key: (key[1], key[2], key[0])))

    return Forecast(
        added=in_order(planned.keys() - existing.keys()),
        removed=in_order(key for key, touched in gone.items() if not touched),
        kept=in_order(key for key, touched in gone.items() if touched),
    )


def _forget_loaded(session: Session) -> None:
    """Let lessons the session has loaded be read anew: they were written past it."""
    for loaded in list(session.identity_map.values()):
        if isinstance(loaded, Lesson):
            session.expire(loaded)


def _planned(
    session: Session,
    year: SchoolYear,
    calendar: SchoolCalendar,
    from_day: date,
    versions: Sequence[Version],
    new_journals: Mapping[int, int] = MappingProxyType({}),
) -> dict[_Key, _Plan]:
    journals: dict[int, tuple[int, date, date | None, bool]] = {
        journal_id: (grade, starts_on, ends_on, runs_in_breaks)
        for journal_id, grade, starts_on, ends_on, runs_in_breaks in session.connection().execute(
            select(
                col(Journal.id),
                col(Journal.grade),
                col(Journal.starts_on),
                col(Journal.ends_on),
                col(Journal.runs_in_breaks),
            ).where(col(Journal.year_id) == year.id)
        )
        if journal_id is not None
    }
    journals |= {number: (grade, from_day, None, False) for number, grade in new_journals.items()}
    bells = load_bells(session, year.school_id)
    found = occurrences(
        versions,
        calendar,
        {journal_id: grade for journal_id, (grade, *_) in journals.items()},
        max(from_day, year.starts_on),
        year.ends_on,
        in_breaks=frozenset(key for key, (*_, in_breaks) in journals.items() if in_breaks),
    )
    planned: dict[_Key, _Plan] = {}
    for lesson in found:
        _, starts_on, ends_on, _ = journals[lesson.journal_id]
        if starts_on <= lesson.day and (ends_on is None or lesson.day <= ends_on):
            key = (lesson.journal_id, lesson.day, lesson.number)
            planned[key] = _Plan(lesson.room_id, *bells.span(lesson.day, lesson.number))
    return planned


def _existing(session: Session, year_id: int, from_day: date) -> dict[_Key, _Existing]:
    rows = session.connection().execute(
        select(
            col(Lesson.id),
            col(Lesson.journal_id),
            col(Lesson.day),
            col(Lesson.number),
            col(Lesson.room_id),
            col(Lesson.starts_at),
            col(Lesson.ends_at),
            is_touched(),
        )
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(col(Journal.year_id) == year_id, col(Lesson.day) >= from_day)
    )
    return {
        (journal_id, day, number): _Existing(lesson_id, _Plan(room_id, starts_at, ends_at), touched)
        for lesson_id, journal_id, day, number, room_id, starts_at, ends_at, touched in rows
        if lesson_id is not None
    }


def is_touched() -> ColumnElement[bool]:
    """Return the condition that somebody has recorded something in a lesson."""
    return or_(
        col(Lesson.topic) != "",
        col(Lesson.outcome) != "",
        col(Lesson.homework) != "",
        col(Lesson.no_homework),
        col(Lesson.homework_due).is_not(None),
        col(Lesson.attendance_checked_at).is_not(None),
        col(Lesson.completed_at).is_not(None),
        col(Lesson.changed_at).is_not(None),
        exists().where(col(Attendance.lesson_id) == col(Lesson.id)),
        exists().where(col(Work.lesson_id) == col(Lesson.id)),
        is_covered(),
    )


def is_covered() -> ColumnElement[bool]:
    """Return the condition that a lesson is substituted, called off, or to be (Regulation 12)."""
    return or_(
        col(Lesson.called_off_at).is_not(None),
        exists().where(col(Substitution.lesson_id) == col(Lesson.id)),
        exists().where(col(Substitution.replaced_id) == col(Lesson.id)),
        exists().where(col(Substitution.moved_from_id) == col(Lesson.id)),
        exists().where(col(SubstitutionPlan.lesson_id) == col(Lesson.id)),
        exists().where(col(SubstitutionPlan.moved_from_id) == col(Lesson.id)),
    )


def _insert(session: Session, lessons: Mapping[_Key, _Plan]) -> None:
    empty = {"topic": "", "outcome": "", "homework": "", "no_homework": False, "version": 1}
    rows = [
        empty
        | {
            "journal_id": journal_id,
            "day": day,
            "number": number,
            "room_id": plan.room_id,
            "starts_at": plan.starts_at,
            "ends_at": plan.ends_at,
        }
        for (journal_id, day, number), plan in lessons.items()
    ]
    if rows:
        session.connection().execute(insert(_LESSON), rows)


def _change(session: Session, changes: Mapping[int, _Plan]) -> None:
    rows = [
        {
            "of": lesson_id,
            "room_id": plan.room_id,
            "starts_at": plan.starts_at,
            "ends_at": plan.ends_at,
        }
        for lesson_id, plan in changes.items()
    ]
    if rows:
        # The version stays: a teacher with the page open has not been overtaken by anybody.
        statement = update(_LESSON).where(_LESSON.c.id == bindparam("of"))
        session.connection().execute(statement, rows)


def remove_untouched(session: Session, lesson_ids: Iterable[int]) -> int:
    """Delete lessons still untouched; return how many went."""
    removed = 0
    for chunk in _chunks(sorted(lesson_ids)):
        # Somebody may be recording at this moment: wait for them, then look once more.
        session.connection().execute(
            select(col(Lesson.id)).where(col(Lesson.id).in_(chunk)).with_for_update()
        )
        untouched = session.scalars(
            select(col(Lesson.id)).where(col(Lesson.id).in_(chunk), ~is_touched())
        ).all()
        session.connection().execute(delete(_LESSON).where(_LESSON.c.id.in_(untouched)))
        removed += len(untouched)
    return removed


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
