"""How the day's entries stand for the whole school (Regulation 10, 20)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from ejournal_app.services.overview import school_day
from tests.support.entering import complete_entry, saved
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY, YESTERDAY


def test_the_lessons_of_a_day_are_counted_by_their_state(school: TinySchool) -> None:
    saved(school.actors.ilze, *complete_entry(school.lesson(school.maths_a)))
    view = school_day(school.actors.management)
    assert (view.day, view.today, view.lessons) == (TODAY, TODAY, 4)
    assert (view.complete, view.late, view.open_entries, view.coming) == (1, 0, 2, 1)
    # The choir begins at 14:30: it is 14:00 and nothing is owed for it yet.
    assert [(line.name, line.open_entries, line.lessons) for line in view.teachers] == [
        ("Kalniņa Ilze", 1, 2),
        ("Liepa Jānis", 1, 3),
    ]


def test_those_who_owe_most_come_first_and_lateness_shows(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(NOW + timedelta(hours=5))
    saved(school.actors.ilze, *complete_entry(school.lesson(school.maths_a)))
    view = school_day(school.actors.superuser, TODAY)
    assert (view.complete, view.late, view.open_entries, view.coming) == (0, 1, 3, 0)
    assert [(line.name, line.open_entries) for line in view.teachers] == [
        ("Liepa Jānis", 2),
        ("Kalniņa Ilze", 1),
    ]


def test_a_teacher_counts_for_the_days_they_were_attached(school: TinySchool) -> None:
    yesterday, today = (
        {line.name for line in school_day(school.actors.management, day).teachers}
        for day in (YESTERDAY, TODAY)
    )
    assert yesterday - today == {"Osis Kārlis"}


def test_without_a_day_the_latest_with_lessons_is_shown(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime.combine(date(2026, 11, 28), time(12)))
    assert school_day(school.actors.management).day == date(2026, 11, 27)
    empty = school_day(school.actors.management, date(2026, 11, 28))
    assert (empty.lessons, empty.teachers) == (0, ())
