"""Periods in days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.spans import Span, common, first_gap, in_force, overlap

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(40)]
LAST = DAYS[-1]
days = st.sampled_from(DAYS[:30])
spans = st.tuples(days, st.none() | st.integers(0, 9)).map(
    lambda drawn: (drawn[0], None if drawn[1] is None else drawn[0] + timedelta(days=drawn[1]))
)


@given(spans, spans)
def test_common_days_are_in_both(left: Span, right: Span) -> None:
    shared = common(left, right)
    for day in DAYS:
        both = in_force(left, day) and in_force(right, day)
        assert both is (shared is not None and in_force(shared, day))
    assert overlap(left, right) is (shared is not None)


@given(st.lists(spans, max_size=6), days)
def test_the_first_gap_is_the_first_day_in_no_period(several: list[Span], day: date) -> None:
    free = [one for one in DAYS if one >= day and not any(in_force(span, one) for span in several)]
    assert first_gap(several, day) == (free[0] if free else None)


def test_without_periods_the_gap_begins_at_once() -> None:
    assert first_gap([], FIRST) == FIRST
