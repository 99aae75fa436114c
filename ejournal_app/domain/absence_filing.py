"""How many days parents may justify by themselves, and when they may apply (Regulation 11).

Days are days with lessons of the pupil's grade; a part of a day counts as a day. A document (a
doctor's note) is another's word, not the parent's: what it covers is not counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .errors import Refused
from .messages import N_, Message
from .school_calendar import SchoolCalendar

_DAY = timedelta(days=1)

Days = Mapping[date, int]
"""Days with lessons and the number of their semester; 0 for lessons outside of semesters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingLimits:
    """What the school lets parents justify by their word."""

    at_a_time: int
    """Days of one application at most."""
    a_semester: int
    """Days of a pupil in a semester at most, by all who may apply."""
    afterwards: int
    """Calendar days after the last day of the absence in which it may still be applied for."""


def days_with_lessons(calendar: SchoolCalendar, grade: int, first: date, last: date) -> Days:
    """Return the days between two days, both included, on which a grade has lessons."""
    found: dict[date, int] = {}
    day = first
    while day <= last:
        if calendar.lesson_day(day, grade).allowed:
            found[day] = calendar.semester_on(day, grade) or 0
        day += _DAY
    return found


def in_semester(days: Days, semester: int) -> int:
    """Return how many of the days lie in a semester."""
    return sum(own == semester for own in days.values())


def require_in_time(last: date, today: date, limits: FilingLimits) -> None:
    """Raise Refused when an absence has been over for too long."""
    if (today - last).days > limits.afterwards:
        raise Refused(
            Message(
                N_(
                    "This absence was over on {day}: applications are taken for {n} days"
                    " afterwards. Give the note to the class teacher."
                ),
                {"day": last, "n": limits.afterwards},
            ),
            field="ends_on",
        )


def require_within_limits(asked: Days, counted: Iterable[Days], limits: FilingLimits) -> None:
    """Raise Refused when a parent's word is not enough, and say what is.

    `counted` are the days of the pupil justified by parents, or applied for, before.
    """
    if len(asked) > limits.at_a_time:
        raise Refused(
            Message(
                N_(
                    "A parent may justify at most {most} school days at a time, these are {n}."
                    " For a longer absence bring a doctor's note to the class teacher, or add"
                    " a picture of it here."
                ),
                {"most": limits.at_a_time, "n": len(asked)},
            ),
            field="ends_on",
        )
    known: dict[date, int] = {}
    for days in counted:
        known.update(days)
    for semester in sorted(set(asked.values())):
        before = in_semester(known, semester)
        after = in_semester({**known, **asked}, semester)
        if after > limits.a_semester and after > before:
            raise Refused(
                Message(
                    N_(
                        "In a semester a parent may justify at most {most} school days; {n} are"
                        " used. Bring a doctor's note to the class teacher, or add a picture of"
                        " it here."
                    ),
                    {"most": limits.a_semester, "n": before},
                ),
                field="ends_on",
            )
