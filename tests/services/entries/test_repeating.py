"""A browser that did not hear the answer sends again: the operation is carried out once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ejournal_app.services.entries.operations import AnswerStatus
from tests.support.entering import attendance, checked, mark, mark_life, recorded, send, topic
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.together import together
from tests.support.trail import trail


def test_an_operation_sent_again_gets_its_first_answer_and_acts_once(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    lesson = school.lesson(school.maths_a)
    batch = [
        mark(school.test, school.anna, "4"),
        attendance(lesson, school.anna, "late"),
        topic(lesson, "Daļas"),
        checked(lesson),
        mark(school.test, school.anna, "5", "9"),
    ]
    first = send(ilze, *batch)
    assert first[-1].status is AnswerStatus.CONFLICT
    send(janis, mark(school.test, school.anna, "6", "4"), topic(lesson, "Citas daļas", "Daļas"))
    before, entries = recorded(), len(trail())
    clock_at(NOW + timedelta(minutes=5))
    assert send(ilze, *batch) == first
    assert (recorded(), len(trail())) == (before, entries)
    assert mark_life() == [(1, "", "4"), (2, "4", "6")]


def test_an_operation_repeated_within_one_batch_acts_once(school: TinySchool) -> None:
    typed = mark(school.test, school.anna, "4")
    answers = send(school.actors.ilze, typed, mark(school.test, school.anna, "5", "4"), typed)
    assert [answer.value for answer in answers] == ["4", "5", "4"]
    assert mark_life() == [(1, "", "4"), (2, "4", "5")]


def test_operations_of_two_accounts_are_told_apart(school: TinySchool) -> None:
    ours = mark(school.test, school.anna, "4", id="same")
    theirs = mark(school.test, school.bruno, "5", id="same")
    assert send(school.actors.ilze, ours)[0].value == "4"
    assert send(school.actors.janis, theirs)[0].value == "5"
    assert mark_life() == [(1, "", "4"), (1, "", "5")]


def test_a_refused_operation_may_succeed_later(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    """Nothing was carried out, so asking again is asking anew: the day may have come."""
    day = NOW + timedelta(days=1)
    early = checked(school.lesson(school.maths_a, day.date()))
    assert send(school.actors.ilze, early)[0].status is AnswerStatus.REFUSED
    clock_at(day)
    assert send(school.actors.ilze, early)[0].status is AnswerStatus.SAVED


def test_one_operation_sent_by_several_connections_at_once_acts_once(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    batch = [
        mark(school.test, school.anna, "4"),
        attendance(lesson, school.anna, "absent"),
        topic(lesson, "Daļas"),
        checked(lesson),
    ]
    answers = together(*[lambda: send(school.actors.ilze, *batch)] * 4)
    assert all(answer == answers[0] for answer in answers)
    assert {answer.status for answer in answers[0]} == {AnswerStatus.SAVED}
    assert mark_life() == [(1, "", "4")]
    assert len(recorded()["client_operation"]) == len(batch)
    assert len(trail()) == len(batch)
