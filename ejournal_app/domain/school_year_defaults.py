"""School years as the Cabinet sets them, and a calendar by the same pattern for other years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .official_holidays import moved_working_days, official_holidays
from .school_calendar import BreakSpan, SchoolCalendar, SemesterSpan

GRADES = range(1, 13)
_SEPTEMBER = 9
_PREPARED_FROM = 6
"""Month in which schools turn to the coming year."""
_MONDAY, _FRIDAY = 1, 5
_SATURDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDates:
    """The dates that make up a school year; spans are first and last day."""

    first_semester: tuple[date, date]
    second_starts_on: date
    ends_on: date
    """Last day of grades 1–8 and 10–11."""
    grade_9_ends_on: date
    grade_12_ends_on: date
    autumn_break: tuple[date, date]
    winter_break: tuple[date, date]
    spring_break: tuple[date, date]


PUBLISHED: dict[int, YearDates] = {
    2025: YearDates(
        first_semester=(date(2025, 9, 1), date(2025, 12, 19)),
        second_starts_on=date(2026, 1, 5),
        ends_on=date(2026, 5, 29),
        grade_9_ends_on=date(2026, 6, 12),
        grade_12_ends_on=date(2026, 6, 19),
        autumn_break=(date(2025, 10, 20), date(2025, 10, 24)),
        winter_break=(date(2025, 12, 22), date(2026, 1, 2)),
        spring_break=(date(2026, 3, 9), date(2026, 3, 13)),
    ),
    2026: YearDates(
        first_semester=(date(2026, 9, 1), date(2026, 12, 18)),
        second_starts_on=date(2027, 1, 4),
        ends_on=date(2027, 5, 31),
        grade_9_ends_on=date(2027, 6, 11),
        grade_12_ends_on=date(2027, 6, 18),
        autumn_break=(date(2026, 10, 19), date(2026, 10, 23)),
        winter_break=(date(2026, 12, 21), date(2027, 1, 1)),
        spring_break=(date(2027, 3, 8), date(2027, 3, 12)),
    ),
}
"""Years fixed by the Cabinet, by the calendar year of their September."""


def school_year_of(day: date) -> int:
    """Return the starting year of the school year a day is in: 1 September to 31 August."""
    return day.year if day.month >= _SEPTEMBER else day.year - 1


def school_year_to_prepare(today: date) -> int:
    """Return the year a school works at: from June on the coming one."""
    return today.year if today.month >= _PREPARED_FROM else today.year - 1


def default_year(starting: int) -> SchoolCalendar:
    """Return the calendar of a school year: as published, otherwise by the usual pattern.

    Holidays and moved working days reach four months past the year, for deadlines at its end.
    """
    dates = PUBLISHED.get(starting) or usual_dates(starting)
    first, last = date(starting, 9, 1), date(starting + 1, 12, 31)
    return SchoolCalendar(
        semesters=tuple(_semesters(dates)),
        breaks=(
            _break("rudens brīvlaiks", dates.autumn_break),
            _break("ziemas brīvlaiks", dates.winter_break),
            _break("pavasara brīvlaiks", dates.spring_break),
        ),
        moved_days=moved_working_days(first, last),
        holidays=official_holidays(first, last),
    )


def usual_dates(starting: int) -> YearDates:
    """Return the dates of a year by the pattern the published years follow."""
    ending = starting + 1
    christmas_eve = date(starting, 12, 24)
    # The two weeks off start in the week of 24 December, or after it when it is a weekend.
    if christmas_eve.isoweekday() >= _SATURDAY:
        winter = _on_or_after(christmas_eve, _MONDAY)
    else:
        winter = _on_or_before(christmas_eve, _MONDAY)
    autumn = _on_or_after(date(starting, 10, 19), _MONDAY)
    spring = _on_or_after(date(ending, 3, 8), _MONDAY)
    return YearDates(
        first_semester=(_weekday_from(date(starting, 9, 1)), winter - timedelta(days=3)),
        second_starts_on=winter + timedelta(days=14),
        ends_on=_weekday_until(date(ending, 5, 31)),
        grade_9_ends_on=_on_or_after(date(ending, 6, 8), _FRIDAY),
        grade_12_ends_on=_on_or_after(date(ending, 6, 15), _FRIDAY),
        autumn_break=(autumn, autumn + timedelta(days=4)),
        winter_break=(winter, winter + timedelta(days=11)),
        spring_break=(spring, spring + timedelta(days=4)),
    )


def _semesters(dates: YearDates) -> Iterator[SemesterSpan]:
    last_days = {9: dates.grade_9_ends_on, 12: dates.grade_12_ends_on}
    for grade in GRADES:
        starts_on, ends_on = dates.first_semester
        yield SemesterSpan(grade=grade, number=1, starts_on=starts_on, ends_on=ends_on)
        yield SemesterSpan(
            grade=grade,
            number=2,
            starts_on=dates.second_starts_on,
            ends_on=last_days.get(grade, dates.ends_on),
        )


def _break(name: str, span: tuple[date, date]) -> BreakSpan:
    return BreakSpan(name=name, starts_on=span[0], ends_on=span[1])


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def _weekday_from(day: date) -> date:
    return day if day.isoweekday() < _SATURDAY else _on_or_after(day, _MONDAY)


def _weekday_until(day: date) -> date:
    return day if day.isoweekday() < _SATURDAY else _on_or_before(day, _FRIDAY)
