"""Averages are explained as the grid shows them, to teachers and to families (Regulation 16)."""

from datetime import date
from decimal import Decimal

from ejournal_app.domain.average_explained import Omission
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal, RuleSetting, SchoolYear
from ejournal_app.services.averages import explain_average, subject_averages
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.journal_views import journal_outline
from ejournal_app.services.school_rules import Rule
from tests.support.school import TinySchool
from tests.support.school_days import LESSON_DAYS, SEPTEMBER, TODAY, YESTERDAY

from .marking import add_work


def in_levels(school: TinySchool) -> None:
    """Mark grade 5 in levels."""
    with writing() as session:
        school_id = session.get_one(SchoolYear, school.year_id).school_id
        session.add(
            RuleSetting(
                school_id=school_id,
                key=Rule.STAP_LAST_GRADE,
                effective_from=SEPTEMBER,
                value="5",
            )
        )


def test_every_mark_is_told_with_its_reason(school: TinySchool) -> None:
    anna, journal = school.anna, school.maths_a
    add_work(school, journal, LESSON_DAYS[0], {anna: "4|7"}, weight=3)
    add_work(school, journal, LESSON_DAYS[1], {anna: "8"})
    add_work(school, journal, LESSON_DAYS[1], {anna: "nv"})
    add_work(school, journal, YESTERDAY, {anna: "9"}, weight=0)
    add_work(school, journal, YESTERDAY, {anna: "10"}, entry_kind=EntryKind.INTERIM_1)
    add_work(school, journal, date(2026, 5, 20), {anna: "3"})
    own = explain_average(school.actors.ilze, journal, anna)
    assert (own.subject, own.pupil) == ("Matemātika", "Āboliņa Anna")
    assert own.explained.average == Decimal("7.25")
    assert [(step.value, step.weight, step.omission) for step in own.steps] == [
        ("3", 1, Omission.OTHER_YEAR),
        ("4", 3, Omission.IMPROVED),
        ("7", 3, None),
        ("8", 1, None),
        ("nv", 1, Omission.NOT_MARKED),
        ("9", 0, Omission.NO_WEIGHT),
        ("10", 1, Omission.CLOSES_PERIOD),
    ]


def test_marks_brought_along_count_and_say_where_they_come_from(school: TinySchool) -> None:
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.marta: "10"})
    add_work(school, school.maths_b, TODAY, {school.marta: "6"})
    own = explain_average(school.actors.ilze, school.maths_b, school.marta)
    assert own.explained.average == Decimal("8.00")
    assert [(step.value, step.journal) for step in own.steps] == [
        ("10", "Matemātika 5.a"),
        ("6", ""),
    ]
    left = explain_average(school.actors.ilze, school.maths_a, school.marta)
    assert left.explained.average == Decimal("10.00")


def test_the_grid_the_list_and_the_explanation_agree(school: TinySchool) -> None:
    for n, day in enumerate(LESSON_DAYS[:4]):
        marks = {school.anna: str(4 + n), school.bruno: str(9 - n), school.marta: "7"}
        add_work(school, school.maths_a, day, marks, weight=n)
    add_work(school, school.maths_b, TODAY, {school.marta: "2", school.dace: "5"})
    add_work(school, school.maths_a, date(2026, 5, 20), {school.anna: "1"})
    for journal in (school.maths_a, school.maths_b):
        grid = open_journal(school.actors.ilze, journal).pupils
        listed = journal_outline(school.actors.ilze, journal).pupils
        shown = {pupil.pupil_id: pupil.average for pupil in listed}
        for pupil in grid:
            own = explain_average(school.actors.ilze, journal, pupil.pupil_id).explained.average
            assert pupil.average == ("—" if own is None else str(own).replace(".", ","))
            assert shown[pupil.pupil_id] == pupil.average


def test_a_grade_of_levels_has_levels_everywhere_and_no_number(school: TinySchool) -> None:
    in_levels(school)
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.anna: "T"}, scale="stap")
    add_work(school, school.maths_a, LESSON_DAYS[1], {school.anna: "A"}, scale="stap")
    add_work(school, school.maths_a, YESTERDAY, {school.anna: "9"})
    own = explain_average(school.actors.ilze, school.maths_a, school.anna)
    assert own.in_levels
    assert (own.explained.average, own.explained.levels) == (None, ("T", "A"))
    listed = journal_outline(school.actors.ilze, school.maths_a).pupils[0]
    assert listed.average == "T A"
    assert open_journal(school.actors.ilze, school.maths_a).pupils[0].average == "—"


def test_a_family_sees_every_subject_of_the_year_once(school: TinySchool) -> None:
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.anna: "8", school.bruno: "1"})
    found = subject_averages(school.actors.parent, school.anna)
    assert [(own.subject, own.explained.average) for own in found] == [
        ("Angļu valoda", None),
        ("Matemātika", Decimal("8.00")),
    ]
    assert all(own.pupil == "Anna Āboliņa" for own in found)
    teacher = explain_average(school.actors.ilze, school.maths_a, school.anna)
    assert found[1].steps == teacher.steps


def test_after_a_move_a_subject_is_told_once_with_all_its_marks(school: TinySchool) -> None:
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.marta: "10"})
    add_work(school, school.maths_b, TODAY, {school.marta: "6"})
    found = subject_averages(school.actors.management, school.marta)
    assert [(own.journal, own.explained.average) for own in found] == [
        ("Matemātika 5.b", Decimal("8.00"))
    ]


def test_a_subject_left_behind_is_still_told(school: TinySchool) -> None:
    add_work(school, school.english, LESSON_DAYS[0], {school.bruno: "9"})
    found = subject_averages(school.actors.management, school.bruno)
    assert {own.journal: own.explained.average for own in found} == {
        "Angļu valoda 5.1": Decimal("9.00"),
        "Matemātika 5.a": None,
    }


def test_two_journals_of_one_subject_are_told_apart(school: TinySchool) -> None:
    with writing() as session:
        maths = session.get_one(Journal, school.maths_a)
        more = maths.model_dump(exclude={"id", "version", "name", "kind"})
        session.add(Journal(**more, kind="elective", name="Matemātika 5.a, fakultatīvs"))
    subjects = [own.subject for own in subject_averages(school.actors.parent, school.anna)]
    assert subjects == ["Angļu valoda", "Matemātika 5.a", "Matemātika 5.a, fakultatīvs"]
