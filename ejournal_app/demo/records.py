"""What has been recorded in the lessons of the year so far: entries, attendance, works, marks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, SQLModel, col

from ejournal_app import clock
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import Attendance, Lesson

from .absences import Absences
from .calendar_rows import YearPlan
from .entries import Entry, Moment, PlannedLesson, entries_of
from .notes import add_notes
from .periods import InterimMarks
from .pupils import PupilPlan
from .sizes import Shape, random_for
from .tables import Tables
from .teacher_absences import TeacherAbsences
from .teaching import JournalPlan
from .tests_ahead import plan_tests
from .works import Marking, Sitting

_LESSON = SQLModel.metadata.tables["lesson"]
_WRITE_AT = 20_000
"""Rows kept back at most, so that memory stays small."""
_DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class _Memory:
    """How far back the records reach."""

    complete_from: date
    """From here on an attendance fact for everybody; earlier for those absent or late only."""
    remembers_from: date


def add_records(
    tables: Tables,
    shape: Shape,
    year: YearPlan,
    pupils: list[PupilPlan],
    journals: Sequence[JournalPlan],
    away: TeacherAbsences,
) -> None:
    """Record the lessons that are over by now."""
    planned = _planned(tables.session, journals)
    past = _school_days(planned, year.today)
    before = [day for day in past if day < year.today]
    moment = Moment(
        now=clock.now(),
        today=year.today,
        last_lesson_day=before[-1] if before else year.starts_on,
    )
    memory = _Memory(
        complete_from=_weeks_back(past, shape.complete_weeks, year.starts_on),
        remembers_from=_weeks_back(past, shape.remembered_weeks, year.starts_on),
    )
    interim = InterimMarks(tables, year, moment.now)
    absences = Absences(pupils, year.starts_on, year.today)
    for journal in journals:
        lessons = planned.get(journal.journal_id, [])
        entries = entries_of(
            journal, lessons, moment, away, random_for(f"entries {journal.number}")
        )
        _update_lessons(tables.session, entries)
        marking = Marking(tables, year, journal, moment.now, random_for(f"marks {journal.number}"))
        _record(tables, journal, entries, absences, marking, memory)
        interim.close(journal, marking.given, random_for(f"interim {journal.number}"))
        if tables.waiting > _WRITE_AT:
            tables.write()
    add_notes(tables, year, pupils, absences, memory.remembers_from)
    plan_tests(tables, year, [(own, planned.get(own.journal_id, [])) for own in journals])


def _planned(session: Session, journals: Iterable[JournalPlan]) -> dict[int, list[PlannedLesson]]:
    ids = {journal.journal_id for journal in journals}
    planned: dict[int, list[PlannedLesson]] = defaultdict(list)
    rows = session.connection().execute(
        select(
            col(Lesson.journal_id),
            col(Lesson.id),
            col(Lesson.day),
            col(Lesson.number),
            col(Lesson.starts_at),
            col(Lesson.ends_at),
        ).order_by(col(Lesson.journal_id), col(Lesson.day), col(Lesson.number))
    )
    for journal_id, lesson_id, day, number, starts_at, ends_at in rows:
        if journal_id in ids and lesson_id is not None:
            planned[journal_id].append(PlannedLesson(lesson_id, day, number, starts_at, ends_at))
    return planned


def _school_days(planned: dict[int, list[PlannedLesson]], today: date) -> list[date]:
    """Return the days so far on which most of the school had lessons.

    In breaks there are circles only, in June only grades 9 and 12.
    """
    lessons = Counter(lesson.day for own in planned.values() for lesson in own)
    usual = max(lessons.values()) / 2
    return sorted(day for day, count in lessons.items() if day <= today and count >= usual)


def _weeks_back(days: list[date], weeks: int | None, year_starts: date) -> date:
    """Return the first day of so many weeks of lessons, counted back from the last one."""
    if weeks is None or len(days) < weeks * _DAYS_A_WEEK:
        return year_starts
    return days[-weeks * _DAYS_A_WEEK]


def _update_lessons(session: Session, entries: Iterable[Entry]) -> None:
    rows = [
        {
            "of": entry.lesson.lesson_id,
            "topic": entry.topic,
            "outcome": entry.outcome,
            "homework": entry.homework,
            "homework_due": entry.homework_due,
            "no_homework": entry.no_homework,
            "attendance_checked_at": entry.checked_at,
            "completed_at": entry.completed_at,
            "homework_set_at": entry.changed_at if entry.homework else None,
            "changed_at": entry.changed_at,
            "changed_by_id": entry.teacher_id if entry.changed_at else None,
        }
        for entry in entries
        if entry.checked_at or entry.changed_at
    ]
    if rows:
        statement = update(_LESSON).where(_LESSON.c.id == bindparam("of"))
        session.connection().execute(statement, rows)


def _record(
    tables: Tables,
    journal: JournalPlan,
    entries: Sequence[Entry],
    absences: Absences,
    marking: Marking,
    memory: _Memory,
) -> None:
    """Add attendance and marks of a journal's lessons."""
    random = random_for(f"attendance {journal.number}")
    for place, entry in enumerate(entries):
        day = entry.lesson.day
        if entry.checked_at is None or day < memory.remembers_from:
            continue
        statuses = _statuses(journal, entry, absences, random)
        everybody = day >= memory.complete_from
        for pupil, status in statuses:
            if everybody or status is not AttendanceStatus.PRESENT:
                tables.add(
                    Attendance,
                    lesson_id=entry.lesson.lesson_id,
                    pupil_id=pupil.pupil_id,
                    status=str(status),
                    recorded_at=entry.checked_at,
                    recorded_by_id=entry.teacher_id,
                )
        if entry.topic:
            sitting = Sitting(
                present=[one for one, status in statuses if status != AttendanceStatus.ABSENT],
                absent=[one for one, status in statuses if status == AttendanceStatus.ABSENT],
            )
            marking.mark(entry, entries[place - 1] if place else None, sitting)


def _statuses(
    journal: JournalPlan, entry: Entry, absences: Absences, random: Random
) -> list[tuple[PupilPlan, AttendanceStatus]]:
    lesson = entry.lesson
    return [
        (one.pupil, absences.status(one.pupil, lesson.day, lesson.number, random.random()))
        for one in journal.members
        if one.on(lesson.day)
    ]
