"""The school's own numbers: what they may be and what they mean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain import school_numbers as numbers
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.legal_limits import max_lessons
from ejournal_app.domain.marks import Scale, scale_for_grade

AVERAGES = st.decimals(min_value=1, max_value=10, places=2)
JUNK = st.text(max_size=40)


@pytest.mark.parametrize(
    ("average", "part", "mark"),
    [
        ("7.49", "0.5", 7),
        ("7.50", "0.5", 8),
        ("7.59", "0.6", 7),
        ("7.60", "0.6", 8),
        ("10", "0.5", 10),
        ("1", "0.5", 1),
        ("3.50", "0.7", 3),
    ],
)
def test_a_suggestion_is_rounded_up_from_the_schools_part(
    average: str, part: str, mark: int
) -> None:
    assert numbers.suggested_mark(Decimal(average), Decimal(part)) == mark


@given(AVERAGES, st.sampled_from(numbers.ROUNDINGS))
def test_a_suggestion_is_a_neighbour_of_the_average(average: Decimal, part: str) -> None:
    mark = numbers.suggested_mark(average, Decimal(part))
    assert 1 <= mark <= 10
    assert abs(mark - average) < 1


@given(AVERAGES, AVERAGES)
def test_a_better_average_never_suggests_a_lower_mark(one: Decimal, other: Decimal) -> None:
    lower, higher = sorted((one, other))
    assert numbers.suggested_mark(lower) <= numbers.suggested_mark(higher)


@pytest.mark.parametrize(("percent", "mark"), [("0", 1), ("10.9", 1), ("11", 2), ("95", 10)])
def test_per_cent_become_marks_by_the_table(percent: str, mark: int) -> None:
    assert numbers.mark_of_percent(Decimal(percent)) == mark


@given(st.lists(st.integers(1, 100), min_size=9, max_size=9, unique=True).map(sorted))
def test_every_rising_table_is_taken_and_read_back(bounds: list[int]) -> None:
    stored = numbers.checked_percents(",".join(map(str, bounds)))
    table = tuple(map(int, stored.split(",")))
    assert [numbers.mark_of_percent(Decimal(bound), table) for bound in table] == [*range(2, 11)]


def test_a_table_that_does_not_rise_is_refused_beside_the_mark() -> None:
    with pytest.raises(Refused) as refusal:
        numbers.checked_percents("11,21,21,46,59,71,80,88,95")
    assert refusal.value.field == "value_3"


def test_more_lessons_than_the_law_allows_are_refused_beside_the_grade() -> None:
    legal = [max_lessons(grade) for grade in range(1, 13)]
    assert numbers.checked_limits(",".join(map(str, legal))) == ",".join(map(str, legal))
    legal[3] += 1
    with pytest.raises(Refused) as refusal:
        numbers.checked_limits(",".join(map(str, legal)))
    assert refusal.value.field == "value_4"


@given(st.integers(1, 12))
def test_without_a_rule_the_scale_is_the_laws(grade: int) -> None:
    assert numbers.scale_by_grade(grade) == scale_for_grade(grade)
    assert numbers.scale_by_grade(grade, 0) == Scale.TEN_POINTS
    assert numbers.scale_by_grade(grade, 12) == Scale.STAP


@given(JUNK)
def test_whatever_is_typed_is_stored_whole_or_refused(typed: str) -> None:
    for check in (
        numbers.checked_time,
        numbers.checked_grade,
        numbers.checked_rounding,
        numbers.checked_percents,
        numbers.checked_limits,
    ):
        try:
            stored = check(typed)
        except Refused:
            continue
        assert check(stored) == stored


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("75%", "7"),
        ("75,5 %", "7"),
        (" 100% ", "10"),
        ("0%", "1"),
        ("4|75%", "4|7"),
        ("40%|75%", "4|7"),
        ("75", "75"),
        ("7", "7"),
        ("nv", "nv"),
        ("", ""),
    ],
)
def test_per_cent_in_a_ten_point_cell_become_marks(typed: str, mark: str) -> None:
    assert numbers.percent_as_marks(typed) == mark


def test_the_schools_own_table_decides() -> None:
    assert numbers.percent_as_marks("75%", (10, 20, 30, 40, 50, 60, 70, 80, 90)) == "8"


@pytest.mark.parametrize("typed", ["101%", "-1%", "%", "nv%", "7,123%"])
def test_what_is_no_per_cent_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="er cent"):
        numbers.percent_as_marks(typed)


@given(st.decimals(0, 100, places=2))
def test_any_per_cent_becomes_the_mark_of_the_table(percent: Decimal) -> None:
    typed = numbers.percent_as_marks(f"{percent} %".replace(".", ","))
    assert typed == str(numbers.mark_of_percent(percent))


@given(st.text(max_size=20).filter(lambda text: "%" not in text))
def test_what_bears_no_sign_stays_as_typed(text: str) -> None:
    assert numbers.percent_as_marks(text) == text
