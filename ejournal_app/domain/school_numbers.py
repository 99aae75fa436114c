"""The school's own numbers as they are written down: what they may be, and what they mean.

A value is stored as text; `checked_*` returns it as stored or Refused, the others read it.
"""

from datetime import date, time
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from .errors import Refused
from .kinds import JournalKind
from .legal_limits import max_lessons
from .marks import IMPROVEMENT_SIGN, Scale, parse_mark
from .messages import N_, Message
from .school_year_defaults import GRADES

STAP_LAST_GRADE = 3
"""Grades up to this one are marked in levels (S, T, A, P)."""
ROUND_UP_FROM = Decimal("0.5")
"""From which part on a suggested mark is rounded up."""
ROUNDINGS = ("0.5", "0.6", "0.7", "0.8")
PERCENT_BOUNDS = (11, 21, 33, 46, 59, 71, 80, 88, 95)
"""The least per cent of the marks 2 to 10; below the first it is a 1."""
_FIRST_MONTH = 9
"""A school year begins in September."""

TEST_LOAD = (2, 5)
"""Tests of a class at most on a day and in a week, where the school says nothing else."""
SUBSTITUTION_LIMITS = (3, 8)
"""Substituted lessons of a teacher at most on a day and in a week."""
MARK_LOCK_DAYS = 14
"""Calendar days after which changing a mark needs a reason."""
PERIOD_DAYS = (14, 7)
"""Days before and after the end of a semester in which its marks may be entered."""
SEMESTER_MARKS = "0"
BRAKE = (10, 10)
"""Marks made lowest or cleared, within how many minutes."""
WORKING_HOURS = (time(6, 0), time(22, 0))
FILING_LIMITS = (3, 10, 7)
"""Days a parent may justify at a time and in a semester; days afterwards to apply in."""
INFORM_BY = time(9, 0)
"""Until then parents say that a pupil will be absent today."""
ENTRY_DAYS = (0,) * len(JournalKind)
"""Working days after the lesson in which it is entered, by kind of journal; 0: the same day."""


def checked_entry_days(value: str) -> str:
    """Return the working days for an entry in journals of each kind."""
    return ",".join(map(str, _numbers(value, len(JournalKind), 0, 20)))


def checked_newcomer_days(value: str) -> str:
    """Return in how many working days a newcomer's personal file is put in order."""
    return str(_numbers(value, 1, 0, 60)[0])


def checked_autumn_day(value: str) -> str:
    """Return a day of the autumn as `30.09.`; Refused for anything else."""
    day, _, month = value.strip().rstrip(".").replace(" ", "").partition(".")
    known = all(part.isascii() and part.isdecimal() and len(part) <= 2 for part in (day, month))
    try:
        # Any year without a leap day: the day has to be there every autumn.
        found = date(2001, int(month), int(day)) if known else None
    except ValueError:
        found = None
    if found is None or found.month < _FIRST_MONTH:
        raise Refused(
            Message(N_("Write a day from 1 September to 31 December, as 30.09.")), field="value"
        )
    return f"{found:%d.%m.}"


def autumn_day(value: str) -> tuple[int, int]:
    """Return month and day of a stored `30.09.`."""
    day, month = value.rstrip(".").split(".")
    return int(month), int(day)


def checked_test_load(value: str) -> str:
    """Return tests a day and a week; Refused when fewer are allowed in a week than on a day."""
    day, week = _numbers(value, 2, 1, 20)
    if week < day:
        raise Refused(
            Message(N_("A week cannot have fewer tests than one of its days.")), field="value_2"
        )
    return f"{day},{week}"


def checked_filing_limits(value: str) -> str:
    """Return days a parent may justify at a time and in a semester, and days to apply in.

    Refused when a semester has fewer than one application may have.
    """
    at_a_time, a_semester, afterwards = _numbers(value, 3, 0, 200)
    if a_semester < at_a_time:
        raise Refused(
            Message(N_("A semester cannot have fewer days than one application.")),
            field="value_2",
        )
    return f"{at_a_time},{a_semester},{afterwards}"


def checked_substitution_limits(value: str) -> str:
    """Return lessons a teacher substitutes at most a day and a week; Refused when it is fewer."""
    day, week = _numbers(value, 2, 0, 40)
    if week < day:
        raise Refused(
            Message(N_("A week cannot have fewer substitutions than one of its days.")),
            field="value_2",
        )
    return f"{day},{week}"


def checked_lock(value: str) -> str:
    """Return after how many days a mark is locked, 0 for never."""
    return str(_numbers(value, 1, 0, 365)[0])


def checked_period_days(value: str) -> str:
    """Return days before and after the end of a period."""
    return ",".join(map(str, _numbers(value, 2, 0, 90)))


def checked_choice(value: str) -> str:
    """Return 1 for yes, 0 for no."""
    return str(_numbers(value, 1, 0, 1)[0])


def checked_brake(value: str) -> str:
    """Return how many changes within how many minutes are held back."""
    return ",".join(map(str, _numbers(value, 2, 2, 500)))


def checked_hours(value: str) -> str:
    """Return the first and the last of the working hours; Refused when they are none."""
    first, _, last = value.partition(",")
    begins, ends = checked_time(first.strip()), checked_time(last.strip())
    if ends <= begins:
        raise Refused(Message(N_("The end must be later than the beginning.")), field="value_2")
    return f"{begins},{ends}"


def checked_time(value: str) -> str:
    """Return a time of day as HH:MM; Refused for anything else."""
    try:
        return f"{time.fromisoformat(value):%H:%M}"
    except ValueError:
        raise Refused(Message(N_("This is not a time of day.")), field="value") from None


def checked_hold(value: str) -> str:
    """Return until when marks of a day are held back as HH:MM; empty for not at all."""
    return checked_time(value) if value else ""


def checked_grade(value: str) -> str:
    """Return the last grade marked in levels, 0 for none; Refused outside 0-12."""
    number = _numbers(value, 1, 0, 12)[0]
    return str(number)


def checked_rounding(value: str) -> str:
    """Return from which part a mark is rounded up; Refused for one not on offer."""
    if value not in ROUNDINGS:
        raise Refused(Message(N_("Choose a rounding from the list.")), field="value")
    return value


def checked_percents(value: str) -> str:
    """Return the bounds of the marks 2-10; Refused unless each is higher than the one before."""
    bounds = _numbers(value, 9, 1, 100)
    for place, (lower, higher) in enumerate(pairwise(bounds), start=3):
        if higher <= lower:
            raise Refused(
                Message(
                    N_("The bound of mark {mark} must be higher than that of mark {lower}."),
                    {"mark": place, "lower": place - 1},
                ),
                field=f"value_{place - 1}",
            )
    return ",".join(map(str, bounds))


def checked_limits(value: str) -> str:
    """Return how many lessons a day each grade may have; Refused above what the law allows."""
    limits = _numbers(value, 12, 1, 15)
    for grade, limit in zip(GRADES, limits, strict=True):
        if limit > max_lessons(grade):
            raise Refused(
                Message(
                    N_("The law allows grade {grade} at most {limit} lessons a day."),
                    {"grade": grade, "limit": max_lessons(grade)},
                ),
                field=f"value_{grade}",
            )
    return ",".join(map(str, limits))


def scale_by_grade(grade: int, stap_last_grade: int = STAP_LAST_GRADE) -> Scale:
    """Return the ordinary scale of a grade: levels up to a grade, ten points above it."""
    return Scale.STAP if grade <= stap_last_grade else Scale.TEN_POINTS


def suggested_mark(average: Decimal, round_up_from: Decimal = ROUND_UP_FROM) -> int:
    """Return the mark a weighted average suggests (Regulation 17); never below 1 or above 10."""
    whole = int(average.to_integral_value(ROUND_FLOOR))
    return min(10, max(1, whole + (average - whole >= round_up_from)))


def mark_of_percent(percent: Decimal, bounds: tuple[int, ...] = PERCENT_BOUNDS) -> int:
    """Return the mark a per cent result corresponds to by the school's table."""
    return 1 + sum(percent >= bound for bound in bounds)


def percent_as_marks(text: str, bounds: tuple[int, ...] = PERCENT_BOUNDS) -> str:
    """Return what was typed into a ten-point cell with each per cent in it as a mark: 75% is 7.

    Only what bears the sign is a per cent, in an improvement too (`4|75%`); the rest stays as it
    is. Refused for a per cent that cannot be one.
    """
    return IMPROVEMENT_SIGN.join(
        _percent_as_mark(part, bounds) if part.strip().endswith("%") else part
        for part in text.split(IMPROVEMENT_SIGN)
    )


def _percent_as_mark(text: str, bounds: tuple[int, ...]) -> str:
    percent = Decimal(parse_mark(text, Scale.PERCENT).removesuffix("%"))
    return str(mark_of_percent(percent, bounds))


def _numbers(value: str, count: int, least: int, most: int) -> list[int]:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != count:
        raise Refused(Message(N_("Fill in every field.")), field="value")
    found: list[int] = []
    for place, part in enumerate(parts, start=1):
        known = part.isascii() and part.isdecimal() and len(part) <= 3
        if not known or not least <= int(part) <= most:
            raise Refused(
                Message(
                    N_("Enter a whole number from {least} to {most}."),
                    {"least": least, "most": most},
                ),
                field="value" if count == 1 else f"value_{place}",
            )
        found.append(int(part))
    return found
