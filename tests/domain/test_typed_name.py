"""What counts as having typed a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.typed_name import FIELD, is_same_name, require_typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("5.a", "5.a"),
        (" 5A ", "5.a"),
        ("angļu  VALODA 5a 1", "Angļu valoda 5.a (1)"),
        ("ķīmija", "ĶĪMIJA"),
        ("k\u0327i\u0304mija", "Ķīmija"),
        ("1 9 123 v", "1-9/123-v"),
        ("—", " — "),
    ],
)
def test_case_spaces_and_punctuation_do_not_matter(typed: str, name: str) -> None:
    assert is_same_name(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("", "5.a"), ("5.b", "5.a"), ("kimija", "Ķīmija"), ("-", "—"), ("", "—")]
)
def test_another_name_is_another_name(typed: str, name: str) -> None:
    assert not is_same_name(typed, name)


def test_the_refusal_says_the_name_and_stands_at_its_field() -> None:
    require_typed("5a", "5.a")
    with pytest.raises(Refused) as refused:
        require_typed("5.b", "5.a")
    assert refused.value.field == FIELD
    assert refused.value.message.params == {"name": "5.a"}


@given(name=st.text(min_size=1).filter(str.strip), more=st.text("0aĀ", min_size=1))
def test_a_name_is_itself_and_never_itself_with_more(name: str, more: str) -> None:
    assert is_same_name(f" {name} ", name)
    assert not is_same_name("", name)
    assert not is_same_name(name + more, name)
