"""The list of a journal's works: what is planned, what is marked, when it is due (15)."""

from datetime import date

from ejournal_app.services.works.listing import WorkLine, journal_works
from tests.support.entering import mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW

from .planning import planned


def lines(school: TinySchool) -> dict[int, WorkLine]:
    page = journal_works(school.actors.ilze, school.maths_a)
    return {line.work_id: line for line in page.works}


def test_planned_works_come_first_then_the_latest_done(school: TinySchool) -> None:
    later, sooner = planned(school.actors.ilze, school.maths_a, TODAY + 5 * DAY, TOMORROW)
    found = lines(school)
    assert list(found) == [sooner, later, school.quiz, school.test]
    assert [line.planned for line in found.values()] == [True, True, False, False]


def test_it_says_how_many_of_those_of_the_day_are_marked(school: TinySchool) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"), mark(school.test, school.bruno, "nv"))
    saved(ilze, mark(school.quiz, school.anna, "i"), mark(school.test, school.emils, "5"))
    saved(ilze, mark(school.test, school.emils, "", "5"))
    found = lines(school)
    # Zane was there on the day of the test; Emīls' mark was cleared.
    assert (found[school.test].marked, found[school.test].pupils) == (2, 4)
    assert (found[school.quiz].marked, found[school.quiz].pupils) == (1, 3)


def test_marks_are_due_on_the_last_of_the_working_days(school: TinySchool) -> None:
    # Seven working days after Tuesday, 24 November.
    assert lines(school)[school.test].due_on == date(2026, 12, 3)


def test_only_those_who_teach_may_change(school: TinySchool) -> None:
    actors = school.actors
    assert journal_works(actors.janis, school.maths_a).editable
    assert not journal_works(actors.management, school.maths_a).editable
    choir = journal_works(actors.janis, school.choir)
    assert (choir.editable, choir.marks_allowed, choir.works) == (False, False, ())
