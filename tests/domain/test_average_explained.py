"""An average is explained mark by mark, and the explanation adds up (Regulation 16)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.average_explained import (
    LONGEST_FORMULA,
    OMISSION_WORDS,
    Omission,
    WeighedMark,
    explain,
    formula,
)
from ejournal_app.domain.averages import weighted_average

points = st.integers(1, 10).map(str)
values = st.one_of(points, st.sampled_from(["nv", "i", "ni", "S", "T", "A", "P", "75%", "75.5%"]))
whole_weights = st.integers(0, 9)
marks = st.builds(
    WeighedMark,
    value=values,
    weight=st.one_of(whole_weights, st.decimals("0", "9", places=2)),
    improved_from=st.one_of(st.just(""), points),
    closes_period=st.booleans(),
    other_year=st.booleans(),
)
plain_marks = st.builds(WeighedMark, value=points, weight=st.integers(1, 9))


def test_each_mark_counts_or_is_left_out_for_its_reason() -> None:
    explained = explain(
        [
            WeighedMark(value="7", weight=3, improved_from="4"),
            WeighedMark(value="8", weight=1),
            WeighedMark(value="nv", weight=1),
            WeighedMark(value="ni", weight=1),
            WeighedMark(value="T", weight=1),
            WeighedMark(value="75%", weight=1),
            WeighedMark(value="9", weight=0),
            WeighedMark(value="10", weight=2, closes_period=True),
            WeighedMark(value="10", weight=2, other_year=True),
        ]
    )
    assert [(step.value, step.omission) for step in explained.steps] == [
        ("4", Omission.IMPROVED),
        ("7", None),
        ("8", None),
        ("nv", Omission.NOT_MARKED),
        ("ni", Omission.PASS_FAIL),
        ("T", Omission.LEVEL),
        ("75%", Omission.PERCENT),
        ("9", Omission.NO_WEIGHT),
        ("10", Omission.CLOSES_PERIOD),
        ("10", Omission.OTHER_YEAR),
    ]
    assert [step.mark for step in explained.steps] == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert explained.average == Decimal("7.25")
    assert formula(explained) == "(7·3 + 8·1) / (3 + 1) = 29 / 4 = 7,25"


def test_the_formula_says_when_the_average_was_rounded() -> None:
    explained = explain([WeighedMark(value="8", weight=2), WeighedMark(value="9", weight=1)])
    assert formula(explained, decimal_comma=False) == "(8·2 + 9·1) / (2 + 1) = 25 / 3 ≈ 8.33"


def test_many_marks_are_told_by_their_sums() -> None:
    explained = explain([WeighedMark(value="6", weight=1)] * (LONGEST_FORMULA + 1))
    assert formula(explained) == "150 / 25 = 6,00"


def test_without_a_counted_mark_there_is_no_formula() -> None:
    explained = explain([WeighedMark(value="nv", weight=3), WeighedMark(value="9", weight=0)])
    assert explained.average is None
    assert formula(explained) == ""


def test_a_grade_of_levels_has_its_levels_and_never_a_number() -> None:
    explained = explain(
        [
            WeighedMark(value="S", weight=1),
            WeighedMark(value="9", weight=1),
            WeighedMark(value="A", weight=2, improved_from="T"),
        ],
        in_levels=True,
    )
    assert explained.average is None
    assert explained.levels == ("S", "A")
    assert explained.steps[1].omission is Omission.GRADE_OF_LEVELS


def test_every_reason_has_words() -> None:
    assert set(OMISSION_WORDS) == set(Omission)


@given(st.lists(marks))
def test_the_average_is_the_exact_quotient_of_what_is_counted(
    given_marks: list[WeighedMark],
) -> None:
    explained = explain(given_marks)
    total = sum((int(s.value) * Fraction(s.weight) for s in explained.counted), Fraction(0))
    weights = sum((Fraction(s.weight) for s in explained.counted), Fraction(0))
    assert (explained.total, explained.weights) == (total, weights)
    if not weights:
        assert explained.average is None
        return
    assert explained.average is not None
    error = Fraction(explained.average) - total / weights
    # Half up: never more than half a hundredth above, always less than half of one below.
    assert Fraction(-1, 200) < error <= Fraction(1, 200)
    counted = [int(step.value) for step in explained.counted]
    assert min(counted) <= explained.average <= max(counted)
    assert explained.is_rounded == (error != 0)


@given(st.lists(marks))
def test_the_explanation_agrees_with_the_average_of_the_grid(
    given_marks: list[WeighedMark],
) -> None:
    ordinary = [m for m in given_marks if not m.closes_period and not m.other_year]
    assert explain(given_marks).average == weighted_average((m.value, m.weight) for m in ordinary)


@given(st.lists(marks).flatmap(lambda own: st.tuples(st.just(own), st.permutations(own))))
def test_the_order_of_marks_does_not_matter(
    orders: tuple[list[WeighedMark], list[WeighedMark]],
) -> None:
    one, other = (explain(order) for order in orders)
    assert (one.total, one.weights, one.average) == (other.total, other.weights, other.average)


@given(st.lists(plain_marks), st.lists(st.builds(WeighedMark, value=points, weight=st.just(0))))
def test_marks_without_weight_change_nothing(
    counted: list[WeighedMark], weightless: list[WeighedMark]
) -> None:
    assert explain(counted).average == explain([*counted, *weightless]).average


@given(st.lists(marks))
def test_every_mark_is_accounted_for_once_or_twice(given_marks: list[WeighedMark]) -> None:
    explained = explain(given_marks)
    for place, mark in enumerate(given_marks):
        own = [step.value for step in explained.steps if step.mark == place]
        assert own == [value for value in (mark.improved_from, mark.value) if value]
    assert len(explained.counted) + len(explained.left_out) == len(explained.steps)


@pytest.mark.parametrize("value", ["7", "nv", "P", "50%"])
def test_no_mark_counts_in_a_grade_of_levels(value: str) -> None:
    assert explain([WeighedMark(value=value, weight=1)], in_levels=True).counted == ()
