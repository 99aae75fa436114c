"""The calendar of tests: every test of a class, its limits, closed days, days with room."""

from collections.abc import Callable
from datetime import date

import pytest

from ejournal_app.domain.errors import Forbidden
from ejournal_app.services.calendar_of_tests import CalendarDay, CalendarOfTests, calendar_of_tests
from tests.services.works.planning import planned
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, TODAY, TOMORROW, YESTERDAY

MONDAY = TODAY - 2 * DAY


def days(calendar: CalendarOfTests) -> dict[date, CalendarDay]:
    return {day.day: day for week in calendar.weeks for day in week.days}


def test_four_weeks_show_every_test_with_subject_teachers_and_group(school: TinySchool) -> None:
    planned(school.actors.janis, school.english, TOMORROW)
    calendar = calendar_of_tests(school.actors.management, school.class_b)
    assert [week.monday for week in calendar.weeks] == [MONDAY + n * 7 * DAY for n in range(4)]
    (own,) = days(calendar)[TOMORROW].tests
    assert (own.test.subject, own.test.title, own.test.group) == (
        "Angļu valoda",
        "Daļas",
        "Angļu valoda 5.1",
    )
    assert len(own.teachers) == 1
    assert not own.own
    # 5.a has the group's test as well, and yesterday's of its own.
    five_a = days(calendar_of_tests(school.actors.ilze, school.class_a))
    assert [test.test.subject for test in five_a[TOMORROW].tests] == ["Angļu valoda"]
    assert [test.own for test in five_a[YESTERDAY].tests] == [True]


def test_a_group_counts_for_a_class_only_while_a_pupil_of_it_is_in_it(school: TinySchool) -> None:
    planned(school.actors.janis, school.english, TOMORROW)
    calendar = calendar_of_tests(school.actors.management, school.class_b)
    assert days(calendar)[TOMORROW].tests
    assert days(calendar)[YESTERDAY].tests == ()


def test_days_and_weeks_over_the_limit_say_so(school: TinySchool) -> None:
    ilze = school.actors.ilze
    planned(ilze, school.maths_a, TOMORROW, TOMORROW, TOMORROW, TODAY, TODAY)
    calendar = calendar_of_tests(ilze, school.class_a)
    found = days(calendar)
    assert (found[TOMORROW].over, found[TOMORROW].limit) == (True, 2)
    assert not found[TODAY].over
    this_week, next_week = calendar.weeks[:2]
    # With yesterday's there are six.
    assert (this_week.count, this_week.limit, this_week.over) == (6, 5, True)
    assert (next_week.count, next_week.over) == (0, False)


def test_closed_days_say_why_and_free_days_pass_over_them(school: TinySchool) -> None:
    calendar = calendar_of_tests(school.actors.ilze, school.class_a, HOLIDAY)
    closed = days(calendar)[HOLIDAY].closed
    assert closed is not None
    assert "official holiday" in closed.english()
    free = calendar_of_tests(school.actors.ilze, school.class_a).free_days
    assert free[0] == TOMORROW
    assert all(day.isoweekday() <= 5 for day in free)
    planned(school.actors.ilze, school.maths_a, TOMORROW, TOMORROW)
    assert calendar_of_tests(school.actors.ilze, school.class_a).free_days[0] == TOMORROW + DAY


def test_it_opens_at_the_own_class_on_a_weekend_at_the_coming_week(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    actors = school.actors
    for actor, name in (
        (actors.nora, "5.b"),
        (actors.ilze, "5.a"),
        (actors.management, "5.a"),
    ):
        chosen = calendar_of_tests(actor).chosen
        assert chosen is not None
        assert chosen.name == name
    clock_at(date(2026, 11, 28))
    calendar = calendar_of_tests(actors.ilze)
    assert (calendar.first, calendar.is_present) == (date(2026, 11, 30), True)
    assert not calendar_of_tests(actors.ilze, None, TODAY).is_present


def test_a_class_that_is_not_there_is_refused(school: TinySchool) -> None:
    with pytest.raises(Forbidden):
        calendar_of_tests(school.actors.ilze, 999_999)
