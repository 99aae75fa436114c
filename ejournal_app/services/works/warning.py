"""What to say before a work is saved: too many tests, averages that change. It forbids nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.marks import is_numeric
from ejournal_app.domain.test_load import Limits, free_days, load_with_one_more, monday_of
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Lesson, SchoolClass
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.persistence.queries.teaching import is_held
from ejournal_app.services.class_tests import ClassTest, load_class_tests
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_days import require_lesson_day
from ejournal_app.services.school_rules import test_load

from .deciding import (
    WorkValues,
    chosen_kind,
    decide_change,
    decide_new,
    marks_of,
    writable_journal,
    writable_work,
)

FREE_DAYS = 3
"""Days proposed instead."""
_AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class FullDay:
    """A class whose day or week would have too many tests."""

    class_name: str
    day: date
    of_week: bool
    """The week is full, not the day."""
    subjects: tuple[str, ...]
    """Of the tests that are there already."""
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warnings:
    """What to say before saving; empty when there is nothing."""

    full: tuple[FullDay, ...] = ()
    free_days: tuple[date, ...] = ()
    """Days with a lesson of the journal on which no class would have too many."""
    averages: int = 0
    """Averages that change with the weight."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.full or self.averages)


@use_case
def look_at_lesson(actor: Actor, lesson_id: int, kind_code: str) -> Warnings:
    """Return what to say before a work of a kind is added to a lesson."""
    with reading() as session:
        lesson = session.get(Lesson, lesson_id)
        if lesson is None:
            raise Forbidden(
                Attempt(action=Permission.WORK_WRITE, entity="lesson", entity_id=lesson_id)
            )
        journal = writable_journal(session, actor, lesson.journal_id, lesson.id)
        require_lesson_day(session, actor, journal, lesson.day)
        kind = chosen_kind(session, kind_code, lesson.day)
        return _load_warnings(session, journal, lesson.day) if kind.is_test else Warnings()


@use_case
def look_at_new(actor: Actor, journal_id: int, values: WorkValues) -> Warnings:
    """Return what to say before a work is planned; Refused as planning it is."""
    with reading() as session:
        journal = writable_journal(session, actor, journal_id)
        decided = decide_new(session, actor, journal, values)
        return _load_warnings(session, journal, decided.day) if decided.kind.is_test else Warnings()


@use_case
def look_at_change(actor: Actor, work_id: int, values: WorkValues) -> Warnings:
    """Return what to say before a work is changed; Refused as changing it is."""
    with reading() as session:
        work, kind, journal = writable_work(session, actor, work_id)
        decided = decide_change(session, actor, work, kind, journal, values)
        load = Warnings()
        if decided.kind.is_test and (decided.day != work.day or not kind.is_test):
            load = _load_warnings(session, journal, decided.day, but=work_id)
        touched = 0
        if decided.weight != work.weight:
            touched = sum(is_numeric(mark.value) for mark in marks_of(session, work_id))
        return Warnings(full=load.full, free_days=load.free_days, averages=touched)


def _load_warnings(
    session: Session, journal: Journal, day: date, *, but: int | None = None
) -> Warnings:
    class_ids = journal_facts(session, journal, day).class_ids
    today = clock.today()
    until = max(day, today) + _AHEAD
    # Whole weeks: from that of the day in question to the last one proposed.
    first, last = monday_of(min(day, today)), monday_of(until) + timedelta(days=6)
    tests = load_class_tests(session, class_ids, first, last, but=but)

    def limits(on: date) -> tuple[int, int]:
        return test_load(session, on)

    # Only those who will have the test count: of a group, its own pupils.
    courses = {
        class_id: own.courses()
        if journal.group_id is None
        else own.courses_in_group(journal.group_id, day)
        for class_id, own in tests.items()
    }
    full = [
        found
        for school_class in session.scalars(
            select(SchoolClass)
            .where(col(SchoolClass.id).in_(class_ids))
            .order_by(col(SchoolClass.grade), col(SchoolClass.letter))
        )
        if (found := _full_day(school_class, courses[school_class.id or 0], day, limits))
    ]
    if not full:
        return Warnings()
    candidates = session.scalars(
        select(col(Lesson.day))
        .where(
            col(Lesson.journal_id) == journal.id,
            col(Lesson.day) > today,
            col(Lesson.day) <= until,
            col(Lesson.day) != day,
            is_held(),
        )
        .distinct()
        .order_by(col(Lesson.day))
    ).all()
    taken = [_days(course) for own in courses.values() for course in own]
    return Warnings(full=tuple(full), free_days=free_days(taken, candidates, limits, FREE_DAYS))


def _full_day(
    school_class: SchoolClass, courses: list[tuple[ClassTest, ...]], day: date, limits: Limits
) -> FullDay | None:
    """Return what is too much for whoever of a class has most; None when there is room."""
    loads = [(load_with_one_more(_days(course), day, limits), course) for course in courses]
    over = [pair for pair in loads if pair[0].is_over]
    if not over:
        return None
    load, course = max(over, key=lambda pair: (pair[0].on_day, pair[0].in_week))
    monday = monday_of(day)
    return FullDay(
        class_name=school_class.name,
        day=day,
        of_week=not load.day_over,
        subjects=tuple(
            test.subject
            for test in course
            if (test.day == day if load.day_over else monday_of(test.day) == monday)
        ),
        limit=limits(day)[0] if load.day_over else limits(monday)[1],
    )


def _days(course: tuple[ClassTest, ...]) -> list[date]:
    return [test.day for test in course]
