"""Letters of classes, written several at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.class_letters import MOST_CLASSES, read_letters
from ejournal_app.domain.errors import Refused

LETTERS = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=MOST_CLASSES)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("a", ("a",)),
        ("a-d", ("a", "b", "c", "d")),
        (" A – C ", ("a", "b", "c")),
        ("a, b;c", ("a", "b", "c")),
        ("a b", ("a", "b")),
        ("a–b, d", ("a", "b", "d")),
        ("a, a", ("a",)),
        ("b-1", ("b-1",)),
        ("spec", ("spec",)),
        ("ā", ("ā",)),
    ],
)
def test_letters_are_read_as_people_write_them(text: str, letters: tuple[str, ...]) -> None:
    assert read_letters(text) == letters


@pytest.mark.parametrize("text", ["", " ", ",", "d-a", "a/b", "<b>", "abcdef", "a-z"])
def test_what_is_no_letter_or_too_much_is_refused_beside_its_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_letters(text)
    assert refused.value.field == "letters"


@given(LETTERS)
def test_each_letter_is_read_once_and_in_order(letters: list[str]) -> None:
    assert read_letters(", ".join(letters)) == tuple(dict.fromkeys(letters))
