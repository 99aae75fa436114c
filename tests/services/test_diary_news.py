"""What is new in the diary since the last visit stands out."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import select

from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import DiaryVisit
from ejournal_app.services.diary import DiaryWeek, begin_visit, diary_week
from ejournal_app.services.diary.visits import SAME_VISIT
from ejournal_app.services.entries.operations import OperationKind
from tests.support.entering import attendance, checked, mark, operation, saved
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.together import together

MINUTE = timedelta(minutes=1)


def news(week: DiaryWeek) -> list[str]:
    """What is marked as new, by kind."""
    found: list[str] = []
    for day in week.days:
        for lesson in day.lessons:
            found += ["homework"] * lesson.homework_new + ["absence"] * lesson.status_new
            found += [entry.shown for entry in lesson.marks if entry.new]
    assert len(found) == week.new_count
    return sorted(found)


def look(school: TinySchool) -> list[str]:
    begin_visit(school.actors.parent, school.anna)
    return news(diary_week(school.actors.parent, school.anna))


def test_on_the_first_visit_nothing_is_new_but_what_happens_meanwhile(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(NOW + MINUTE)
    assert look(school) == []
    clock_at(NOW + 2 * MINUTE)
    saved(school.actors.ilze, mark(school.quiz, school.anna, "i"))
    assert look(school) == ["i"]


def test_news_of_every_kind_stays_new_during_a_visit_and_is_old_on_the_next(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    assert look(school) == []
    lesson = school.lesson(school.maths_a)
    clock_at(NOW + timedelta(hours=1))
    saved(
        school.actors.ilze,
        operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson),
        attendance(lesson, school.anna, "absent"),
        mark(school.test, school.anna, "4"),
        checked(lesson),
    )
    clock_at(NOW + timedelta(hours=2))
    assert look(school) == ["4", "absence", "homework"]
    clock_at(NOW + timedelta(hours=2) + SAME_VISIT)
    assert look(school) == ["4", "absence", "homework"]
    saved(school.actors.ilze, mark(school.test, school.anna, "4|7", "4"))
    assert look(school) == ["4|7", "absence", "homework"]
    clock_at(NOW + timedelta(hours=3))
    assert look(school) == ["4|7"]
    clock_at(NOW + timedelta(hours=4))
    assert look(school) == []


def test_being_present_is_no_news(school: TinySchool, clock_at: Callable[[datetime], None]) -> None:
    assert look(school) == []
    clock_at(NOW + MINUTE)
    saved(school.actors.ilze, checked(school.lesson(school.maths_a)))
    assert look(school) == []


def test_each_reader_has_visits_of_their_own(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    assert look(school) == []
    begin_visit(school.actors.pupil, school.anna)
    clock_at(NOW + MINUTE)
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(NOW + timedelta(hours=1))
    assert look(school) == ["4"]
    clock_at(NOW + timedelta(hours=2))
    assert look(school) == []
    assert news(diary_week(school.actors.pupil, school.anna)) == ["4"]


def test_a_first_visit_from_two_windows_at_once_is_one(school: TinySchool) -> None:
    together(*[lambda: begin_visit(school.actors.parent, school.anna)] * 4)
    with reading() as session:
        assert len(session.exec(select(DiaryVisit)).all()) == 1


def test_a_new_topic_does_not_make_old_homework_new(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson))
    clock_at(NOW + MINUTE)
    assert look(school) == []
    clock_at(NOW + 2 * MINUTE)
    saved(school.actors.ilze, operation(OperationKind.TOPIC, "Daļas", lesson=lesson))
    assert look(school) == []
