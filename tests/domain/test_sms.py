"""How many parts an SMS has, how it is cut, and what is a telephone number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.phone import e164
from ejournal_app.domain.sms import MOST_PARTS, fitted, parts_of

LINK = "https://zurnals.skola.lv/dienasgramata"


def test_latvian_letters_halve_what_fits() -> None:
    for text, parts in (
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("ā" * 70, 1),
        ("ā" * 71, 2),
        ("ā" * 201, 3),
        ("€" * 81, 2),
    ):
        assert parts_of(text) == parts


def test_a_long_text_is_cut_at_a_word_and_the_link_stays_whole() -> None:
    text = fitted("Ļoti gara ziņa, " * 20, LINK)
    assert text.endswith(f"… {LINK}")
    assert text.startswith("Ļoti gara ziņa, Ļoti")
    assert parts_of(text) <= MOST_PARTS
    assert fitted("Īsa ziņa", LINK) == f"Īsa ziņa {LINK}"


@given(st.text(max_size=600), st.integers(1, 3))
def test_whatever_is_said_it_fits(words: str, most: int) -> None:
    assert parts_of(fitted(words, "https://skola.lv/d", most)) <= most


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("26123456", "+37126123456"),
        ("+371 26 123 456", "+37126123456"),
        ("00371 2612-3456", "+37126123456"),
        ("67123456", "+37167123456"),
        ("+370 612 34567", "+37061234567"),
        ("", None),
        (None, None),
        ("123", None),
        ("zvanīt mammai", None),
        ("9" * 50, None),
    ],
)
def test_numbers_are_latvian_unless_they_say_otherwise(
    text: str | None, number: str | None
) -> None:
    assert e164(text) == number
