"""Personal codes: both kinds are read, impossible ones refused, doubtful ones only warned of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.personal_code import birth_date, make_old_code, parse

births = st.dates(date(1900, 1, 1), date(2099, 12, 31))
serials = st.integers(0, 999)


def refusal(text: str) -> str:
    with pytest.raises(Refused) as refused:
        parse(text)
    return refused.value.message.english()


@pytest.mark.parametrize(
    "typed",
    ["161175-19997", "16117519997", " 161175 19997 ", "161175–19997", "161175 - 19997"],
)
def test_hyphen_and_spaces_do_not_matter(typed: str) -> None:
    parsed = parse(typed)
    assert parsed.code == "161175-19997"
    assert parsed.warning is None
    assert birth_date(parsed.code) == date(1975, 11, 16)


def test_a_wrong_check_digit_is_only_a_warning() -> None:
    parsed = parse("161175-19998")
    assert parsed.code == "161175-19998"
    assert parsed.warning is not None
    assert "check digit" in parsed.warning.english()


@pytest.mark.parametrize("typed", ["328673-00679", "32867300677", "39999999999"])
def test_a_new_code_has_no_date_and_no_check(typed: str) -> None:
    parsed = parse(typed)
    assert parsed.warning is None
    assert birth_date(parsed.code) is None
    assert parsed.code[6] == "-"


@pytest.mark.parametrize("typed", ["310215-21234", "290215-21234", "001215-21234", "311315-21234"])
def test_a_date_that_never_was_is_refused(typed: str) -> None:
    assert "not a real date" in refusal(typed)


def test_29_february_is_real_in_a_leap_year_of_the_right_century() -> None:
    assert birth_date(parse("290200-21234").code) == date(2000, 2, 29)
    assert "not a real date" in refusal("290200-11234")  # 1900 had no such day


def test_the_century_digit_is_0_1_or_2() -> None:
    assert birth_date(parse("010199-01234").code) == date(1899, 1, 1)
    assert "0, 1 or 2" in refusal("010115-31234")


def test_a_lost_leading_zero_is_told_by_the_count() -> None:
    assert "has 10" in refusal("1011521234")


@pytest.mark.parametrize("typed", ["", "abc", "O10115-21234", "010115--21234", "٠١٠١١٥-٢١٢٣٤"])
def test_what_is_not_written_as_a_code_is_refused_with_the_form(typed: str) -> None:
    assert "six digits" in refusal(typed)


@given(st.text() | st.from_regex(r"[0-9 -]{9,13}"))
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except Refused:
        return
    assert parse(parsed.code) == parsed


@given(births, serials)
def test_a_made_code_is_valid_and_tells_the_birth_date(birth: date, serial: int) -> None:
    code = make_old_code(birth, serial)
    assert parse(code).warning is None
    assert parse(code).code == code
    assert birth_date(code) == birth


def test_serials_of_one_day_make_different_codes() -> None:
    birth = date(2015, 1, 1)
    assert len({make_old_code(birth, serial) for serial in range(1000)}) == 1000


def test_there_are_only_a_thousand_serials_a_day() -> None:
    with pytest.raises(ValueError, match="serial"):
        make_old_code(date(2015, 1, 1), 1000)


def test_the_code_is_not_shown_by_accident() -> None:
    assert "161175" not in repr(parse("161175-19998"))
    assert "311315" not in refusal("311315-21234")
