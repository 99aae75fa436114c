"""What statistics say of marks: spread, course, risk (Regulation 16, 20)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.average_explained import WeighedMark, explain
from ejournal_app.domain.course import running_averages
from ejournal_app.domain.distribution import distribution
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.risk import Risk, RiskKind, risks
from ejournal_app.domain.told_together import may_be_told

points = st.integers(1, 10).map(str)
weighed = st.builds(
    WeighedMark, value=st.one_of(points, st.just("nv"), st.just("i")), weight=st.integers(0, 5)
)


def numbers(*values: str, weight: int = 1) -> list[WeighedMark]:
    return [WeighedMark(value=value, weight=weight) for value in values]


def test_every_value_of_the_scale_is_counted_nv_apart() -> None:
    found = distribution(["7", "7", "10", "nv"], Scale.TEN_POINTS, not_marked=2)
    assert [value for value, _ in found.counts] == [*map(str, range(1, 11)), "nv"]
    assert {value: n for value, n in found.counts if n} == {"7": 2, "10": 1, "nv": 1}
    assert (found.marked, found.not_marked) == (4, 2)
    assert (found.median, found.mean) == (Decimal("7.00"), Decimal("8.00"))


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert distribution(["4", "7", "8", "9"], Scale.TEN_POINTS, 0).median == Decimal("7.50")


def test_per_cent_are_counted_by_tens() -> None:
    found = distribution(["0%", "9.5%", "75.5%", "100%"], Scale.PERCENT, 0)
    assert {value: n for value, n in found.counts if n} == {"0–9%": 2, "70–79%": 1, "100%": 1}
    assert found.mean == Decimal("46.25")


@pytest.mark.parametrize(
    ("scale", "values"), [(Scale.STAP, ["S", "P"]), (Scale.PASS_FAIL, ["i", "nv"])]
)
def test_levels_and_pass_or_fail_have_no_median(scale: Scale, values: list[str]) -> None:
    found = distribution(values, scale, 0)
    assert (found.median, found.mean) == (None, None)


def test_a_value_of_another_scale_is_counted_too() -> None:
    assert ("8", 1) in distribution(["8", "S"], Scale.STAP, 0).counts


@given(st.lists(points), st.integers(0, 40))
def test_nobody_is_lost_in_a_distribution(values: list[str], not_marked: int) -> None:
    found = distribution(values, Scale.TEN_POINTS, not_marked)
    assert sum(n for _, n in found.counts) == found.marked == len(values)
    if values:
        assert found.median is not None
        assert found.mean is not None
        assert min(map(int, values)) <= found.median <= max(map(int, values))
        assert min(map(int, values)) <= found.mean <= max(map(int, values))


def test_the_course_shows_the_average_after_each_mark() -> None:
    marks = [
        WeighedMark(value="nv", weight=1),
        WeighedMark(value="8", weight=1),
        WeighedMark(value="i", weight=1),
        WeighedMark(value="5", weight=2),
    ]
    assert list(running_averages(marks)) == [
        None,
        Decimal("8.00"),
        Decimal("8.00"),
        Decimal("6.00"),
    ]


@given(st.lists(weighed, min_size=1))
def test_the_course_ends_in_the_average_of_the_year(marks: list[WeighedMark]) -> None:
    course = list(running_averages(marks))
    assert len(course) == len(marks)
    for place, average in enumerate(course):
        assert average == explain(marks[: place + 1]).average


def test_the_last_three_a_point_below_the_year_are_a_fall() -> None:
    (risk,) = risks(numbers("9", "9", "9", "6", "6", "6"), 0)
    assert risk == Risk(kind=RiskKind.FALLING, average=Decimal("7.50"), last=Decimal("6.00"))


def test_a_little_less_than_a_point_is_no_fall() -> None:
    # 7.5 for the year and 20/3 for the last three.
    assert risks(numbers("9", "8", "8", "7", "7", "6"), 0) == ()


def test_three_marks_alone_are_no_fall() -> None:
    assert risks(numbers("10", "7", "4"), 0) == ()


def test_an_average_is_below_four_as_it_is_shown() -> None:
    assert risks([*numbers("4", weight=300), *numbers("3")], 0) == ()  # 3.9967 reads 4,00
    (risk,) = risks(numbers("3", "4", "4"), 0)
    assert risk == Risk(kind=RiskKind.BELOW_SUFFICIENT, average=Decimal("3.67"))


def test_three_nv_are_many_and_those_that_close_a_period_are_not_counted() -> None:
    closing = WeighedMark(value="nv", weight=1, closes_period=True)
    assert risks([*numbers("nv", "nv"), closing], 0) == ()
    assert risks(numbers("nv", "nv", "nv"), 0) == (Risk(kind=RiskKind.MANY_NOT_MARKED, count=3),)


def test_two_unmarked_tests_are_a_reason_and_one_is_not() -> None:
    assert risks([], 1) == ()
    assert risks([], 2) == (Risk(kind=RiskKind.UNMARKED_TESTS, count=2),)


def test_levels_make_no_average_to_be_below() -> None:
    assert risks(numbers("S", "S", "2", "2"), 0, in_levels=True) == ()


@given(st.lists(points, min_size=1, max_size=12), st.integers(1, 4))
def test_good_and_even_marks_are_no_risk(values: list[str], weight: int) -> None:
    even = numbers(*(["8"] * len(values)), weight=weight)
    assert risks(even, 0) == ()


@pytest.mark.parametrize(
    ("pupils", "known", "told"),
    [(0, 0, False), (4, 0, False), (5, 0, True), (12, 12, True), (12, 8, False), (12, 7, True)],
)
def test_a_number_about_few_strangers_is_not_told(pupils: int, known: int, told: bool) -> None:
    assert may_be_told(pupils, known) is told
