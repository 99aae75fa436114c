"""What a parent may justify by word alone: by example, and for any applications (Regulation 11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.absence_filing import (
    FilingLimits,
    days_with_lessons,
    in_semester,
    require_in_time,
    require_within_limits,
)
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.school_calendar import BreakSpan, SchoolCalendar, SemesterSpan
from ejournal_app.domain.school_numbers import checked_filing_limits

DAY = timedelta(days=1)
FIRST = date(2026, 12, 1)
CALENDAR = SchoolCalendar(
    semesters=(
        SemesterSpan(grade=5, number=1, starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)),
        SemesterSpan(grade=5, number=2, starts_on=date(2027, 1, 4), ends_on=date(2027, 5, 31)),
    ),
    breaks=(BreakSpan(name="Ziemas", starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 1)),),
)
LIMITS = FilingLimits(at_a_time=3, a_semester=10, afterwards=7)


def days(first: date, last: date) -> dict[date, int]:
    return dict(days_with_lessons(CALENDAR, 5, first, last))


def test_only_days_with_lessons_count_each_in_its_semester() -> None:
    # From the Thursday before the winter break to the Tuesday after it.
    assert days(date(2026, 12, 17), date(2027, 1, 5)) == {
        date(2026, 12, 17): 1,
        date(2026, 12, 18): 1,
        date(2027, 1, 4): 2,
        date(2027, 1, 5): 2,
    }
    assert days(date(2026, 12, 19), date(2027, 1, 3)) == {}


def test_more_days_than_at_a_time_are_refused_with_what_to_do() -> None:
    require_within_limits(days(FIRST, FIRST + 2 * DAY), [], LIMITS)
    with pytest.raises(Refused, match="doctor's note") as refusal:
        require_within_limits(days(FIRST, FIRST + 3 * DAY), [], LIMITS)
    assert refusal.value.field == "ends_on"
    # A weekend between makes it no longer.
    friday = date(2026, 12, 4)
    require_within_limits(days(friday, friday + 4 * DAY), [], LIMITS)


def test_each_semester_has_its_own_days_and_a_day_counts_once() -> None:
    used = days(date(2026, 12, 1), date(2026, 12, 14))
    assert len(used) == 10
    with pytest.raises(Refused, match="are used"):
        require_within_limits(days(date(2026, 12, 15), date(2026, 12, 15)), [used], LIMITS)
    require_within_limits(days(date(2026, 12, 14), date(2026, 12, 14)), [used], LIMITS)
    require_within_limits(days(date(2027, 1, 4), date(2027, 1, 4)), [used], LIMITS)


def test_an_absence_may_be_applied_for_until_so_many_days_after_it() -> None:
    require_in_time(FIRST, FIRST + 7 * DAY, LIMITS)
    require_in_time(FIRST + 60 * DAY, FIRST, LIMITS)
    with pytest.raises(Refused):
        require_in_time(FIRST, FIRST + 8 * DAY, LIMITS)


@pytest.mark.parametrize("value", ["3,2,7", "3,10", "3,10,x", "-1,10,7", "3,201,7"])
def test_numbers_that_cannot_be_are_refused(value: str) -> None:
    with pytest.raises(Refused):
        checked_filing_limits(value)


@given(
    asked=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8)), max_size=30),
    at_a_time=st.integers(0, 6),
    more=st.integers(0, 12),
)
def test_whatever_is_applied_for_the_limits_hold_and_refuse_nothing_within_them(
    asked: list[tuple[int, int]], at_a_time: int, more: int
) -> None:
    limits = FilingLimits(at_a_time=at_a_time, a_semester=at_a_time + more, afterwards=7)
    granted: list[dict[date, int]] = []
    for offset, length in asked:
        own = days(FIRST + offset * DAY, FIRST + (offset + length) * DAY)
        known = {day: semester for one in granted for day, semester in one.items()}
        new = {day: semester for day, semester in own.items() if day not in known}
        fits = len(own) <= at_a_time and all(
            not in_semester(new, semester)
            or in_semester(known | new, semester) <= limits.a_semester
            for semester in (1, 2)
        )
        try:
            require_within_limits(own, granted, limits)
        except Refused:
            assert not fits
        else:
            assert fits
            granted.append(own)
    together = {day: semester for one in granted for day, semester in one.items()}
    assert all(len(one) <= limits.at_a_time for one in granted)
    assert all(in_semester(together, semester) <= limits.a_semester for semester in (1, 2))
