"""What may be typed into a mark cell, what is kept of it, and what each refusal says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import (
    MarkEntry,
    Scale,
    allowed_values,
    describe,
    display,
    is_numeric,
    parse_entry,
    parse_mark,
    scale_for_grade,
)

scales = st.sampled_from(Scale)


def refusal(text: str, scale: Scale) -> str:
    with pytest.raises(Refused) as refused:
        parse_entry(text, scale)
    return refused.value.message.english()


@pytest.mark.parametrize(
    ("typed", "scale", "kept"),
    [
        ("7", Scale.TEN_POINTS, "7"),
        (" 10 ", Scale.TEN_POINTS, "10"),
        ("NV", Scale.TEN_POINTS, "nv"),
        ("nav  vērtējuma", Scale.TEN_POINTS, "nv"),
        ("I", Scale.PASS_FAIL, "i"),
        ("Ieskaitīts", Scale.PASS_FAIL, "i"),
        ("+", Scale.PASS_FAIL, "i"),
        ("NI", Scale.PASS_FAIL, "ni"),
        ("neieskaitīts", Scale.PASS_FAIL, "ni"),
        ("s", Scale.STAP, "S"),
        ("turpina apgūt", Scale.STAP, "T"),
        ("A", Scale.STAP, "A"),
        ("p", Scale.STAP, "P"),
        ("75", Scale.PERCENT, "75%"),
        ("75,5 %", Scale.PERCENT, "75.5%"),
        ("075.50%", Scale.PERCENT, "75.5%"),
        ("100,0", Scale.PERCENT, "100%"),
        ("0%", Scale.PERCENT, "0%"),
        ("nv", Scale.PERCENT, "nv"),
    ],
)
def test_what_people_type_is_kept_in_one_writing(typed: str, scale: Scale, kept: str) -> None:
    assert parse_mark(typed, scale) == kept


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("blank", ["", "   ", "\t\n", "\u00a0"])
def test_a_blank_cell_is_no_mark(blank: str, scale: Scale) -> None:
    assert parse_entry(blank, scale) == MarkEntry("")


@pytest.mark.parametrize("typed", ["7,5", "7.5", "7,0", "10,1", "0.5", "-7,5"])
def test_part_of_a_point_is_refused_and_never_rounded(typed: str) -> None:
    assert "whole points only" in refusal(typed, Scale.TEN_POINTS)


@pytest.mark.parametrize("typed", ["11", "0", "-1", "−5", "100", "9" * 5000])
def test_points_outside_one_to_ten_are_refused_with_the_range(typed: str) -> None:
    assert "from 1 to 10" in refusal(typed, Scale.TEN_POINTS)


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("typed", ["n", "N", "ns", "nc", "NN", "k", " k "])
def test_absence_is_sent_to_attendance_whatever_the_scale(typed: str, scale: Scale) -> None:
    assert "attendance" in refusal(typed, scale)


@pytest.mark.parametrize(
    ("typed", "scale", "said"),
    [
        ("abc", Scale.TEN_POINTS, "from 1 to 10"),
        ("07", Scale.TEN_POINTS, "from 1 to 10"),
        ("8²", Scale.TEN_POINTS, "from 1 to 10"),
        ("٧", Scale.TEN_POINTS, "from 1 to 10"),
        ("7/8", Scale.TEN_POINTS, "from 1 to 10"),
        ("i", Scale.TEN_POINTS, "from 1 to 10"),
        ("8", Scale.PASS_FAIL, "i (pass)"),
        ("-", Scale.PASS_FAIL, "i (pass)"),
        ("8", Scale.STAP, "S, T, A, P"),
        ("abc", Scale.PERCENT, "75%"),
        ("75,", Scale.PERCENT, "75%"),
    ],
)
def test_anything_else_is_refused_with_what_the_scale_allows(
    typed: str, scale: Scale, said: str
) -> None:
    sentence = refusal(typed, scale)
    assert sentence.startswith("Here you can enter")
    assert said in sentence


@pytest.mark.parametrize("typed", ["101", "-1", "100,5%", "1000", "9" * 5000])
def test_per_cent_outside_the_hundred_are_refused(typed: str) -> None:
    assert "from 0 to 100" in refusal(typed, Scale.PERCENT)


def test_a_third_decimal_of_per_cent_is_refused_and_never_cut() -> None:
    assert "two decimals" in refusal("33,333", Scale.PERCENT)
    assert parse_mark("33,330", Scale.PERCENT) == "33.33%"


def test_four_improved_to_seven_keeps_both() -> None:
    assert parse_entry("4|7", Scale.TEN_POINTS) == MarkEntry("7", "4")
    assert parse_entry(" 4 | 7 ", Scale.TEN_POINTS) == MarkEntry("7", "4")


def test_work_handed_in_later_improves_nv() -> None:
    assert parse_entry("nv|6", Scale.TEN_POINTS) == MarkEntry("6", "nv")


def test_a_mark_cannot_be_improved_away() -> None:
    assert "nv" in refusal("6|nv", Scale.TEN_POINTS)


@pytest.mark.parametrize("typed", ["|", "4|", "|7", "4|5|7", "4||7"])
def test_half_an_improvement_is_refused_with_an_example(typed: str) -> None:
    assert "4|7" in refusal(typed, Scale.TEN_POINTS)


def test_each_half_of_an_improvement_obeys_the_scale() -> None:
    assert "whole points only" in refusal("4|7,5", Scale.TEN_POINTS)
    assert "attendance" in refusal("n|7", Scale.TEN_POINTS)


@given(st.text() | st.from_regex(r"[-+]?[0-9]{1,4}[.,|%]?[0-9]{0,3}%?"), scales)
def test_no_text_does_anything_but_parse_or_be_refused(text: str, scale: Scale) -> None:
    try:
        entry = parse_entry(text, scale)
    except Refused:
        return
    assert parse_entry(display(entry.value, entry.improved_from), scale) == entry
    assert len(entry.value) <= 10  # what the column holds
    describe(entry.value)


@given(scales, st.data())
def test_what_is_shown_can_be_typed_back(scale: Scale, data: st.DataObject) -> None:
    values = st.sampled_from(allowed_values(scale))
    value = data.draw(values.filter(lambda value: value != "nv"))
    improved_from = data.draw(values | st.just(""))
    shown = display(value, improved_from)
    assert parse_entry(shown, scale) == MarkEntry(value, improved_from)


def test_shown_with_the_comma_or_the_point() -> None:
    assert display("7", "4") == "4|7"
    assert display("75.5%") == "75,5%"
    assert display("75.5%", decimal_comma=False) == "75.5%"
    assert display("") == ""


def test_marks_in_words() -> None:
    assert describe("8").english() == "very good"
    assert describe("ni").english() == "fail"
    assert describe("75.5%").english() == "75.5 per cent"
    assert describe("").english() == "no entry"


def test_only_points_are_numeric() -> None:
    assert [value for value in ["1", "10", "nv", "i", "S", "50%", ""] if is_numeric(value)] == [
        "1",
        "10",
    ]


def test_levels_up_to_grade_three_and_points_from_four() -> None:
    assert [scale_for_grade(grade) for grade in (1, 3, 4, 12)] == [
        Scale.STAP,
        Scale.STAP,
        Scale.TEN_POINTS,
        Scale.TEN_POINTS,
    ]
    with pytest.raises(ValueError, match="1 to 12"):
        scale_for_grade(13)
