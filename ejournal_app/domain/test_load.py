"""How many tests a class has on a day and in a week, against the school's limit.

Pure counting over the days of tests. A *course* is what one pupil has: the tests of the class and
those of the pupil's groups. A class has as many tests as that pupil of it who has most, so the two
groups of a split count once. Weeks begin on Monday; the limit of a week is the one in force on its
Monday, that of a day the one in force on the day.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

Limits = Callable[[date], tuple[int, int]]
"""Tests on a day and in a week at most, as in force on a day."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many tests there are on a day and in its week, and whether that is too many."""

    on_day: int
    in_week: int
    day_over: bool
    week_over: bool

    @property
    def is_over(self) -> bool:
        """Tell whether the day or the week has too many."""
        return self.day_over or self.week_over


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def load_on(tests: Iterable[date], day: date, limits: Limits) -> Load:
    """Return the load of a day and its week in one course; several tests may share a day."""
    counts = Counter(tests)
    on_day = counts[day]
    monday = monday_of(day)
    in_week = sum(count for one, count in counts.items() if monday_of(one) == monday)
    return Load(
        on_day=on_day,
        in_week=in_week,
        day_over=on_day > limits(day)[0],
        week_over=in_week > limits(monday)[1],
    )


def load_with_one_more(tests: Collection[date], day: date, limits: Limits) -> Load:
    """Return the load of a day in one course if one more test were put on it."""
    return load_on([*tests, day], day, limits)


def heaviest(courses: Iterable[Collection[date]], day: date, limits: Limits) -> Load:
    """Return the load of a day in a class: that of whoever has most."""
    loads = [load_on(course, day, limits) for course in courses]
    return Load(
        on_day=max((load.on_day for load in loads), default=0),
        in_week=max((load.in_week for load in loads), default=0),
        day_over=any(load.day_over for load in loads),
        week_over=any(load.week_over for load in loads),
    )


def free_days(
    courses: Iterable[Collection[date]], candidates: Iterable[date], limits: Limits, count: int
) -> tuple[date, ...]:
    """Return the first days on which one more test is too many in none of the courses."""
    known = list(courses)
    found: list[date] = []
    for day in candidates:
        if len(found) == count:
            break
        if not any(load_with_one_more(own, day, limits).is_over for own in known):
            found.append(day)
    return tuple(found)
