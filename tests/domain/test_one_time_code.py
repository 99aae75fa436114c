"""One-time codes survive being copied by hand, and none stands for two numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.one_time_code import ALPHABET, BITS, LENGTH, code_of, read_code

numbers = st.integers(min_value=0, max_value=(1 << BITS) - 1)


def test_a_code_holds_sixty_bits_in_three_groups() -> None:
    assert BITS == 60
    assert len(set(ALPHABET)) == 32
    assert code_of(0) == "2222-2222-2222"
    assert code_of((1 << BITS) - 1) == "ZZZZ-ZZZZ-ZZZZ"


@given(numbers, numbers)
def test_two_numbers_never_have_one_code(one: int, other: int) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)


@given(numbers)
def test_a_code_is_read_however_it_is_typed(number: int) -> None:
    code = code_of(number)
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f"  {code}\n",
        " ".join(code),
        code.replace("-", "–"),
    ):
        assert read_code(typed) == code


def test_what_looks_like_an_l_is_read_as_one() -> None:
    assert read_code("1ILl-2222-2222") == "LLLL-2222-2222"


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKL0", "A" * 13, "Ā" * LENGTH, "A" * 999])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text())
def test_any_text_is_a_code_as_printed_or_none(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code) == code


@pytest.mark.parametrize("number", [-1, 1 << BITS])
def test_no_other_number_is_a_code(number: int) -> None:
    with pytest.raises(ValueError, match="60 bits"):
        code_of(number)
