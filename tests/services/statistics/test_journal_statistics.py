"""The statistics of a journal: spread, course, parallel classes, pupils who may need help."""

from decimal import Decimal

import pytest

from ejournal_app.domain.risk import RiskKind
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.statistics import JournalStatistics, journal_statistics
from ejournal_app.services.statistics.risk_list import AT_RISK
from tests.support.school import TinySchool
from tests.support.school_days import LESSON_DAYS, TODAY, TOMORROW, YESTERDAY
from tests.support.statements import statements

from .marking import add_pupils, add_work
from .test_averages import in_levels


def test_the_latest_marked_work_is_shown_with_everybody_of_its_day(school: TinySchool) -> None:
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.anna: "5"})
    marks = {school.anna: "8", school.bruno: "nv"}
    latest = add_work(school, school.maths_a, YESTERDAY, marks)
    found = journal_statistics(school.actors.ilze, school.maths_a)
    assert found.spread is not None
    assert found.spread.work.work_id == latest
    spread = found.spread.spread
    assert {value: n for value, n in spread.counts if n} == {"8": 1, "nv": 1}
    # Emīls came and Zane was there that day; Marta had moved.
    assert (spread.marked, spread.not_marked) == (2, 2)
    assert len(found.works) == 2


def test_a_chosen_work_is_shown_and_a_foreign_one_is_not(school: TinySchool) -> None:
    first = add_work(school, school.maths_a, LESSON_DAYS[0], {school.anna: "5"})
    latest = add_work(school, school.maths_a, YESTERDAY, {school.anna: "8"})
    foreign = add_work(school, school.maths_b, YESTERDAY, {school.dace: "8"})

    def shown(work_id: int) -> int | None:
        spread = journal_statistics(school.actors.ilze, school.maths_a, work_id).spread
        return spread.work.work_id if spread else None

    assert (shown(first), shown(foreign)) == (first, latest)


def test_without_marks_there_is_nothing_to_choose(school: TinySchool) -> None:
    found = journal_statistics(school.actors.ilze, school.maths_a)
    assert (found.works, found.spread, found.course) == ((), None, None)


def test_the_course_of_a_pupil_follows_the_days(school: TinySchool) -> None:
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "4|10"}, weight=1)
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.anna: "5", school.bruno: "1"})
    add_work(school, school.maths_a, LESSON_DAYS[1], {school.anna: "i"}, scale="pass_fail")
    found = journal_statistics(school.actors.ilze, school.maths_a, None, school.anna)
    assert found.course is not None
    assert [(point.shown, point.counts, point.average) for point in found.course.points] == [
        ("5", True, Decimal("5.00")),
        ("i", False, Decimal("5.00")),
        ("4|10", True, Decimal("7.50")),
    ]


def groups(found: JournalStatistics) -> dict[str, tuple[bool, int, Decimal | None, bool]]:
    return {
        group.name: (group.own, group.pupils, group.average, group.withheld)
        for group in found.groups
    }


def test_another_class_is_told_only_with_five_pupils_or_more(school: TinySchool) -> None:
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "7", school.bruno: "8"})
    four = add_pupils(school, school.class_b, 4)
    add_work(school, school.maths_b, YESTERDAY, dict.fromkeys(four, "6"))
    assert groups(journal_statistics(school.actors.ilze, school.maths_a)) == {
        "Matemātika 5.a": (True, 2, Decimal("7.50"), False),
        "Matemātika 5.b": (False, 0, None, True),
    }
    add_work(school, school.maths_b, TODAY, {school.dace: "9"})
    assert groups(journal_statistics(school.actors.ilze, school.maths_a))["Matemātika 5.b"] == (
        False,
        5,
        Decimal("6.60"),
        False,
    )


def test_whoever_sees_most_of_a_group_is_not_told_what_gives_the_rest_away(
    school: TinySchool,
) -> None:
    marks = {school.anna: "7", school.dace: "3"}
    add_work(school, school.english, YESTERDAY, marks)
    own = groups(journal_statistics(school.actors.maija, school.english))["Angļu valoda 5.1"]
    assert own == (True, 0, None, True)
    assert groups(journal_statistics(school.actors.janis, school.english)) == {
        "Angļu valoda 5.1": (True, 2, Decimal("5.00"), False)
    }


def test_groups_stand_by_name_whatever_their_averages(school: TinySchool) -> None:
    pupils = add_pupils(school, school.class_b, 5)
    add_work(school, school.maths_b, YESTERDAY, dict.fromkeys(pupils, "10"))
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "1"})
    names = [g.name for g in journal_statistics(school.actors.ilze, school.maths_b).groups]
    assert names == ["Matemātika 5.a", "Matemātika 5.b"]


def test_a_grade_of_levels_is_not_compared(school: TinySchool) -> None:
    in_levels(school)
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "S"}, scale="stap")
    found = journal_statistics(school.actors.ilze, school.maths_a)
    assert (found.in_levels, found.groups, found.at_risk) == (True, (), ())
    assert found.spread is not None
    assert ("S", 1) in found.spread.spread.counts


def falling(school: TinySchool) -> None:
    """Bruno falls, Anna is even; Zane, who has left, was weak."""
    for day, mark in zip(LESSON_DAYS, ("9", "9", "9", "6", "6", "6"), strict=False):
        marks = {school.anna: "8", school.bruno: mark, school.zane: "2"}
        add_work(school, school.maths_a, day, marks)


def test_who_may_need_help_is_named_with_the_reason(school: TinySchool) -> None:
    falling(school)
    found = journal_statistics(school.actors.ilze, school.maths_a).at_risk
    assert [(own.name, [risk.kind for risk in own.risks]) for own in found] == [
        ("Bērziņš Bruno", [RiskKind.FALLING])
    ]


def test_a_test_counts_as_unmarked_once_others_have_their_marks(school: TinySchool) -> None:
    for day in (LESSON_DAYS[0], LESSON_DAYS[1]):
        add_work(school, school.maths_a, day, {school.anna: "8"}, is_test=True)
    add_work(school, school.maths_a, YESTERDAY, {}, is_test=True)
    add_work(school, school.maths_a, TOMORROW, {}, is_test=True)
    found = journal_statistics(school.actors.ilze, school.maths_a).at_risk
    # Emīls was not there yet, Zane and Marta are there no more.
    assert [(own.name, own.risks[0].kind, own.risks[0].count) for own in found] == [
        ("Bērziņš Bruno", RiskKind.UNMARKED_TESTS, 2)
    ]


def at_risk(school: TinySchool, reader: str, **filters: str) -> list[tuple[str, str]]:
    shown = show_list(school.actors.all()[reader], AT_RISK.key, ListQuery(filters=filters))
    return [(str(row.cells[0]), str(row.cells[2])) for row in shown.rows]


def test_the_list_shows_a_class_teacher_the_own_class_and_the_heads_all(
    school: TinySchool,
) -> None:
    falling(school)
    add_work(school, school.maths_b, YESTERDAY, {school.dace: "2"})
    add_work(school, school.english, YESTERDAY, {school.dace: "3", school.anna: "3"})
    maths_b, english = ("Ozola Dace", "Matemātika 5.b"), "Angļu valoda 5.1"
    own = [("Āboliņa Anna", english), ("Bērziņš Bruno", "Matemātika 5.a")]
    assert at_risk(school, "maija") == own
    assert at_risk(school, "nora") == [("Ozola Dace", english), maths_b]
    assert at_risk(school, "management") == [*own, ("Ozola Dace", english), maths_b]
    assert at_risk(school, "management", reason=RiskKind.FALLING) == [own[1]]
    assert at_risk(school, "superuser", **{"class": "5.b"}) == [("Ozola Dace", english), maths_b]


@pytest.mark.parametrize("descending", [False, True])
def test_no_column_of_the_list_ranks_pupils(school: TinySchool, descending: bool) -> None:
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "1", school.bruno: "3"})
    query = ListQuery(sort="reasons", descending=descending)
    shown = show_list(school.actors.maija, AT_RISK.key, query)
    by_name = ["Āboliņa Anna", "Bērziņš Bruno"]
    assert [row.cells[0] for row in shown.rows] == by_name[:: -1 if descending else 1]


def test_a_line_leads_to_the_pupil_in_the_journal(school: TinySchool) -> None:
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "1"})
    (row,) = show_list(school.actors.maija, AT_RISK.key, ListQuery()).rows
    assert row.href == f"/zurnals/{school.maths_a}/skolens/{school.anna}"


def test_more_pupils_and_works_ask_no_more_of_the_database(school: TinySchool) -> None:
    def asked() -> list[int]:
        counts: list[int] = []
        for call in (
            lambda: journal_statistics(school.actors.ilze, school.maths_a, None, school.anna),
            lambda: show_list(school.actors.management, AT_RISK.key, ListQuery()),
        ):
            with statements() as seen:
                call()
            counts.append(len(seen))
        return counts

    add_work(school, school.maths_a, YESTERDAY, {school.anna: "1"})
    before = asked()
    pupils = add_pupils(school, school.class_a, 12)
    for day in LESSON_DAYS[:5]:
        add_work(school, school.maths_a, day, dict.fromkeys(pupils, "3"), is_test=True)
    assert asked() == before
    assert max(before) <= 14
