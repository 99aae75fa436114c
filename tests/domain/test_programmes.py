"""Codes of education programmes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.programmes import USUAL_PROGRAMMES, parse_code


def test_the_usual_programmes_have_codes_and_no_code_twice() -> None:
    codes = [parse_code(code) for code, _ in USUAL_PROGRAMMES]
    assert codes == sorted(set(codes))


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.integers(0, 8))
def test_spaces_do_not_matter(code: str, place: int) -> None:
    assert parse_code(f" {code[:place]} {code[place:]}\t") == code


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_code_of_eight_digits_or_refused(text: str) -> None:
    try:
        code = parse_code(text)
    except Refused:
        return
    assert len(code) == 8
    assert code.isascii()
    assert code.isdecimal()


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "١٢٣٤٥٦٧٨"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_code(text)
