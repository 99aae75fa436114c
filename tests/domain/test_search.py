"""A list is narrowed by beginnings of words, as people type them."""

import pytest

from ejournal_app.domain.search import matches


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", True),
        ("mat", True),
        ("7.a", True),
        ("7.a mat", True),
        ("MATEMĀTIKA", True),
        ("tika", False),
        ("mat 7.b", False),
    ],
)
def test_every_word_begins_a_word_of_the_text(search: str, found: bool) -> None:
    assert matches("Matemātika 7.a", search) is found
