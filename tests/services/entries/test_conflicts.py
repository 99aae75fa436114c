"""Two people in one cell: nobody wins silently (domain: complaint 4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson
from ejournal_app.services.entries.operations import Answer, AnswerStatus, Operation, OperationKind
from tests.support.entering import (
    attendance,
    mark,
    mark_life,
    operation,
    recorded,
    saved,
    send,
    topic,
)
from tests.support.school import TinySchool
from tests.support.school_days import LESSON_DAYS, NOW, TODAY, TOMORROW
from tests.support.together import together

SAVED, CONFLICT = AnswerStatus.SAVED, AnswerStatus.CONFLICT


def test_writing_over_a_value_one_did_not_see_is_a_conflict(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    lesson, tomorrow = school.lesson(school.maths_a), TOMORROW.isoformat()
    theirs = {
        "4": (mark(school.test, school.anna, "4"), mark(school.test, school.anna, "9", "8")),
        "absent": (
            attendance(lesson, school.anna, "absent"),
            attendance(lesson, school.anna, "late", "present"),
        ),
        "Daļas": (topic(lesson, "Daļas"), topic(lesson, "Decimāldaļas", "")),
        "3. uzd.": (
            operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson),
            operation(OperationKind.HOMEWORK, "4. uzd.", lesson=lesson),
        ),
        tomorrow: (
            operation(OperationKind.HOMEWORK_DUE, tomorrow, tomorrow, lesson=lesson),
            operation(OperationKind.HOMEWORK_DUE, "2026-11-30", lesson=lesson),
        ),
    }
    saved(ilze, *(first for first, _ in theirs.values()))
    moment = clock.now()
    before = recorded()
    clock_at(NOW + timedelta(minutes=1))
    answers = send(janis, *(second for _, second in theirs.values()))
    assert [answer.value for answer in answers] == list(theirs)
    assert {(answer.status, answer.by, answer.at) for answer in answers} == {
        (CONFLICT, "Ilze Kalniņa", moment)
    }
    after = recorded()
    del before["client_operation"], after["client_operation"]
    assert after == before


def test_both_writing_the_same_value_is_no_conflict(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)

    def typed() -> list[Operation]:
        return [
            mark(school.test, school.anna, "4"),
            attendance(lesson, school.anna, "absent"),
            topic(lesson, "Daļas"),
        ]

    assert saved(school.actors.ilze, *typed()) == saved(school.actors.janis, *typed())
    assert mark_life() == [(1, "", "4")]


def test_a_mark_cleared_by_another_is_a_conflict_too(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    saved(school.actors.ilze, mark(school.test, school.anna, "", "4"))
    (answer,) = send(school.actors.janis, mark(school.test, school.anna, "5", "4"))
    assert (answer.status, answer.value, answer.by) == (CONFLICT, "", "Ilze Kalniņa")


def test_after_seeing_the_other_value_one_may_write_over_it(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    (seen,) = send(school.actors.janis, mark(school.test, school.anna, "5"))
    assert saved(school.actors.janis, mark(school.test, school.anna, "5", seen.value)) == ["5"]
    assert mark_life() == [(1, "", "4"), (2, "4", "5")]


def test_of_two_in_one_cell_at_once_one_wins_and_the_other_is_told(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    ilze, janis = school.actors.ilze, school.actors.janis

    def standing() -> str:
        life = mark_life()
        return life[-1][2] if life else ""

    rounds: list[Callable[[], tuple[Operation, Operation]]] = [
        lambda: (mark(school.test, school.anna, "5"), mark(school.test, school.anna, "6")),
        lambda: (
            mark(school.test, school.anna, "7", standing()),
            mark(school.test, school.anna, "8", standing()),
        ),
        lambda: (topic(lesson, "Daļas"), topic(lesson, "Decimāldaļas")),
        lambda: (
            attendance(lesson, school.anna, "absent"),
            attendance(lesson, school.anna, "late"),
        ),
    ]
    for make in rounds:
        first, second = make()
        ours, theirs = _race(ilze, first, janis, second)
        assert {ours.status, theirs.status} == {SAVED, CONFLICT}
        winner, loser = (ours, theirs) if ours.status is SAVED else (theirs, ours)
        assert loser.value == winner.value
        assert loser.by == ("Ilze Kalniņa" if winner is ours else "Jānis Liepa")
    given, changed = mark_life()
    assert (given[:2], changed[:2]) == ((1, ""), (2, given[2]))


def test_many_writers_lose_no_step_of_a_mark(school: TinySchool) -> None:
    """Everybody writes over what stands until it is saved; the history is one unbroken chain."""
    values = [str(points) for points in range(1, 7)]

    def write(actor: Actor, value: str) -> Callable[[], None]:
        def persist() -> None:
            base = ""
            while True:
                (answer,) = send(actor, mark(school.test, school.anna, value, base))
                if answer.status is SAVED:
                    return
                base = answer.value

        return persist

    actors = (school.actors.ilze, school.actors.janis)
    together(*(write(actors[n % 2], value) for n, value in enumerate(values)))
    life = mark_life()
    assert sorted(new for _, _, new in life) == values
    assert [sequence for sequence, _, _ in life] == list(range(1, len(values) + 1))
    assert [old for _, old, _ in life] == ["", *(new for _, _, new in life)][:-1]


def test_batches_that_meet_in_opposite_order_both_get_through(school: TinySchool) -> None:
    lessons = [school.lesson(school.maths_a, day) for day in LESSON_DAYS if day <= TODAY]
    first = [topic(lesson, "Daļas") for lesson in lessons]
    second = [
        operation(OperationKind.OUTCOME, "Saskaita", lesson=lesson) for lesson in reversed(lessons)
    ]
    answers = together(
        lambda: send(school.actors.ilze, *first), lambda: send(school.actors.janis, *second)
    )
    assert {answer.status for batch in answers for answer in batch} == {SAVED}
    with reading() as session:
        rows = [session.get_one(Lesson, lesson) for lesson in lessons]
    assert {(row.topic, row.outcome) for row in rows} == {("Daļas", "Saskaita")}


def _race(one: Actor, first: Operation, other: Actor, second: Operation) -> tuple[Answer, Answer]:
    ours, theirs = together(lambda: send(one, first), lambda: send(other, second))
    return ours[0], theirs[0]
