"""What the grid reckons in the browser: averages, pasted blocks, names, values it would refuse."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ejournal_app.domain.averages import shown_average, weighted_average
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale, allowed_values, parse_entry

from .javascript import call

CELLS = ["", "nv", "i", "ni", "S", "A", "75%", "0", "11", "7,5", "abc", "4|nv"]
CELLS += [str(mark) for mark in range(1, 11)] * 4
CELLS += ["4|7", "1|10", "nv|6", " 8 ", "4 | 9"]


def counted(text: str) -> str:
    """The value of a cell that the server would store, as far as it would take it."""
    try:
        return parse_entry(text, Scale.TEN_POINTS).value
    except Refused:
        return ""


def test_the_average_in_the_browser_is_that_of_the_domain_in_thousands_of_rows() -> None:
    chance = Random(16)
    rows = [
        [
            [(chance.choice(CELLS), chance.choice([0, 1, 1, 2, 3, 7])) for _ in range(length)],
            [(str(chance.randint(1, 10)), chance.randint(0, 4)) for _ in range(length % 3)],
        ]
        for length in (chance.randint(0, 25) for _ in range(4000))
    ]
    sums = [
        [sum(int(mark) * weight for mark, weight in earlier), sum(w for _, w in earlier)]
        for _, earlier in rows
    ]
    shown = call(
        "grid_average.js",
        "averageText",
        [[base, cells] for base, (cells, _) in zip(sums, rows, strict=True)],
    )
    wanted = [
        shown_average(weighted_average([*((counted(text), w) for text, w in cells), *earlier]))
        for cells, earlier in rows
    ]
    assert shown == wanted
    assert {"—", "10,00"} <= set(wanted)


def test_a_half_is_rounded_up_exactly() -> None:
    # 7.495 in floating point is a little less.
    assert call("grid_average.js", "averageText", [[[0, 0], [["7", 101], ["8", 99]]]]) == ["7,50"]


BLOCKS = st.lists(
    st.lists(st.text(st.sampled_from('ab8,"\t\n '), max_size=6), min_size=2, max_size=4),
    min_size=1,
    max_size=5,
)


@settings(max_examples=20, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=30))
def test_a_copied_block_is_read_back_as_it_was(blocks: list[list[list[str]]]) -> None:
    texts = call("grid_clipboard.js", "writeBlock", [[block] for block in blocks])
    read = call("grid_clipboard.js", "readBlock", [[text] for text in texts])
    assert read == [[[value.strip() for value in line] for line in block] for block in blocks]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("8\r\n9\r\n", [["8"], ["9"]]),
        ("8\n\n10", [["8"], [""], ["10"]]),
        ('Anna\t"4|7"\n', [["Anna", "4|7"]]),
        ('5"\t6', [['5"', "6"]]),
        ("8\t", [["8", ""]]),
        ("", []),
    ],
)
def test_what_spreadsheet_programs_put_on_the_clipboard_is_read(
    text: str, block: list[list[str]]
) -> None:
    assert call("grid_clipboard.js", "readBlock", [[text]]) == [block]


TYPED = ["8", "10", "11", "0", "-3", "7,5", "75", "75%", "100,5", "12,345%", "nv", "NV", "i", "ni"]
TYPED += ["+", "s", "P", "x", "4|7", "4|", "4|7|8", "4|nv", "nv|7", "4|7,5", "", "ieskaitīts", "08"]


@pytest.mark.parametrize("scale", list(Scale))
def test_a_preview_refuses_what_the_server_refuses(scale: Scale) -> None:
    column = {"scale": scale.value, "allowed": allowed_values(scale)}
    problems = call("mark_values.js", "problemOf", [[text, column] for text in TYPED])

    def refused(text: str) -> bool:
        try:
            parse_entry(text, scale)
        except Refused:
            return True
        return False

    assert {text: bool(problem) for text, problem in zip(TYPED, problems, strict=True)} == {
        text: refused(text) for text in TYPED
    }


def test_names_are_found_in_any_order_and_without_their_signs_but_never_guessed() -> None:
    names = ["Bērziņa Anna", "Bērziņa Anna Marija", "Krūmiņš Jānis", "Ozols Jānis", "Ozola Janis"]
    asked = {
        "Anna Bērziņa": 0,
        "BERZINA ANNA MARIJA": 1,
        "krumins, janis": 2,
        "Krūmiņš": -1,
        "Kalniņš Jānis": -1,
        "": -1,
    }
    found = call("name_match.js", "findAll", [[names, list(asked)]])
    assert found == [list(asked.values())]
    twins = ["Ozols Jānis", "Kalna Līga", "Ozols Jānis"]
    assert call("name_match.js", "findAll", [[twins, ["Ozols Jānis", "Liga Kalna"]]]) == [[-2, 1]]
