"""Lesson entries are due at 17:00 of a working day, marks at the end of one (Regulation 10, 15)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.clock import RIGA, local
from ejournal_app.domain.deadlines import lesson_entry_due, mark_due
from ejournal_app.domain.school_year_defaults import default_year

CALENDAR = default_year(2025)

days = st.dates(date(2025, 9, 1), date(2026, 8, 31))


def riga(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=RIGA)


def due(ends_at: datetime) -> datetime:
    return lesson_entry_due(ends_at, CALENDAR)


def test_a_morning_lesson_is_due_at_17_of_its_day() -> None:
    assert due(riga(2025, 9, 9, 9, 10)) == riga(2025, 9, 9, 17)


def test_a_lesson_ending_at_17_sharp_is_still_due_that_day() -> None:
    assert due(riga(2025, 9, 9, 17)) == riga(2025, 9, 9, 17)


def test_a_lesson_ending_after_17_is_due_the_next_working_day() -> None:
    assert due(riga(2025, 9, 9, 17, 20)) == riga(2025, 9, 10, 17)
    friday_evening = riga(2025, 9, 12, 18)
    assert due(friday_evening) == riga(2025, 9, 15, 17)


def test_an_evening_before_holidays_waits_for_the_day_after_them() -> None:
    """Friday 14.11.2025 at 18: Monday 17 is moved off, Tuesday 18 is a holiday."""
    assert due(riga(2025, 11, 14, 18)) == riga(2025, 11, 19, 17)


def test_a_lesson_on_a_day_off_is_due_the_next_working_day() -> None:
    assert due(riga(2025, 9, 13, 10)) == riga(2025, 9, 15, 17)
    assert due(riga(2025, 9, 13, 18)) == riga(2025, 9, 15, 17)


def test_a_moved_saturday_has_its_own_deadline() -> None:
    assert due(riga(2025, 11, 8, 12)) == riga(2025, 11, 8, 17)


def test_17_is_riga_time_before_and_after_the_clocks_change() -> None:
    """Winter time is UTC+2, summer time UTC+3; clocks change on 26.10.2025 and 29.03.2026."""
    friday, monday = riga(2026, 3, 27, 12), riga(2026, 3, 30, 12)
    assert due(friday) == datetime(2026, 3, 27, 15, tzinfo=UTC)
    assert due(monday) == datetime(2026, 3, 30, 14, tzinfo=UTC)
    over_the_change = riga(2025, 10, 24, 18)
    assert due(over_the_change) == datetime(2025, 10, 27, 15, tzinfo=UTC)


def test_the_day_is_rigas_even_when_utc_is_still_yesterday() -> None:
    after_midnight = datetime(2025, 9, 8, 22, 30, tzinfo=UTC)  # 01:30 on the 9th in Riga
    assert due(after_midnight) == riga(2025, 9, 9, 17)


def test_a_school_may_set_another_hour() -> None:
    due_at = lesson_entry_due(riga(2025, 9, 9, 17, 20), CALENDAR, time(20, 0))
    assert due_at == riga(2025, 9, 9, 20)


def test_a_kind_of_journal_may_have_working_days_more() -> None:
    friday = riga(2025, 11, 14, 15)  # Monday 17 is moved off, Tuesday 18 is a holiday
    assert lesson_entry_due(friday, CALENDAR, working_days=1) == riga(2025, 11, 19, 17)
    # An evening lesson has the next working day anyway: the days do not come on top.
    evening = riga(2025, 9, 9, 18)
    assert lesson_entry_due(evening, CALENDAR, working_days=1) == riga(2025, 9, 10, 17)
    assert lesson_entry_due(evening, CALENDAR, working_days=2) == riga(2025, 9, 11, 17)


@given(
    st.datetimes(datetime(2025, 9, 1), datetime(2026, 8, 1), timezones=st.just(UTC)),
    st.integers(0, 10),
)
def test_more_working_days_are_never_less_time(ends_at: datetime, days: int) -> None:
    sooner = lesson_entry_due(ends_at, CALENDAR, working_days=days)
    later = lesson_entry_due(ends_at, CALENDAR, working_days=days + 1)
    assert ends_at <= due(ends_at) <= sooner <= later
    assert CALENDAR.is_working_day(local(later).date())


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="aware"):
        due(datetime(2025, 9, 9, 9, 10))


@given(st.datetimes(datetime(2025, 9, 1), datetime(2026, 8, 31), timezones=st.just(UTC)))
def test_an_entry_is_due_at_17_of_a_working_day_not_before_the_lesson_ends(
    ends_at: datetime,
) -> None:
    due_at = due(ends_at)
    assert due_at.tzinfo is UTC
    assert due_at >= ends_at
    assert local(due_at).time() == time(17, 0)
    assert CALENDAR.is_working_day(local(due_at).date())


def test_a_test_of_monday_in_points_is_due_on_the_seventh_working_day() -> None:
    """Mon 8.09.2025 is day 0; Tue 9 is the first, Wed 17 the seventh."""
    assert local(mark_due(date(2025, 9, 8), 7, CALENDAR)).date() == date(2025, 9, 17)


def test_a_formative_work_before_the_november_holidays() -> None:
    """Day 0 Thu 13.11.2025: Fri 14, then Mon 17 off, Tue 18 holiday, Wed 19, Thu 20."""
    due_at = mark_due(date(2025, 11, 13), 3, CALENDAR)
    assert due_at > riga(2025, 11, 20, 23, 59)
    assert due_at < riga(2025, 11, 21, 0)


def test_a_moved_saturday_counts() -> None:
    """Day 0 Thu 6.11.2025: Fri 7, Sat 8 (worked), Mon 10."""
    assert local(mark_due(date(2025, 11, 6), 3, CALENDAR)).date() == date(2025, 11, 10)


@given(days, st.integers(0, 15))
def test_marks_are_due_at_the_last_moment_of_a_working_day(day0: date, count: int) -> None:
    due_at = mark_due(day0, count, CALENDAR)
    last = local(due_at).date()
    assert CALENDAR.is_working_day(last)
    assert local(due_at + timedelta(microseconds=1)) == datetime.combine(
        last + timedelta(days=1), time.min, RIGA
    )
