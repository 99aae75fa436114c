"""A teacher's day: lessons in order, what is open, the nearest school day (Regulation 10)."""

from collections.abc import Callable
from datetime import date, datetime, time

from ejournal_app.clock import local
from ejournal_app.domain.lesson_entry import EntryState, MissingPart
from ejournal_app.services.day import teacher_day
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, LESSON_DAYS, TODAY, TOMORROW, YESTERDAY


def test_lessons_come_in_order_with_what_they_need(school: TinySchool) -> None:
    view = teacher_day(school.actors.janis)
    assert (view.day, view.asked, view.today) == (TODAY, TODAY, TODAY)
    assert (view.previous_day, view.next_day) == (YESTERDAY, TOMORROW)
    assert [(row.number, row.subject, row.place, row.room) for row in view.lessons] == [
        (1, "Angļu valoda", "Angļu valoda 5.1", "214"),
        (2, "Matemātika", "5.a", "214"),
        (7, "Koris", "5.a", "214"),
    ]
    first, _, last = view.lessons
    assert local(first.starts_at).time() == time(8, 30)
    assert first.state is EntryState.NOT_STARTED
    assert set(first.missing) == set(MissingPart)
    assert last.state is EntryState.FUTURE  # 14:00 by the clock, the choir starts at 14:30
    assert MissingPart.HOMEWORK not in last.missing


def test_a_day_without_lessons_gives_way_to_the_nearest_with_some(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    for today, shown in (
        (date(2026, 11, 28), date(2026, 11, 27)),  # Saturday: Friday is nearer
        (date(2026, 11, 29), date(2026, 11, 30)),  # Sunday: Monday is nearer
        (HOLIDAY, HOLIDAY + DAY),  # equally near: the coming one
        (date(2026, 11, 9), LESSON_DAYS[0]),
        (date(2026, 12, 24), LESSON_DAYS[-1]),
    ):
        clock_at(today)
        view = teacher_day(school.actors.ilze)
        assert (view.day, view.asked, view.today) == (shown, today, today)
        assert view.lessons


def test_a_day_asked_for_is_shown_though_it_is_empty(school: TinySchool) -> None:
    view = teacher_day(school.actors.ilze, HOLIDAY)
    assert (view.day, view.asked, view.lessons) == (HOLIDAY, HOLIDAY, ())
    assert (view.previous_day, view.next_day) == (HOLIDAY - DAY, HOLIDAY + DAY)


def test_a_teacher_without_journals_has_an_empty_day(school: TinySchool) -> None:
    for actor in (school.actors.maija, school.actors.attached_until_yesterday):
        view = teacher_day(actor)
        assert (view.day, view.lessons) == (TODAY, ())
        assert (view.previous_day, view.next_day) == (None, None)


def test_after_five_todays_open_entries_are_overdue(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime.combine(TODAY, time(17, 1)))
    assert {row.state for row in teacher_day(school.actors.ilze).lessons} == {EntryState.OVERDUE}
