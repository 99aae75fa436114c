"""Proposals at the end of the year (MK 11/2022, 25; domain: promotion)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.promotion import Outcome, SubjectResult, propose

MATHS, LATVIAN, SPORT = "Matemātika", "Latviešu valoda", "Sports"


def result(year: str, re_exam: str = "", subject: str = MATHS) -> SubjectResult:
    return SubjectResult(subject=subject, year=year, re_exam=re_exam)


@pytest.mark.parametrize(
    ("grade", "results", "outcome"),
    [
        (5, [result("4"), result("10")], Outcome.PROMOTED),
        (5, [result("3", "4")], Outcome.PROMOTED),
        (5, [result("3", "3"), result("9")], Outcome.PROMOTED),
        (5, [result("3", "3"), result("nv", "2")], Outcome.REPEATS),
        (5, [result("3")], None),
        (5, [result("nv")], None),
        (5, [result("")], None),
        (5, [result("", "5")], Outcome.PROMOTED),
        (8, [result("2", "1")], Outcome.PROMOTED),
        (10, [result("4")], Outcome.PROMOTED),
        (10, [result("3", "3")], Outcome.REPEATS),
        (11, [result("3", "4")], Outcome.PROMOTED),
        (9, [result("4")], Outcome.GRADUATES),
        (9, [result("3", "3")], None),
        (12, [result("7")], Outcome.GRADUATES),
        (12, [result("")], None),
        (1, [result("T"), result("P")], Outcome.PROMOTED),
        (3, [result("S"), result("P")], None),
        (2, [result("")], None),
        (7, [], None),
    ],
)
def test_the_rules_of_the_grade_decide(
    grade: int, results: list[SubjectResult], outcome: Outcome | None
) -> None:
    assert propose(grade, results).outcome is outcome


def test_an_exempt_subject_is_left_out() -> None:
    exempt = SubjectResult(subject=SPORT, year="", exempt=True)
    assert propose(6, [result("5"), exempt]).outcome is Outcome.PROMOTED
    assert propose(6, [exempt]).outcome is None


def test_the_reasons_name_the_subjects() -> None:
    proposal = propose(6, [result("", subject=LATVIAN), result("3", subject=SPORT), result("8")])
    assert [reason.english() for reason in proposal.reasons] == [
        "no year mark: Latviešu valoda",
        "no re-examination: Sports",
    ]


@pytest.mark.parametrize("grade", [0, 13, -1])
def test_there_are_twelve_grades(grade: int) -> None:
    with pytest.raises(ValueError, match="grade"):
        propose(grade, [])


values = st.sampled_from(["", "nv", *(str(points) for points in range(1, 11))])
results = st.lists(st.builds(result, values, values), max_size=8)


@given(st.integers(4, 12), results)
def test_nobody_without_a_year_mark_gets_a_proposal(grade: int, known: list[SubjectResult]) -> None:
    assert propose(grade, [*known, result("")]).outcome is None


@given(st.integers(4, 12), st.lists(st.integers(4, 10), min_size=1, max_size=12))
def test_whoever_passed_everything_goes_on(grade: int, marks: list[int]) -> None:
    outcome = propose(grade, [result(str(points)) for points in marks]).outcome
    assert outcome is (Outcome.GRADUATES if grade in (9, 12) else Outcome.PROMOTED)


@given(st.sampled_from([4, 5, 6, 7, 8, 10, 11]), results)
def test_a_better_re_examination_never_makes_it_worse(
    grade: int, known: list[SubjectResult]
) -> None:
    before = propose(grade, [*known, result("3", "3")]).outcome
    after = propose(grade, [*known, result("3", "7")]).outcome
    order = [None, Outcome.REPEATS, Outcome.PROMOTED]
    assert order.index(after) >= order.index(before)
