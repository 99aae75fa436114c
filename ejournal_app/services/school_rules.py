"""The school's own numbers, each from a date on; where it set none, the defaults."""

from collections import defaultdict
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain import school_numbers as numbers
from ejournal_app.domain.absence_filing import FilingLimits
from ejournal_app.domain.absence_numbers import UNJUSTIFIED_STEPS, thresholds
from ejournal_app.domain.class_tasks import AUTUMN_DUE, NEWCOMER_WORKING_DAYS, autumn_due
from ejournal_app.domain.deadlines import ENTRY_DUE_TIME
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.legal_limits import max_lessons
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.school_numbers import (
    PERCENT_BOUNDS,
    ROUND_UP_FROM,
    STAP_LAST_GRADE,
    scale_by_grade,
)
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.domain.telling_times import DIGEST_AT, DUE_AHEAD_AT, MISSING_TODAY_AT
from ejournal_app.persistence.models import RuleSetting

_KNOWN = "school_rules"


class Rule(StrEnum):
    """Keys of `RuleSetting`."""

    LESSON_ENTRY_DUE = "lesson_entry_due"
    """HH:MM, Europe/Riga (Regulation 10)."""
    STAP_LAST_GRADE = "stap_last_grade"
    """Grades up to this one are marked in levels; 0 for none."""
    ROUND_UP_FROM = "round_up_from"
    """The part from which a suggested mark is rounded up (Regulation 17)."""
    PERCENT_BOUNDS = "percent_bounds"
    """The least per cent of the marks 2 to 10, with commas between."""
    MAX_LESSONS = "max_lessons"
    """Lessons a day at most, of the grades 1 to 12, with commas between."""
    TEST_LOAD = "test_load"
    """Tests of a class at most on a day and in a week, with a comma between."""
    MARK_LOCK_DAYS = "mark_lock_days"
    """Calendar days after which a mark is locked; 0 for never."""
    PERIOD_DAYS = "period_days"
    """Days before and after the end of a semester in which its marks may be entered."""
    SEMESTER_MARKS = "semester_marks"
    """1 when the school gives marks of the semesters, else 0."""
    BRAKE = "brake"
    """So many marks made the lowest or cleared within so many minutes are held back."""
    WORKING_HOURS = "working_hours"
    """HH:MM,HH:MM: outside of them changes from a new device are held back."""
    ENTRY_DAYS = "entry_days"
    """Working days for the entry of a lesson, by kind of journal in the order of `JournalKind`."""
    CLASS_TASKS_DUE = "class_tasks_due"
    """DD.MM.: by when class teachers' tasks of the autumn are done (Regulation 6, 9)."""
    NEWCOMER_DAYS = "newcomer_days"
    """Working days for a newcomer's personal file (Regulation 9)."""
    REMINDER_TIMES = "reminder_times"
    """HH:MM,HH:MM: when teachers are told in the morning what falls due, and what is missing."""
    DIGEST_TIME = "digest_time"
    """HH:MM: when families are told of the day, unless they chose another time."""
    FILING_LIMITS = "filing_limits"
    """Days a parent may justify at a time, in a semester, and days to apply in, with commas."""
    INFORM_BY = "inform_by"
    """HH:MM by which parents say that a pupil will be absent today."""
    UNJUSTIFIED_STEPS = "unjustified_steps"
    """Unjustified lessons of a semester at which the school does something, with commas."""
    CANTEEN = "canteen"
    """HH:MM;address,address: when and to whom attendance of the first lesson is sent."""
    SUBSTITUTION_LIMITS = "substitution_limits"
    """Substituted lessons of a teacher at most on a day and in a week, with a comma between."""
    HOLD_MARKS = "hold_marks"
    """HH:MM: families are told of the marks of a day from then on; empty: at once."""


def lesson_entry_due_time(session: Session, on: date) -> time:
    """Return by when lessons dated `on` are to be entered (Regulation 10)."""
    value = _value(session, Rule.LESSON_ENTRY_DUE, on)
    return time.fromisoformat(value) if value else ENTRY_DUE_TIME


def lesson_entry_days(session: Session, kind: str, on: date) -> int:
    """Return in how many working days lessons dated `on` are entered, in journals of a kind."""
    value = _value(session, Rule.ENTRY_DAYS, on)
    days = tuple(map(int, value.split(","))) if value else numbers.ENTRY_DAYS
    return days[list(JournalKind).index(JournalKind(kind))]


def class_tasks_due(session: Session, starting: int) -> date:
    """Return by when class teachers' tasks of a school year's autumn are done (Regulation 6, 9).

    What held on 1 September decides, so that a later change leaves the year as it was.
    """
    value = _value(session, Rule.CLASS_TASKS_DUE, date(starting, 9, 1))
    return autumn_due(starting, numbers.autumn_day(value) if value else AUTUMN_DUE)


def newcomer_days(session: Session, since: date) -> int:
    """Return the working days for the personal file of who came to the school on a day."""
    value = _value(session, Rule.NEWCOMER_DAYS, since)
    return int(value) if value else NEWCOMER_WORKING_DAYS


def scale_of_grade(session: Session, grade: int, on: date) -> Scale:
    """Return the ordinary scale of a grade for works dated `on`."""
    value = _value(session, Rule.STAP_LAST_GRADE, on)
    return scale_by_grade(grade, int(value) if value else STAP_LAST_GRADE)


def round_up_from(session: Session, on: date) -> Decimal:
    """Return from which part on a mark suggested on a day is rounded up (Regulation 17)."""
    value = _value(session, Rule.ROUND_UP_FROM, on)
    return Decimal(value) if value else ROUND_UP_FROM


def percent_bounds(session: Session, on: date) -> tuple[int, ...]:
    """Return the least per cent of the marks 2 to 10 for works dated `on`."""
    value = _value(session, Rule.PERCENT_BOUNDS, on)
    return tuple(map(int, value.split(","))) if value else PERCENT_BOUNDS


def max_lessons_a_day(session: Session, grade: int, on: date) -> int:
    """Return how many lessons a grade may have on a day: the school's number, else the law's."""
    value = _value(session, Rule.MAX_LESSONS, on)
    return int(value.split(",")[grade - 1]) if value else max_lessons(grade)


def test_load(session: Session, on: date) -> tuple[int, int]:
    """Return how many tests a class may have on a day and in its week."""
    day, week = _pair(session, Rule.TEST_LOAD, on, numbers.TEST_LOAD)
    return day, week


def substitution_limits(session: Session, on: date) -> tuple[int, int]:
    """Return how many lessons a teacher substitutes at most on a day and in its week (12)."""
    return _pair(session, Rule.SUBSTITUTION_LIMITS, on, numbers.SUBSTITUTION_LIMITS)


def mark_lock_days(session: Session, on: date) -> int:
    """Return after how many calendar days a mark set on a day is locked; 0 for never."""
    value = _value(session, Rule.MARK_LOCK_DAYS, on)
    return int(value) if value else numbers.MARK_LOCK_DAYS


def period_days(session: Session, on: date) -> tuple[int, int]:
    """Return how many days before and after its end a period is open for marks."""
    return _pair(session, Rule.PERIOD_DAYS, on, numbers.PERIOD_DAYS)


def semester_marks_used(session: Session, on: date) -> bool:
    """Tell whether the school gives marks of the semesters beside the year mark."""
    return _value(session, Rule.SEMESTER_MARKS, on) == "1"


def brake(session: Session, on: date) -> tuple[int, int]:
    """Return how many marks made lowest or cleared, within how many minutes, are held back."""
    return _pair(session, Rule.BRAKE, on, numbers.BRAKE)


def working_hours(session: Session, on: date) -> tuple[time, time]:
    """Return when teachers usually work, Europe/Riga wall clock."""
    value = _value(session, Rule.WORKING_HOURS, on)
    if not value:
        return numbers.WORKING_HOURS
    first, last = map(time.fromisoformat, value.split(","))
    return first, last


def filing_limits(session: Session, on: date) -> FilingLimits:
    """Return what parents may justify by their word, for absences that begin on a day (11)."""
    value = _value(session, Rule.FILING_LIMITS, on)
    at_a_time, a_semester, afterwards = (
        map(int, value.split(",")) if value else numbers.FILING_LIMITS
    )
    return FilingLimits(at_a_time=at_a_time, a_semester=a_semester, afterwards=afterwards)


def inform_by(session: Session, on: date) -> time:
    """Return by when parents say that a pupil will be absent on a day."""
    value = _value(session, Rule.INFORM_BY, on)
    return time.fromisoformat(value) if value else numbers.INFORM_BY


def reminder_times(session: Session, on: date) -> tuple[time, time]:
    """Return when teachers are told in the morning, and what is still missing in the afternoon."""
    value = _value(session, Rule.REMINDER_TIMES, on)
    if not value:
        return DUE_AHEAD_AT, MISSING_TODAY_AT
    morning, afternoon = map(time.fromisoformat, value.split(","))
    return morning, afternoon


def digest_time(session: Session, on: date) -> time:
    """Return when families are told of the day who chose no other time."""
    value = _value(session, Rule.DIGEST_TIME, on)
    return time.fromisoformat(value) if value else DIGEST_AT


def unjustified_steps(session: Session, on: date) -> tuple[int, ...]:
    """Return the steps of unjustified lessons in force on a day, the law's included."""
    value = _value(session, Rule.UNJUSTIFIED_STEPS, on)
    return thresholds(map(int, value.split(",")) if value else UNJUSTIFIED_STEPS)


def canteen(session: Session, on: date) -> tuple[time, tuple[str, ...]] | None:
    """Return when and to which addresses the canteen's report is sent; None: it is not sent."""
    value = _value(session, Rule.CANTEEN, on)
    if not value:
        return None
    at, _, addresses = value.partition(";")
    return time.fromisoformat(at), tuple(addresses.split(","))


def marks_held_until(session: Session, on: date) -> time | None:
    """Return until when families are not told of marks set on a day; None: told at once."""
    value = _value(session, Rule.HOLD_MARKS, on)
    return time.fromisoformat(value) if value else None


def _pair(session: Session, rule: Rule, on: date, otherwise: tuple[int, int]) -> tuple[int, int]:
    value = _value(session, rule, on)
    if not value:
        return otherwise
    first, second = map(int, value.split(","))
    return first, second


def lesson_limits(session: Session, on: date) -> dict[int, int]:
    """Return how many lessons each grade may have on a day."""
    return {grade: max_lessons_a_day(session, grade, on) for grade in GRADES}


def _value(session: Session, rule: Rule, on: date) -> str | None:
    """Return the value in force on a day; the rules are read once per session, all together."""
    if _KNOWN not in session.info:
        read: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
        for row in session.scalars(select(RuleSetting).order_by(col(RuleSetting.effective_from))):
            read[row.key].append((row.effective_from, row.value))
        session.info[_KNOWN] = read
    known: dict[str, list[tuple[date, str]]] = session.info[_KNOWN]
    in_force = [value for effective_from, value in known[rule] if effective_from <= on]
    return in_force[-1] if in_force else None
