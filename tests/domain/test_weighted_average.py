"""The weighted average is exact, counts points only and rounds halves up (Regulation 16)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.averages import shown_average, weighted_average

marks = st.integers(1, 10).map(str)
weights = st.decimals("0.01", "100", places=2)


def test_a_test_weighs_more_than_an_answer_in_the_lesson() -> None:
    # (8·3 + 5·1) / 4 = 7.25
    assert weighted_average([("8", Decimal(3)), ("5", Decimal(1))]) == Decimal("7.25")


def test_the_half_of_a_hundredth_goes_up() -> None:
    # 7 and 8 in 199 : 1 make 7.005.
    assert weighted_average([("7", 199), ("8", 1)]) == Decimal("7.01")


def test_just_under_the_half_stays_down() -> None:
    # 7.00499…9 with forty digits: a rounding on the way would carry it over the half.
    big = 10**40
    assert weighted_average([("7", 995 * big + 1), ("8", 5 * big - 1)]) == Decimal("7.00")


def test_only_points_count() -> None:
    pairs = [(value, 1) for value in ("nv", "i", "ni", "S", "75%", "", "6")]
    assert weighted_average(pairs) == Decimal("6.00")


def test_without_points_there_is_no_average() -> None:
    assert weighted_average([]) is None
    assert weighted_average([("nv", 1), ("i", 1)]) is None
    assert weighted_average([("9", 0)]) is None
    assert shown_average(None) == "—"


def test_a_negative_weight_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="negative"):
        weighted_average([("9", Decimal(-1))])


def test_two_decimals_with_comma_or_point() -> None:
    assert shown_average(Decimal("7.5")) == "7,50"
    assert shown_average(Decimal("7.50"), decimal_comma=False) == "7.50"
    assert shown_average(weighted_average([("10", 1)])) == "10,00"


@given(st.lists(st.tuples(marks, weights), min_size=1))
def test_it_lies_between_the_worst_and_the_best_mark(pairs: list[tuple[str, Decimal]]) -> None:
    average = weighted_average(pairs)
    points = [int(mark) for mark, _ in pairs]
    assert average is not None
    assert min(points) <= average <= max(points)
    assert average.as_tuple().exponent == -2


@given(st.lists(st.tuples(marks, weights), min_size=1))
def test_order_and_common_factor_do_not_matter(
    pairs: list[tuple[str, Decimal]],
) -> None:
    tripled = [(mark, weight * 3) for mark, weight in reversed(pairs)]
    assert weighted_average(pairs) == weighted_average(tripled)
