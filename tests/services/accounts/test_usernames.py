"""Which user names there can be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.services.accounts.usernames import check_username, is_possible, username_key


@given(st.text())
def test_a_key_compared_with_itself_is_itself(typed: str) -> None:
    assert username_key(username_key(typed)) == username_key(typed)


@pytest.mark.parametrize("name", ["anna.ozola", "Anna.Bērziņa", "jan's-2", "a_b+c@skola.lv"])
def test_ordinary_names_are_allowed(name: str) -> None:
    assert check_username(f" {name} ") == name
    assert is_possible(username_key(name))


@pytest.mark.parametrize("name", ["", "ab", "x" * 81, "anna ozola", "a\x00b", "a\nbc", "anna;--"])
def test_names_nobody_can_type_twice_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        check_username(name)


@given(
    birth=st.dates(min_value=date(1940, 1, 1), max_value=date(2099, 12, 31)),
    serial=st.integers(0, 999),
    hyphen=st.booleans(),
    around=st.sampled_from(["{}", "a{}", "{}@skola.lv"]),
)
def test_a_personal_code_is_never_a_user_name(
    birth: date, serial: int, hyphen: bool, around: str
) -> None:
    code = str(make_old_code(birth, serial))
    with pytest.raises(Refused):
        check_username(around.format(code if hyphen else code.replace("-", "")))


def test_a_personal_code_of_the_new_kind_is_no_user_name_either() -> None:
    with pytest.raises(Refused):
        check_username("321234-56789")
