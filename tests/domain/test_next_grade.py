"""Classes and the names of their groups a year later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.next_grade import next_grade, renamed


def test_a_class_goes_on_but_for_the_last_grade_of_a_stage() -> None:
    assert [next_grade(grade) for grade in range(1, 13)] == [
        *(2, 3, 4, 5, 6, 7, 8, 9),
        None,
        *(11, 12),
        None,
    ]


@pytest.mark.parametrize(
    ("name", "grade", "later"),
    [
        ("Angļu valoda 5.a, 1. grupa", 5, "Angļu valoda 6.a, 1. grupa"),
        ("Angļu valoda 1.a, 1. grupa", 1, "Angļu valoda 2.a, 1. grupa"),
        ("Angļu valoda 5.1", 5, "Angļu valoda 6.1"),
        ("Vācu 11.a/11.b", 11, "Vācu 12.a/12.b"),
        ("Vācu 11.a", 1, "Vācu 11.a"),
        ("Programmētāji", 5, "Programmētāji"),
    ],
)
def test_only_the_grade_in_a_groups_name_changes(name: str, grade: int, later: str) -> None:
    assert renamed(name, grade) == later


@given(grade=st.sampled_from(range(1, 12)), letters=st.lists(st.sampled_from("abcdž"), min_size=1))
def test_every_class_in_a_name_moves_up_by_one(grade: int, letters: list[str]) -> None:
    name = "Vācu " + "/".join(f"{grade}.{letter}" for letter in letters) + ", 1. grupa"
    later = "Vācu " + "/".join(f"{grade + 1}.{letter}" for letter in letters) + ", 1. grupa"
    assert renamed(name, grade) == later
