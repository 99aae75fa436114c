"""Improving is not correcting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.mark_steps import Step, counting, step_of

values = st.sampled_from(["1", "4", "7", "10", "nv", "ni", "75,5%"])


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("", "4", Step.ENTERED),
        ("", "4|7", Step.ENTERED),
        ("4", "4|7", Step.IMPROVED),
        ("4|7", "7|9", Step.IMPROVED),
        ("4|7", "4|8", Step.CORRECTED),
        ("4", "7", Step.CORRECTED),
        ("4|7", "7", Step.CORRECTED),
        ("4|7", "", Step.CLEARED),
    ],
)
def test_a_step_by_its_values(old: str, new: str, step: Step) -> None:
    assert step_of(old, new) is step


@given(values, values)
def test_only_a_value_that_names_the_old_one_improves_it(old: str, new: str) -> None:
    assert step_of(old, f"{old}|{new}") is Step.IMPROVED
    assert step_of(old, new) is Step.CORRECTED
    assert counting(f"{old}|{new}") == new
