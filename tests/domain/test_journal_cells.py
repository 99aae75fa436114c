"""Cells of a journal workbook from another system."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification, parse_cell, usual_scale
from ejournal_app.domain.marks import Scale, allowed_values, display

ABSENT, LATE = AttendanceStatus.ABSENT, AttendanceStatus.LATE


@pytest.mark.parametrize(
    ("text", "status", "justification", "marks"),
    [
        ("", None, None, []),
        ("  ", None, None, []),
        ("8", None, None, ["8"]),
        ("10", None, None, ["10"]),
        ("n", ABSENT, None, []),
        ("N", ABSENT, None, []),
        ("k 8", LATE, None, ["8"]),
        ("ns nv", ABSENT, Justification.ILLNESS, ["nv"]),
        ("nv nc", ABSENT, Justification.OTHER, ["nv"]),
        ("nn", ABSENT, Justification.NONE, []),
        ("ni", None, None, ["ni"]),
        ("i", None, None, ["i"]),
        ("4|7", None, None, ["4|7"]),
        ("4 | 7", None, None, ["4|7"]),
        ("75%", None, None, ["75%"]),
        ("75,5 %", None, None, ["75,5%"]),
        ("8(p.d.)", None, None, ["8"]),
        ("8 (p. d.)", None, None, ["8"]),
        ("7 9", None, None, ["7", "9"]),
        ("7\n9", None, None, ["7", "9"]),
        ("S", None, None, ["S"]),
        ("n\n75%", ABSENT, None, ["75%"]),
    ],
)
def test_a_cell_is_read_as_absence_and_marks(
    text: str,
    status: AttendanceStatus | None,
    justification: Justification | None,
    marks: list[str],
) -> None:
    cell = parse_cell(text)
    shown = [display(mark.entry.value, mark.entry.improved_from) for mark in cell.marks]
    assert (cell.status, cell.justification, shown) == (status, justification, marks)


@pytest.mark.parametrize(
    "text",
    ["7,5", "7.5", "11", "0", "x", "8+", "n ns", "4|", "|7", "4|7|8", "-5", "8,9", "²", "x" * 500],
)
def test_what_cannot_be_read_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(Refused):
        parse_cell(text)


@given(
    st.sampled_from(list(Scale)).flatmap(lambda s: st.sampled_from(allowed_values(s))),
    st.sampled_from(["", "n", "k", "ns", "nc", "nn"]),
)
def test_every_value_of_every_scale_is_read_back_beside_any_absence(
    value: str, absence: str
) -> None:
    for text in (f"{value} {absence}", f"{absence} {value}"):
        cell = parse_cell(text)
        assert [mark.entry.value for mark in cell.marks] == [value]
        assert (cell.status is not None) == bool(absence)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Refused):
        cell = parse_cell(text)
        assert bool(text.strip()) >= bool(cell.marks or cell.status)


def test_nv_alone_is_of_the_scale_the_others_have() -> None:
    cells = [parse_cell(text) for text in ("nv", "75%", "80%", "8")]
    assert usual_scale(cells, Scale.TEN_POINTS) is Scale.PERCENT
    assert usual_scale([parse_cell("nv")], Scale.STAP) is Scale.STAP
