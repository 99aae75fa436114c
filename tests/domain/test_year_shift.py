"""A year carried into the next."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.school_calendar import BreakSpan
from ejournal_app.domain.school_year_defaults import default_year
from ejournal_app.domain.year_shift import shifted_breaks, shifted_semesters

STARTING = st.integers(2020, 2040)


@given(STARTING)
def test_a_usual_year_becomes_the_usual_next_year(starting: int) -> None:
    old, new = default_year(starting), default_year(starting + 1)
    assert shifted_semesters(tuple(old.semesters), old, new) == tuple(new.semesters)
    assert shifted_breaks(tuple(old.breaks), old, new) == tuple(new.breaks)


@given(STARTING, st.integers(-10, 10))
def test_a_school_that_differed_by_some_days_differs_by_as_many_again(
    starting: int, days: int
) -> None:
    old, new = default_year(starting), default_year(starting + 1)
    apart = timedelta(days=days)
    own = tuple(replace(span, ends_on=span.ends_on + apart) for span in old.semesters)
    moved = shifted_semesters(own, old, new)
    assert [span.ends_on - apart for span in moved] == [span.ends_on for span in new.semesters]


@given(STARTING, st.integers(0, 250), st.sampled_from([None, 1, 12]))
def test_an_own_break_begins_on_the_same_day_of_the_week(
    starting: int, after: int, grade: int | None
) -> None:
    old, new = default_year(starting), default_year(starting + 1)
    first = date(starting, 9, 1) + timedelta(days=after)
    own = BreakSpan(name="Slēpju nedēļa", starts_on=first, ends_on=first, grade=grade)
    (moved,) = shifted_breaks((own,), old, new)
    assert moved.starts_on.isoweekday() == first.isoweekday()
    assert 350 < (moved.starts_on - first).days < 380
    assert moved.grade == grade


def test_a_usual_break_kept_for_one_grade_only_stays_that_grades() -> None:
    old, new = default_year(2025), default_year(2026)
    own = tuple(replace(span, grade=1) for span in old.breaks)
    assert {span.grade for span in shifted_breaks(own, old, new)} == {1}
