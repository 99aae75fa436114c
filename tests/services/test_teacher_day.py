"""A teacher's day: lessons in order, what is open, the nearest school day (Regulation 10)."""

from collections.abc import Callable
from datetime import date, datetime, time

from ejournal_app.clock import local
from ejournal_app.domain.lesson_entry import EntryState, MissingPart
from ejournal_app.persistence.engine import writing
from ejournal_app.services.day import teacher_day
from tests.support.entering import complete_entry, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, HOLIDAY, LESSON_DAYS, TODAY, TOMORROW, YESTERDAY
from tests.support.school_rows import planned_lesson


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
        assert (view.day, view.lessons, view.gaps) == (TODAY, (), ())
        assert (view.previous_day, view.next_day) == (None, None)


def test_open_entries_of_earlier_days_are_listed_oldest_first(school: TinySchool) -> None:
    ilze = school.actors.ilze
    days = [day for day in LESSON_DAYS if day < TODAY]
    saved(ilze, *complete_entry(school.lesson(school.maths_a, FRIDAY)))
    saved(ilze, topic(school.lesson(school.maths_a, YESTERDAY), "Daļas"))
    gaps = teacher_day(ilze).gaps
    assert [(gap.day, gap.place) for gap in gaps] == [
        (day, place) for day in days for place in ("5.a", "5.b") if (day, place) != (FRIDAY, "5.a")
    ]
    assert {gap.state for gap in gaps} == {EntryState.OVERDUE}
    begun = next(gap for gap in gaps if gap.topic)
    assert (begun.day, MissingPart.TOPIC in begun.missing) == (YESTERDAY, False)


def test_the_day_shown_is_not_repeated_among_the_gaps(school: TinySchool) -> None:
    view = teacher_day(school.actors.ilze, YESTERDAY)
    assert {row.day for row in view.lessons} == {YESTERDAY}
    assert YESTERDAY not in {gap.day for gap in view.gaps}


def test_gaps_are_shown_for_two_weeks(school: TinySchool) -> None:
    with writing() as session:
        for day in (TODAY - 14 * DAY, TODAY - 15 * DAY):
            session.add(planned_lesson(school.maths_b, day, 3))
    assert teacher_day(school.actors.ilze).gaps[0].day == TODAY - 14 * DAY


def test_after_five_todays_open_entries_are_overdue(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime.combine(TODAY, time(17, 1)))
    assert {row.state for row in teacher_day(school.actors.ilze).lessons} == {EntryState.OVERDUE}
