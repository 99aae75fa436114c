"""The Cabinet's years are there as published; other years follow their pattern."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.school_year_defaults import (
    PUBLISHED,
    YearDates,
    default_year,
    school_year_of,
    school_year_to_prepare,
    usual_dates,
)

years = st.integers(2010, 2060)


@pytest.mark.parametrize("starting", PUBLISHED)
def test_the_pattern_gives_the_published_years(starting: int) -> None:
    assert usual_dates(starting) == PUBLISHED[starting]


def test_years_before_the_published_ones_come_out_as_they_were() -> None:
    assert usual_dates(2024) == YearDates(
        first_semester=(date(2024, 9, 2), date(2024, 12, 20)),
        second_starts_on=date(2025, 1, 6),
        ends_on=date(2025, 5, 30),
        grade_9_ends_on=date(2025, 6, 13),
        grade_12_ends_on=date(2025, 6, 20),
        autumn_break=(date(2024, 10, 21), date(2024, 10, 25)),
        winter_break=(date(2024, 12, 23), date(2025, 1, 3)),
        spring_break=(date(2025, 3, 10), date(2025, 3, 14)),
    )


@given(years)
def test_any_year_is_in_order_and_about_as_long_as_any_other(starting: int) -> None:
    dates = usual_dates(starting)
    spans = [dates.autumn_break, dates.first_semester, dates.winter_break, dates.spring_break]
    assert [span[1] for span in spans] == sorted(span[1] for span in spans)
    assert dates.first_semester[1] < dates.winter_break[0]
    assert dates.winter_break[1] < dates.second_starts_on < dates.spring_break[0]
    calendar = default_year(starting)
    first = date(starting, 9, 1)
    held = sum(calendar.lesson_day(first + timedelta(days=n), 5).allowed for n in range(365))
    assert 160 <= held <= 180


@given(years, st.integers(1, 12))
def test_semesters_begin_and_end_on_weekdays(starting: int, grade: int) -> None:
    calendar = default_year(starting)
    own = [span for span in calendar.semesters if span.grade == grade]
    assert [span.number for span in own] == [1, 2]
    assert all(edge.isoweekday() <= 5 for span in own for edge in (span.starts_on, span.ends_on))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_school_year_runs_from_september_to_august(day: date) -> None:
    starting = school_year_of(day)
    assert date(starting, 9, 1) <= day <= date(starting + 1, 8, 31)


def test_from_june_on_a_school_works_at_the_coming_year() -> None:
    days = (date(2026, 5, 31), date(2026, 6, 1), date(2026, 8, 31), date(2026, 12, 31))
    assert [school_year_to_prepare(day) for day in days] == [2025, 2026, 2026, 2026]
