"""The tests of a class, week by week, against the school's limit: so that nobody piles them up."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.domain.test_load import free_days, heaviest, monday_of
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, JournalTeacher, Person, SchoolClass
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.persistence.queries.teaching import in_force, taught_journal_ids
from ejournal_app.policies.rules import require

from .calendars import load_calendar
from .class_tests import ClassTest, load_class_tests
from .guard import use_case
from .school_rules import test_load

WEEKS = 4
"""Shown at once."""
FREE_DAYS = 5
_DAY = timedelta(days=1)
_FRIDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTest:
    """A test in the calendar."""

    test: ClassTest
    teachers: tuple[str, ...]
    own: bool
    """The reader teaches its journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day; `closed` says why there are no lessons."""

    day: date
    tests: tuple[CalendarTest, ...]
    limit: int
    over: bool
    closed: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """A week, Monday first; weekends only when there are lessons or tests on them."""

    monday: date
    days: tuple[CalendarDay, ...]
    count: int
    """Tests of whoever has most: of two groups each pupil has one."""
    limit: int
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChoice:
    """A class to choose."""

    class_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOfTests:
    """Four weeks of one class; without classes there is nothing to show."""

    classes: tuple[ClassChoice, ...]
    chosen: ClassChoice | None
    first: date
    is_present: bool
    """It begins with the present week."""
    today: date
    weeks: tuple[CalendarWeek, ...]
    free_days: tuple[date, ...]
    """The next days to which a test can be added."""


@use_case
def calendar_of_tests(
    actor: Actor, class_id: int | None = None, day: date | None = None
) -> CalendarOfTests:
    """Return the tests of a class from the week of a day on: today's when none is given.

    On a weekend it begins with the coming week. Without a class it is the reader's own, else one
    the reader teaches, else the first.
    """
    require(actor, Permission.JOURNAL_LIST)
    today = clock.today()
    present = monday_of(today + 2 * _DAY if today.isoweekday() > _FRIDAY else today)
    first = monday_of(day) if day else present
    with reading() as session:
        year = working_year(session, today)
        rows = _classes(session, year.id if year else None)
        if class_id is not None and class_id not in {row.class_id for row in rows}:
            raise Forbidden(
                Attempt(action=Permission.JOURNAL_LIST, entity="class", entity_id=class_id)
            )
        chosen = _chosen(session, actor, rows, class_id, today)
        if year is None or chosen is None:
            return CalendarOfTests(
                classes=rows,
                chosen=None,
                first=first,
                is_present=first == present,
                today=today,
                weeks=(),
                free_days=(),
            )
        assert year.id is not None
        calendar = load_calendar(session, year.id)
        grade = session.get_one(SchoolClass, chosen.class_id).grade
        weeks = _weeks(session, actor, chosen.class_id, grade, calendar, first)
        return CalendarOfTests(
            classes=rows,
            chosen=chosen,
            first=first,
            is_present=first == present,
            today=today,
            weeks=weeks,
            free_days=_free(session, chosen.class_id, grade, calendar, today),
        )


def _classes(session: Session, year_id: int | None) -> tuple[ClassChoice, ...]:
    rows = session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year_id)).all()
    ordered = sorted(rows, key=lambda row: (row.grade, sort_key(row.letter)))
    return tuple(
        ClassChoice(class_id=row.id, name=row.name) for row in ordered if row.id is not None
    )


def _chosen(
    session: Session,
    actor: Actor,
    rows: tuple[ClassChoice, ...],
    class_id: int | None,
    today: date,
) -> ClassChoice | None:
    wanted = [class_id] if class_id is not None else sorted(actor.class_ids)
    if not wanted:
        wanted = session.scalars(
            select(col(Journal.class_id)).where(
                col(Journal.id).in_(taught_journal_ids(actor.person_id, today)),
                col(Journal.class_id).is_not(None),
            )
        ).all()
    return next((row for row in rows if row.class_id in wanted), rows[0] if rows else None)


def _weeks(
    session: Session,
    actor: Actor,
    class_id: int,
    grade: int,
    calendar: SchoolCalendar,
    first: date,
) -> tuple[CalendarWeek, ...]:
    last = first + timedelta(days=7 * WEEKS - 1)
    known = load_class_tests(session, [class_id], first, last)[class_id]
    tests = known.tests
    teachers = _teachers(session, {test.journal_id for test in tests}, clock.today())
    courses = [[test.day for test in course] for course in known.courses()]

    def limits(on: date) -> tuple[int, int]:
        return test_load(session, on)

    def day_of(day: date) -> CalendarDay:
        load = heaviest(courses, day, limits)
        return CalendarDay(
            day=day,
            tests=tuple(
                CalendarTest(
                    test=test,
                    teachers=tuple(name for _, name in teachers.get(test.journal_id, [])),
                    own=any(
                        person == actor.person_id for person, _ in teachers.get(test.journal_id, [])
                    ),
                )
                for test in tests
                if test.day == day
            ),
            limit=limits(day)[0],
            over=load.day_over,
            closed=calendar.lesson_day(day, grade).reason,
        )

    weeks: list[CalendarWeek] = []
    for number in range(WEEKS):
        monday = first + timedelta(days=7 * number)
        load = heaviest(courses, monday, limits)
        shown = [day_of(monday + n * _DAY) for n in range(7)]
        weeks.append(
            CalendarWeek(
                monday=monday,
                days=tuple(
                    own
                    for own in shown
                    if own.day.isoweekday() <= _FRIDAY or own.tests or own.closed is None
                ),
                count=load.in_week,
                limit=limits(monday)[1],
                over=load.week_over,
            )
        )
    return tuple(weeks)


def _free(
    session: Session, class_id: int, grade: int, calendar: SchoolCalendar, today: date
) -> tuple[date, ...]:
    last = monday_of(today) + timedelta(days=7 * WEEKS - 1)
    known = load_class_tests(session, [class_id], monday_of(today), last)[class_id]
    ahead = (today + n * _DAY for n in range(1, (last - today).days + 1))
    return free_days(
        [[test.day for test in course] for course in known.courses()],
        (day for day in ahead if calendar.lesson_day(day, grade).allowed),
        lambda on: test_load(session, on),
        FREE_DAYS,
    )


def _teachers(
    session: Session, journal_ids: set[int], on: date
) -> dict[int, list[tuple[int, str]]]:
    """Return who teaches the journals today: id and name."""
    found: dict[int, list[tuple[int, str]]] = {}
    for journal_id, person in session.execute(
        select(col(JournalTeacher.journal_id), Person)
        .join(Person, col(Person.id) == col(JournalTeacher.person_id))
        .where(col(JournalTeacher.journal_id).in_(journal_ids), *in_force(JournalTeacher, on))
        .order_by(col(Person.family_name), col(Person.given_name))
    ):
        name = f"{person.given_name} {person.family_name}"
        found.setdefault(journal_id, []).append((person.id or 0, name))
    return found
