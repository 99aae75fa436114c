"""An entry is complete once it has all its parts, in time or late (Regulation 10)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ejournal_app import clock
from ejournal_app.domain.lesson_entry import EntryState, MissingPart
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.lesson_page import LessonView, open_lesson
from tests.support.entering import checked, complete_entry, operation, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TOMORROW, YESTERDAY


def completed_at(lesson_id: int) -> datetime | None:
    with reading() as session:
        return session.get_one(Lesson, lesson_id).completed_at


def opened(school: TinySchool, lesson_id: int) -> LessonView:
    return open_lesson(school.actors.ilze, lesson_id)


def test_the_last_part_completes_the_entry(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    parts = complete_entry(lesson)
    expected = [
        {MissingPart.TOPIC, MissingPart.OUTCOME, MissingPart.HOMEWORK, MissingPart.ATTENDANCE},
        {MissingPart.OUTCOME, MissingPart.HOMEWORK, MissingPart.ATTENDANCE},
        {MissingPart.HOMEWORK, MissingPart.ATTENDANCE},
        {MissingPart.ATTENDANCE},
    ]
    for part, missing in zip(parts, expected, strict=True):
        assert completed_at(lesson) is None
        view = opened(school, lesson)
        assert set(view.missing) == missing
        started = len(missing) < len(MissingPart)
        assert view.state is (EntryState.INCOMPLETE if started else EntryState.NOT_STARTED)
        saved(school.actors.ilze, part)
    assert completed_at(lesson) == clock.now()
    assert (opened(school, lesson).state, opened(school, lesson).missing) == (
        EntryState.COMPLETE,
        (),
    )


def test_losing_a_part_takes_the_stamp_off_and_a_new_one_is_late(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, *complete_entry(lesson))
    in_time = completed_at(lesson)
    clock_at(NOW + timedelta(hours=4))
    saved(school.actors.ilze, topic(lesson, "Daļu atņemšana", "Daļu saskaitīšana"))
    assert completed_at(lesson) == in_time
    assert opened(school, lesson).state is EntryState.COMPLETE
    saved(school.actors.ilze, topic(lesson, "", "Daļu atņemšana"))
    assert completed_at(lesson) is None
    assert opened(school, lesson).state is EntryState.OVERDUE
    saved(school.actors.ilze, topic(lesson, "Daļas"))
    assert completed_at(lesson) == clock.now()
    assert opened(school, lesson).state is EntryState.LATE_COMPLETE


def test_an_entry_completed_the_day_after_is_late(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a, YESTERDAY)
    assert opened(school, lesson).state is EntryState.OVERDUE
    saved(school.actors.ilze, *complete_entry(lesson))
    assert opened(school, lesson).state is EntryState.LATE_COMPLETE


def test_clearing_homework_makes_the_entry_incomplete(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(
        school.actors.ilze,
        *complete_entry(lesson),
        operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson),
    )
    assert completed_at(lesson) == clock.now()
    saved(school.actors.ilze, operation(OperationKind.HOMEWORK, "", "3. uzd.", lesson=lesson))
    assert completed_at(lesson) is None


def test_a_journal_of_attendance_owes_no_homework(school: TinySchool) -> None:
    lesson = school.lesson(school.choir)
    saved(
        school.actors.janis,
        topic(lesson, "Ziemassvētku dziesmas"),
        operation(OperationKind.OUTCOME, "Dzied divbalsīgi", lesson=lesson),
        checked(lesson),
    )
    assert completed_at(lesson) == clock.now()


def test_a_lesson_prepared_ahead_is_not_complete(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a, TOMORROW)
    saved(school.actors.ilze, *complete_entry(lesson)[:3])
    assert completed_at(lesson) is None
    assert opened(school, lesson).state is EntryState.FUTURE
