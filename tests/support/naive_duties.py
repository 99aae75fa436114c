"""Duties counted a second time, naively: row by row and day by day, with nothing of the engine.

It knows the holidays of 2026/27 by heart and shares no code with `services/duties` or the rules of
deadlines. It is slow, and plain enough to be read against the regulation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, SQLModel, select

from ejournal_app.persistence.models import (
    Attendance,
    CalendarException,
    DeadlineExtension,
    Enrolment,
    GroupMembership,
    Journal,
    JournalTeacher,
    LateSubmission,
    Lesson,
    Mark,
    MarkEvent,
    PeriodReopening,
    SchoolBreak,
    SchoolClass,
    Semester,
    StaffContract,
    Substitution,
    TeacherAbsence,
    Work,
    WorkKind,
)

RIGA = ZoneInfo("Europe/Riga")
DAY = timedelta(days=1)
HOLIDAYS = {
    date(2026, 11, 18),
    date(2026, 12, 24),
    date(2026, 12, 25),
    date(2026, 12, 26),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 28),
    date(2027, 3, 29),
    date(2027, 5, 1),
    date(2027, 5, 4),
    date(2027, 6, 23),
    date(2027, 6, 24),
}
FIRST_SEMESTER = {"interim_1", "semester_1"}
SECOND_SEMESTER = {"semester_2", "combined", "year"}
FAR = date(2027, 8, 31)


@dataclass(frozen=True)
class Found:
    """One person's duty."""

    person: int
    key: str
    due: datetime | None
    done: datetime | None
    missing: int
    total: int


class Naive:
    """Everything of the school, read at once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.today = now.astimezone(RIGA).date()
        self.journals = self.all(Journal)
        self.members = {row.id: self.days_of(row) for row in self.journals}
        self.ill = self.all(TeacherAbsence)
        self.put_off = [row for row in self.all(DeadlineExtension) if row.ended_at is None]

    def all(self, model: type[Any]) -> list[Any]:
        table: type[SQLModel] = model
        return list(self.session.exec(select(table)))

    def days_of(self, journal: Journal) -> dict[int, set[date]]:
        classes = {row.id for row in self.all(SchoolClass) if row.year_id == journal.year_id}
        found: dict[int, set[date]] = {}
        for row in self.all(Enrolment):
            if row.class_id == journal.class_id if journal.class_id else row.class_id in classes:
                found.setdefault(row.pupil_id, set()).update(days(row.starts_on, row.ends_on))
        if journal.class_id:
            return found
        grouped: dict[int, set[date]] = {}
        for row in self.all(GroupMembership):
            if row.group_id == journal.group_id:
                grouped.setdefault(row.pupil_id, set()).update(days(row.starts_on, row.ends_on))
        return {pupil: own & found.get(pupil, set()) for pupil, own in grouped.items()}

    def works_on(self, day: date) -> bool:
        closed = {
            row.day
            for row in self.all_once("closed", CalendarException)
            if row.kind == "closed" and row.grade is None
        }
        return day.weekday() < 5 and day not in HOLIDAYS and day not in closed

    def all_once(self, name: str, model: type[Any]) -> list[Any]:
        known = self.__dict__.setdefault("_once", {})
        if name not in known:
            known[name] = self.all(model)
        return known[name]

    def has_lessons(self, journal: Journal, day: date) -> bool:
        for row in self.all_once("closed", CalendarException):
            if row.day == day and row.kind == "closed" and row.grade in (None, journal.grade):
                return False
        if day in HOLIDAYS or day.weekday() >= 5:
            return False
        for row in self.all_once("breaks", SchoolBreak):
            if row.grade in (None, journal.grade) and row.starts_on <= day <= row.ends_on:
                return journal.runs_in_breaks
        return any(
            row.grade == journal.grade and row.starts_on <= day <= row.ends_on
            for row in self.all_once("semesters", Semester)
        )

    def is_ill(self, person: int, day: date) -> bool:
        return any(
            row.person_id == person
            and row.kind == "incapacity"
            and row.starts_on <= day <= (row.ends_on or FAR)
            for row in self.ill
        )

    def here(self, journal: Journal, day: date) -> set[int]:
        return {pupil for pupil, own in self.members[journal.id].items() if day in own}

    def owners(self, journal: Journal, day: date, at: date, *, back: bool) -> set[int]:
        def taught(on: date) -> set[int]:
            return {
                row.person_id
                for row in self.all_once("teachers", JournalTeacher)
                if row.journal_id == journal.id and row.starts_on <= on <= (row.ends_on or FAR)
            }

        employed = {
            row.person_id
            for row in self.all_once("contracts", StaffContract)
            if row.activated_at and row.starts_on <= at <= (row.ends_on or FAR)
        }
        for group in (
            taught(day) & taught(at) & employed,
            taught(at) & employed,
            taught(day) & taught(at),
            taught(at),
        ):
            if group:
                return group
        return taught(day) if back else set()

    def due(
        self, person: int, kind: str, journal: int, day0: date, count: int, at: time
    ) -> datetime | None:
        """Walk from day 0 one day at a time."""

        def counts(day: date) -> bool:
            return self.works_on(day) and not self.is_ill(person, day)

        day = day0
        while count or not counts(day):
            day += DAY
            if day > FAR:
                return None
            if counts(day) and count:
                count -= 1
        moved = [
            row.until
            for row in self.put_off
            if row.duty == kind
            and row.person_id in (None, person)
            and row.journal_id in (None, journal)
            and row.due_from <= day <= row.due_to
            and row.until > day
        ]
        if moved:
            day = max(moved)
            while self.is_ill(person, day) or (day != max(moved) and not counts(day)):
                day += DAY
                if day > FAR:
                    return None
        return datetime.combine(day, at, RIGA).astimezone(UTC)

    def may_do(self, person: int, journal: Journal, day: date, due: datetime | None) -> bool:
        """To do: not after the journal or the period has ended, unless it is opened again."""
        first = max(r.ends_on for r in self.all_once("semesters", Semester) if r.number == 1)
        second = max(r.ends_on for r in self.all_once("semesters", Semester) if r.number == 2)
        closes = (first if day <= first else second) + 7 * DAY
        return self._open(
            person, journal, closes, FIRST_SEMESTER if day <= first else SECOND_SEMESTER
        )

    def _open(self, person: int, journal: Journal, closes: date, kinds: set[str]) -> bool:
        if journal.ends_on and journal.ends_on < self.today:
            return False
        return closes >= self.today or any(
            row.person_id == person
            and row.journal_id in (None, journal.id)
            and row.entry_kind in kinds
            and row.until >= self.today
            and row.ended_at is None
            for row in self.all_once("reopenings", PeriodReopening)
        )

    def fell_due(self, journal: Journal, day: date, due: datetime | None) -> bool:
        """Looking back: while the journal and the period were open, or they still are."""
        first = max(r.ends_on for r in self.all_once("semesters", Semester) if r.number == 1)
        second = max(r.ends_on for r in self.all_once("semesters", Semester) if r.number == 2)
        ends = [(first if day <= first else second) + 7 * DAY, journal.ends_on or FAR]
        if all(end >= self.today for end in ends):
            return True
        return due is not None and all(due.astimezone(RIGA).date() <= end for end in ends)


def days(first: date, last: date | None) -> Iterator[date]:
    day = first
    while day <= (last or FAR):
        yield day
        day += DAY


def to_do(session: Session, now: datetime) -> set[Found]:
    """What is open now."""
    naive = Naive(session, now)
    return {
        one
        for one, journal, day in _everything(naive, back=False)
        if one.done is None and naive.may_do(one.person, journal, day, one.due)
    }


def was_due(session: Session, now: datetime, first: date, last: date) -> set[Found]:
    """What fell due on some days, done or not."""
    naive = Naive(session, now)
    return {
        one
        for one, journal, day in _everything(naive, back=True)
        if one.due is not None
        and first <= one.due.astimezone(RIGA).date() <= last
        and (one.done is not None or naive.fell_due(journal, day, one.due))
    }


def _everything(naive: Naive, *, back: bool) -> Iterator[tuple[Found, Journal, date]]:
    for journal in naive.journals:
        for lesson in naive.all_once("lessons", Lesson):
            if lesson.journal_id == journal.id and lesson.starts_at <= naive.now:
                for one in _lesson(naive, journal, lesson, back=back):
                    yield one, journal, lesson.day
        for work in naive.all_once("works", Work):
            if work.journal_id == journal.id and work.day <= naive.today:
                for one in _work(naive, journal, work, back=back):
                    yield one, journal, work.day


def _lesson(naive: Naive, journal: Journal, lesson: Lesson, *, back: bool) -> Iterator[Found]:
    if not naive.has_lessons(journal, lesson.day) or not naive.here(journal, lesson.day):
        return
    done = lesson.completed_at
    at = max(lesson.day, done.astimezone(RIGA).date() if done else naive.today)
    led = [
        row.substitute_id
        for row in naive.all_once("substitutions", Substitution)
        if row.lesson_id == lesson.id
    ]
    persons = set(led) if led else naive.owners(journal, lesson.day, at, back=back)
    end = lesson.ends_at.astimezone(RIGA)
    parts = [
        bool(lesson.topic.strip()),
        bool(lesson.outcome.strip()),
        lesson.attendance_checked_at is not None,
    ]
    if not journal.attendance_only:
        parts.append(bool(lesson.no_homework or lesson.homework.strip()))
    for person in persons:
        if naive.is_ill(person, lesson.day):
            continue
        due = naive.due(
            person,
            "lesson_entry",
            lesson.journal_id,
            end.date(),
            1 if end.time() > time(17) else 0,
            time(17),
        )
        missing = 0 if done else parts.count(False)
        yield Found(person, f"lesson:{lesson.id}", due, done, missing, len(parts))


def _work(naive: Naive, journal: Journal, work: Work, *, back: bool) -> Iterator[Found]:
    kinds = {row.id: row for row in naive.all_once("kinds", WorkKind)}
    own = kinds[work.kind_id]
    if journal.attendance_only or own.entry_kind or not naive.has_lessons(journal, work.day):
        return
    versions = [
        row for row in kinds.values() if row.code == own.code and row.effective_from <= work.day
    ]
    kind = max(versions, key=lambda row: row.effective_from) if versions else own
    day0 = {
        pupil: start
        for pupil in naive.here(journal, work.day)
        if (start := _day0(naive, work, pupil)) is not None
    }
    if not day0:
        return
    first = {pupil: _first(naive, work, pupil) for pupil in day0}
    missing = [pupil for pupil, at in first.items() if at is None]
    moments = [at for at in first.values() if at is not None]
    done = None if missing else max(moments)
    at = done.astimezone(RIGA).date() if done else naive.today
    for person in naive.owners(journal, work.day, max(at, work.day), back=back):
        due = {
            pupil: naive.due(person, "marks", work.journal_id, start, kind.deadline_days, time.max)
            for pupil, start in day0.items()
        }
        yield Found(person, f"work:{work.id}", _whole(due, first), done, len(missing), len(day0))


def _whole(due: dict[int, datetime | None], first: dict[int, datetime | None]) -> datetime | None:
    """Open: the earliest of what is missing. Done: of the first late one, else the last of all."""
    open_ = [pupil for pupil, at in first.items() if at is None]
    if open_:
        known = [at for pupil in open_ if (at := due[pupil]) is not None]
        return min(known) if known else None
    late = [at for pupil, at in due.items() if at is not None and (first[pupil] or at) > at]
    if late:
        return min(late)
    known = [at for at in due.values() if at is not None]
    return max(known) if len(known) == len(due) else None


def _day0(naive: Naive, work: Work, pupil: int) -> date | None:
    """The day it counts from for a pupil; None: nothing is owed."""
    lessons = [
        row.id
        for row in naive.all_once("lessons", Lesson)
        if row.journal_id == work.journal_id and row.day == work.day
    ]
    asked = [work.lesson_id] if work.lesson_id else lessons
    gone = {
        row.lesson_id
        for row in naive.all_once("attendance", Attendance)
        if row.pupil_id == pupil and row.status == "absent"
    }
    if not asked or not all(lesson in gone for lesson in asked):
        return work.day
    for row in naive.all_once("late", LateSubmission):
        if row.work_id == work.id and row.pupil_id == pupil:
            return row.done_on
    return None


def _first(naive: Naive, work: Work, pupil: int) -> datetime | None:
    for mark in naive.all_once("marks", Mark):
        if mark.work_id == work.id and mark.pupil_id == pupil and mark.value:
            at = [
                row.at
                for row in naive.all_once("events", MarkEvent)
                if row.mark_id == mark.id and row.new_value
            ]
            return min(at) if at else mark.set_at
    return None
