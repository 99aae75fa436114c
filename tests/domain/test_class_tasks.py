"""By when class teachers' tasks are due, and how far they are (Regulation 6, 9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.class_tasks import (
    at_school_since,
    autumn_due,
    percent,
    personal_file_due,
)
from ejournal_app.domain.official_holidays import MovedWorkingDay
from ejournal_app.domain.school_calendar import ClosedDay, SchoolCalendar

NOVEMBER_18 = date(2026, 11, 18)
CALENDAR = SchoolCalendar(holidays={NOVEMBER_18: "Latvijas Republikas Proklamēšanas diena"})
DAYS = st.dates(date(2026, 9, 1), date(2027, 6, 30))


def test_the_autumn_tasks_are_due_on_the_last_of_september() -> None:
    assert autumn_due(2026) == date(2026, 9, 30)


def test_a_school_may_set_another_day_and_other_working_days() -> None:
    assert autumn_due(2026, (10, 15)) == date(2026, 10, 15)
    old, new = date(2019, 9, 1), date(2026, 11, 10)
    due = [personal_file_due(since, 2026, CALENDAR, 5, (10, 15)) for since in (old, new)]
    assert due == [date(2026, 10, 15), date(2026, 11, 17)]


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2019, 9, 1), date(2026, 9, 30)),
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 9, 16), date(2026, 9, 30)),
        (date(2026, 9, 17), date(2026, 10, 1)),
        # Over a holiday one day more; from a Saturday as from the Friday before.
        (date(2026, 11, 10), date(2026, 11, 25)),
        (date(2026, 11, 21), date(2026, 12, 4)),
    ],
)
def test_a_newcomer_has_ten_working_days_and_never_less_than_the_others(
    since: date, due: date
) -> None:
    assert personal_file_due(since, 2026, CALENDAR) == due


def test_moved_and_closed_days_count_as_the_calendar_says() -> None:
    calendar = SchoolCalendar(
        moved_days=(MovedWorkingDay(date(2026, 11, 14), date(2026, 11, 16)),),
        closed_days=(ClosedDay(day=date(2026, 11, 12), name="Avārija"),),
    )
    # Ten days from Monday the 9th: Thursday lost, Monday moved to Saturday.
    assert personal_file_due(date(2026, 11, 9), 2026, calendar) == date(2026, 11, 24)


@given(DAYS, st.integers(0, 30))
def test_a_newcomers_deadline_is_a_working_day_not_before_that_of_the_others(
    since: date, days: int
) -> None:
    due = personal_file_due(since, 2026, CALENDAR, days)
    assert due >= max(date(2026, 9, 30), since)
    assert due == date(2026, 9, 30) or CALENDAR.is_working_day(due)


@given(DAYS, DAYS)
def test_who_comes_later_is_due_later(first: date, second: date) -> None:
    first, second = sorted((first, second))
    assert personal_file_due(first, 2026, CALENDAR) <= personal_file_due(second, 2026, CALENDAR)


def test_a_move_is_no_gap_but_a_return_begins_anew() -> None:
    moved = [(date(2026, 9, 1), date(2026, 10, 31)), (date(2026, 11, 1), None)]
    assert at_school_since(moved, date(2026, 11, 5)) == date(2026, 9, 1)
    back = [(date(2025, 9, 1), date(2026, 5, 31)), (date(2026, 11, 2), None)]
    assert at_school_since(back, date(2026, 11, 5)) == date(2026, 11, 2)
    assert at_school_since(back, date(2026, 8, 1)) is None
    assert at_school_since([], date(2026, 11, 5)) is None


@given(
    st.lists(st.tuples(DAYS, st.none() | st.integers(0, 60))),
    DAYS,
)
def test_since_is_the_first_day_of_some_span_and_not_after_the_day(
    spans: list[tuple[date, int | None]], on: date
) -> None:
    known = [
        (first, None if length is None else first + timedelta(days=length))
        for first, length in spans
    ]
    there = any(first <= on and (last is None or on <= last) for first, last in known)
    since = at_school_since(known, on)
    assert (since is not None) == there
    if since is not None:
        assert since in [first for first, _ in known]
        assert since <= on


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_hundred_per_cent_means_nothing_is_left(done: int, more: int) -> None:
    shown = percent(done, done + more)
    assert 0 <= shown <= 100
    assert (shown == 100) == (more == 0)


def test_more_than_the_whole_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="part"):
        percent(2, 1)
