"""Families see planned tests ahead, and see at once when one is moved or gone."""

from datetime import date

from ejournal_app.services import live
from ejournal_app.services.diary import DiaryWeek, diary_week
from ejournal_app.services.works import plan_work
from ejournal_app.services.works.editing import delete_work, edit_work
from tests.services.works.planning import planned, values
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW

IN_THREE_WEEKS = date(2026, 12, 16)
AFTER_A_MONTH = date(2027, 1, 12)


def look(school: TinySchool, day: date | None = None) -> DiaryWeek:
    return diary_week(school.actors.parent, school.anna, day)


def ahead(school: TinySchool) -> list[date]:
    return [test.day for test in look(school).ahead]


def test_tests_of_the_next_thirty_days_are_named(school: TinySchool) -> None:
    planned(school.actors.ilze, school.maths_a, IN_THREE_WEEKS, TOMORROW, TODAY, AFTER_A_MONTH)
    assert ahead(school) == [TODAY, TOMORROW, IN_THREE_WEEKS]
    (last,) = [test for test in look(school).ahead if test.day == IN_THREE_WEEKS]
    assert (last.subject, last.kind_lv, last.title) == ("Matemātika", "Pārbaudes darbs", "Daļas")


def test_a_test_stands_on_its_day_of_the_week(school: TinySchool) -> None:
    planned(school.actors.ilze, school.maths_a, TOMORROW, AFTER_A_MONTH)
    week = {day.day: [test.title for test in day.tests] for day in look(school).days}
    assert week[TOMORROW] == ["Daļas"]
    assert week[TODAY] == []
    later = look(school, AFTER_A_MONTH)
    assert [day.day for day in later.days if day.tests] == [AFTER_A_MONTH]


def test_only_tests_are_told_ahead(school: TinySchool) -> None:
    plan_work(
        school.actors.ilze,
        school.maths_a,
        values(kind="formative", scale="percent", weight=0),
    )
    assert ahead(school) == []


def test_a_pupil_sees_the_tests_of_own_groups_only(school: TinySchool) -> None:
    planned(school.actors.janis, school.english, TOMORROW)
    assert ahead(school) == [TOMORROW]
    # Bruno left the group on Friday, Dace of the other class is in it.
    assert diary_week(school.actors.management, school.bruno).ahead == ()
    dace = diary_week(school.actors.other_parent, school.dace)
    assert [test.subject for test in dace.ahead] == ["Angļu valoda"]


def test_what_is_moved_or_gone_is_so_in_the_diary_which_listens_for_it(school: TinySchool) -> None:
    ilze = school.actors.ilze
    (moved,) = planned(ilze, school.maths_a, TOMORROW)
    assert live.journal_topic(school.maths_a) in look(school).topics
    edit_work(ilze, moved, 1, values(TODAY + 7 * DAY))
    assert ahead(school) == [TODAY + 7 * DAY]
    delete_work(ilze, moved)
    assert ahead(school) == []
