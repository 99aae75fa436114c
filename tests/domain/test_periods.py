"""Which marks of periods there are, when they are open, what is suggested (Regulation 17-19)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.periods import (
    Course,
    GivenMark,
    Openness,
    Terms,
    Window,
    default_window,
    entered_kinds,
    is_insufficient,
    mean_of_years,
    needs_re_exam,
    openness,
    owes_mark,
    period_end,
    suggestion,
)

TERMS = Terms(
    first_ends=date(2026, 12, 18), second_ends=date(2027, 5, 31), year_ends=date(2027, 8, 31)
)
DAYS = (14, 7)
AUTUMN, SPRING = date(2026, 10, 5), date(2027, 3, 1)
days_of_year = st.dates(date(2026, 9, 1), date(2027, 8, 31))
given_marks = st.lists(
    st.builds(
        GivenMark,
        day=days_of_year,
        value=st.sampled_from([*map(str, range(1, 11)), "nv", "i", "ni", "75%"]),
        weight=st.integers(0, 5),
    ),
    max_size=20,
)


def mark(value: str, day: date = AUTUMN, weight: int = 1) -> GivenMark:
    return GivenMark(day=day, value=value, weight=weight)


@pytest.mark.parametrize(
    ("course", "kinds"),
    [
        (Course(grade=5), "interim_1 combined year session_exam re_exam"),
        (Course(grade=3, scale=Scale.STAP), "combined year"),
        (Course(grade=4), "interim_1 combined year session_exam re_exam"),
        (
            Course(grade=9, semester_marks=True),
            "interim_1 semester_1 semester_2 combined year session_exam re_exam",
        ),
        (Course(grade=11), "interim_1 combined year session_exam re_exam"),
        (
            Course(grade=11, course_ends_on=date(2027, 2, 1)),
            "interim_1 combined year session_exam re_exam final",
        ),
        (
            Course(grade=9, course_ends_on=date(2027, 2, 1)),
            "interim_1 combined year session_exam re_exam",
        ),
        (Course(grade=3), "combined year re_exam"),
        (Course(grade=5, attendance_only=True), ""),
    ],
)
def test_a_journal_has_the_marks_of_its_grade(course: Course, kinds: str) -> None:
    assert " ".join(entered_kinds(course)) == kinds


@pytest.mark.parametrize(
    ("kind", "window"),
    [
        (EntryKind.INTERIM_1, Window(date(2026, 12, 4), date(2026, 12, 25))),
        (EntryKind.SEMESTER_1, Window(date(2026, 12, 4), date(2026, 12, 25))),
        (EntryKind.SEMESTER_2, Window(date(2027, 5, 17), date(2027, 6, 7))),
        (EntryKind.COMBINED, Window(date(2027, 5, 17), date(2027, 6, 7))),
        (EntryKind.YEAR, Window(date(2027, 5, 17), date(2027, 6, 7))),
        (EntryKind.SESSION_EXAM, Window(date(2027, 5, 17), date(2027, 6, 7))),
        (EntryKind.RE_EXAM, Window(date(2027, 6, 8), date(2027, 8, 31))),
        (EntryKind.FINAL, Window(date(2027, 5, 17), date(2027, 6, 7))),
    ],
)
def test_a_window_follows_from_the_end_of_its_period(kind: EntryKind, window: Window) -> None:
    assert default_window(kind, TERMS, DAYS) == window


def test_the_final_mark_follows_the_end_of_the_course_in_any_month() -> None:
    terms = Terms(
        first_ends=TERMS.first_ends,
        second_ends=TERMS.second_ends,
        year_ends=TERMS.year_ends,
        course_ends=date(2027, 1, 29),
    )
    assert period_end(EntryKind.FINAL, terms) == date(2027, 1, 29)
    assert default_window(EntryKind.FINAL, terms, DAYS) == Window(
        date(2027, 1, 15), date(2027, 2, 5)
    )


def test_exams_and_re_examinations_follow_the_window_the_school_set_for_year_marks() -> None:
    year = Window(date(2027, 5, 1), date(2027, 6, 30))
    assert default_window(EntryKind.SESSION_EXAM, TERMS, DAYS, year) == year
    assert default_window(EntryKind.RE_EXAM, TERMS, DAYS, year).opens_on == date(2027, 7, 1)
    late = Window(date(2027, 5, 1), TERMS.year_ends)
    assert default_window(EntryKind.RE_EXAM, TERMS, DAYS, late) == Window(
        TERMS.year_ends, TERMS.year_ends
    )


@given(st.sampled_from(EntryKind), st.integers(0, 90), st.integers(0, 90))
def test_every_window_opens_no_later_than_it_closes(
    kind: EntryKind, before: int, after: int
) -> None:
    window = default_window(kind, TERMS, (before, after))
    assert window.opens_on <= window.closes_on


@given(days_of_year, st.none() | days_of_year)
def test_a_reopening_only_ever_opens(day: date, until: date | None) -> None:
    window = default_window(EntryKind.INTERIM_1, TERMS, DAYS)
    stands = openness(window, day, until)
    assert (stands is Openness.OPEN) == window.is_open(day)
    assert (stands is Openness.REOPENED) == (
        not window.is_open(day) and until is not None and day <= until
    )
    if stands in (Openness.NOT_YET, Openness.OVER):
        assert (stands is Openness.OVER) == (day > window.closes_on)


@pytest.mark.parametrize(
    ("spans", "today", "owes"),
    [
        ([(date(2026, 9, 1), None)], date(2026, 12, 10), True),
        ([(date(2026, 9, 1), None)], date(2027, 3, 1), True),
        ([(date(2026, 12, 19), None)], date(2026, 12, 20), False),  # joined after the end
        ([(date(2026, 12, 18), None)], date(2026, 12, 20), True),  # on the last day
        ([(date(2026, 9, 1), date(2026, 12, 9))], date(2026, 12, 10), False),  # left
        ([(date(2026, 9, 1), date(2027, 1, 5))], date(2027, 3, 1), False),
        ([(date(2026, 9, 1), date(2026, 10, 1)), (date(2026, 11, 2), None)], SPRING, True),
        ([(date(2026, 9, 1), date(2026, 10, 1)), (date(2027, 1, 4), None)], SPRING, False),
        ([], date(2026, 12, 10), False),
    ],
)
def test_who_is_there_at_the_end_and_now_gets_the_mark(
    spans: list[tuple[date, date | None]], today: date, owes: bool
) -> None:
    assert owes_mark(spans, TERMS.first_ends, today) is owes


@pytest.mark.parametrize(
    ("year", "needed"),
    [("", True), ("nv", True), ("3", True), ("1", True), ("4", False), ("10", False)],
)
def test_a_re_examination_is_for_year_marks_below_four_or_none(year: str, needed: bool) -> None:
    assert needs_re_exam(year) is needed


def test_only_a_mark_can_be_insufficient() -> None:
    assert [value for value in ("", "3", "4", "nv", "S", "P", "i") if is_insufficient(value)] == [
        "3",
        "nv",
    ]


def test_each_period_counts_its_own_marks() -> None:
    marks = [mark("4"), mark("8", SPRING, weight=3), mark("nv"), mark("6", weight=0)]
    interim = suggestion(EntryKind.INTERIM_1, marks, TERMS)
    second = suggestion(EntryKind.SEMESTER_2, marks, TERMS)
    year = suggestion(EntryKind.YEAR, marks, TERMS)
    assert interim is not None
    assert (interim.mark, interim.average) == (4, Decimal("4.00"))
    assert [given.value for given in interim.left_out] == ["nv", "6"]
    assert second is not None
    assert second.mark == 8
    assert year is not None
    assert (year.mark, year.average) == (7, Decimal("7.00"))


def test_a_mark_of_the_semesters_last_day_belongs_to_it() -> None:
    for kind, counts in ((EntryKind.SEMESTER_1, True), (EntryKind.SEMESTER_2, False)):
        found = suggestion(kind, [mark("9", TERMS.first_ends)], TERMS)
        assert found is not None
        assert bool(found.counted) is counts


@pytest.mark.parametrize(("half", "suggested"), [("0.5", 7), ("0.6", 6), ("0.8", 6)])
def test_halves_are_rounded_as_the_school_does(half: str, suggested: int) -> None:
    found = suggestion(EntryKind.YEAR, [mark("6"), mark("7")], TERMS, round_up_from=Decimal(half))
    assert found is not None
    assert found.mark == suggested


def test_levels_are_listed_and_never_made_a_number() -> None:
    marks = [mark("A", SPRING), mark("T"), mark("nv"), mark("i")]
    found = suggestion(EntryKind.YEAR, marks, TERMS, Scale.STAP)
    assert found is not None
    assert (found.mark, found.average, found.levels) == (None, None, "T A")
    assert [given.value for given in found.left_out] == ["nv", "i"]


@pytest.mark.parametrize(
    "kind", [EntryKind.COMBINED, EntryKind.SESSION_EXAM, EntryKind.RE_EXAM, EntryKind.FINAL]
)
def test_no_average_decides_works_of_their_own(kind: EntryKind) -> None:
    assert suggestion(kind, [mark("9")], TERMS) is None


def test_the_years_of_a_subject_have_a_mean() -> None:
    assert mean_of_years(["7", "8", "8"]) == Decimal("7.67")
    assert mean_of_years(["nv", ""]) is None


@given(given_marks)
def test_a_suggestion_lies_within_what_it_counts(marks: list[GivenMark]) -> None:
    for kind in (EntryKind.INTERIM_1, EntryKind.SEMESTER_2, EntryKind.YEAR):
        found = suggestion(kind, marks, TERMS)
        assert found is not None
        values = [int(given.value) for given in found.counted]
        assert (found.mark is None) == (not values)
        if found.mark is not None:
            assert min(values) <= found.mark <= max(values)


@given(given_marks)
def test_every_mark_of_the_year_is_counted_or_named_as_left_out(marks: list[GivenMark]) -> None:
    year = suggestion(EntryKind.YEAR, marks, TERMS)
    assert year is not None
    key = repr
    assert sorted([*year.counted, *year.left_out], key=key) == sorted(marks, key=key)
    halves = [
        suggestion(kind, marks, TERMS) for kind in (EntryKind.SEMESTER_1, EntryKind.SEMESTER_2)
    ]
    assert sum(len(half.counted) for half in halves if half) == len(year.counted)


@given(given_marks, given_marks)
def test_marks_of_the_second_semester_never_change_the_interim_mark(
    first: list[GivenMark], later: list[GivenMark]
) -> None:
    spring = [
        GivenMark(day=TERMS.first_ends + timedelta(days=1), value=one.value, weight=one.weight)
        for one in later
    ]
    assert suggestion(EntryKind.INTERIM_1, [*first, *spring], TERMS) == suggestion(
        EntryKind.INTERIM_1, first, TERMS
    )
