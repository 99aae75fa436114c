"""What is typed is saved for good once it says so, with its history and its audit entry."""

from datetime import date

from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.persistence import engine
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, Lesson, Mark, MarkEvent
from ejournal_app.services.entries.operations import AnswerStatus, OperationKind
from tests.support.entering import (
    attendance,
    checked,
    mark,
    mark_life,
    operation,
    recorded,
    saved,
    send,
    topic,
)
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, TOMORROW
from tests.support.trail import trail


def test_the_texts_of_a_lesson_are_saved(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    typed = {
        OperationKind.TOPIC: "Daļu saskaitīšana",
        OperationKind.OUTCOME: "Saskaita daļas ar vienādiem saucējiem",
        OperationKind.HOMEWORK: "42. lpp., 3. uzd.",
    }
    values = saved(
        school.actors.ilze,
        *(operation(kind, f" {text}  ", lesson=lesson) for kind, text in typed.items()),
    )
    assert values == list(typed.values())
    engine.dispose()  # what is read now comes from the database, not from a connection's memory
    with reading() as session:
        row = session.get_one(Lesson, lesson)
    assert [row.topic, row.outcome, row.homework] == list(typed.values())
    assert (row.changed_by_id, row.changed_at) == (school.actors.ilze.person_id, clock.now())
    assert [
        (entry.entity, entry.entity_id, entry.before, entry.after)
        for entry in trail(Permission.LESSON_WRITE)
    ] == [("lesson", lesson, {kind: ""}, {kind: text}) for kind, text in typed.items()]


def test_homework_is_proposed_for_the_next_lesson_and_can_be_due_later(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson))
    with reading() as session:
        assert session.get_one(Lesson, lesson).homework_due == TOMORROW
    later = date(2026, 11, 30).isoformat()
    saved(
        school.actors.ilze,
        operation(OperationKind.HOMEWORK_DUE, later, TOMORROW.isoformat(), lesson=lesson),
    )
    with reading() as session:
        assert session.get_one(Lesson, lesson).homework_due == date(2026, 11, 30)
    saved(school.actors.ilze, operation(OperationKind.HOMEWORK_DUE, "", later, lesson=lesson))
    with reading() as session:
        assert session.get_one(Lesson, lesson).homework_due is None


def test_homework_and_none_set_exclude_each_other(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(
        school.actors.ilze,
        operation(OperationKind.NO_HOMEWORK, "1", lesson=lesson),
        operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson),
    )
    with reading() as session:
        row = session.get_one(Lesson, lesson)
    assert (row.homework, row.no_homework, row.homework_due) == ("3. uzd.", False, TOMORROW)
    saved(
        school.actors.ilze,
        operation(OperationKind.HOMEWORK, "", "3. uzd.", lesson=lesson),
        operation(OperationKind.NO_HOMEWORK, "1", lesson=lesson),
        operation(OperationKind.NO_HOMEWORK, "", "1", lesson=lesson),
    )
    with reading() as session:
        row = session.get_one(Lesson, lesson)
    assert (row.homework, row.no_homework, row.homework_due) == ("", False, None)


def test_a_lesson_may_be_prepared_before_its_day(school: TinySchool) -> None:
    saved(school.actors.ilze, topic(school.lesson(school.maths_a, TOMORROW), "Daļu atņemšana"))


def test_attendance_is_saved_with_its_author(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    assert saved(
        school.actors.ilze,
        attendance(lesson, school.anna, "absent"),
        attendance(lesson, school.bruno, "k"),
        attendance(lesson, school.anna, "late", "absent"),
    ) == ["absent", "late", "late"]
    engine.dispose()
    with reading() as session:
        facts = session.exec(select(Attendance).order_by(col(Attendance.pupil_id))).all()
    assert [(fact.pupil_id, fact.status) for fact in facts] == [
        (school.anna, "late"),
        (school.bruno, "late"),
    ]
    assert {fact.recorded_by_id for fact in facts} == {school.actors.ilze.person_id}
    assert {fact.recorded_at for fact in facts} == {clock.now()}
    assert [
        (entry.entity_id, entry.pupil_id, entry.before, entry.after)
        for entry in trail(Permission.ATTENDANCE_WRITE)
    ] == [
        (facts[0].id, school.anna, {"status": "present"}, {"status": "absent"}),
        (facts[1].id, school.bruno, {"status": "present"}, {"status": "late"}),
        (facts[0].id, school.anna, {"status": "absent"}, {"status": "late"}),
    ]


def test_every_value_a_mark_ever_had_is_kept(school: TinySchool) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    assert saved(
        ilze, mark(school.test, school.anna, "4"), mark(school.test, school.bruno, "10")
    ) == ["4", "10"]
    assert saved(janis, mark(school.test, school.anna, "4|7", "4")) == ["4|7"]
    assert saved(ilze, mark(school.test, school.anna, "", "4|7")) == [""]
    assert saved(ilze, mark(school.test, school.anna, "nv")) == ["nv"]
    engine.dispose()
    with reading() as session:
        row = session.exec(select(Mark).where(col(Mark.pupil_id) == school.anna)).one()
        events = session.exec(
            select(MarkEvent).where(col(MarkEvent.mark_id) == row.id).order_by(col(MarkEvent.id))
        ).all()
    assert (row.value, row.improved_from, row.set_by_id) == ("nv", "", ilze.person_id)
    assert [
        (event.sequence, event.old_value, event.new_value, event.by_id) for event in events
    ] == [
        (1, "", "4", ilze.person_id),
        (2, "4", "4|7", janis.person_id),
        (3, "4|7", "", ilze.person_id),
        (4, "", "nv", ilze.person_id),
    ]
    assert [
        (entry.pupil_id, entry.before, entry.after)
        for entry in trail(Permission.MARK_WRITE)
        if entry.entity_id == row.id
    ] == [(school.anna, {"value": event.old_value}, {"value": event.new_value}) for event in events]


def test_improving_again_keeps_the_mark_improved_last(school: TinySchool) -> None:
    values = [("4", ""), ("4|7", "4"), ("4|8", "4|7"), ("8|9", "4|8")]
    saved(
        school.actors.ilze,
        *(mark(school.test, school.anna, value, base) for value, base in values),
    )
    assert mark_life() == [(n + 1, base, value) for n, (value, base) in enumerate(values)]


def test_operations_are_answered_and_carried_out_in_order(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    answers = send(
        school.actors.ilze,
        mark(school.test, school.anna, "5", id="first"),
        topic(lesson, "D"),
        mark(school.test, school.anna, "6", "5", id="third"),
        topic(lesson, "Da", "D"),
        mark(school.test, school.anna, "7", "6", id="fifth"),
        checked(lesson),
    )
    assert [answer.id for answer in answers][::2] == ["first", "third", "fifth"]
    assert [answer.value for answer in answers] == ["5", "D", "6", "Da", "7", "1"]
    assert {answer.status for answer in answers} == {AnswerStatus.SAVED}
    assert mark_life() == [(1, "", "5"), (2, "5", "6"), (3, "6", "7")]


def test_a_refused_operation_changes_nothing_and_stops_no_other(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    ilze = school.actors.ilze
    saved(ilze, topic(lesson, "Daļas"), mark(school.test, school.bruno, "9"))
    before = recorded()
    answers = send(
        ilze,
        operation(OperationKind.OUTCOME, "Saskaita", lesson=lesson),
        mark(school.test, school.anna, "7,5"),
        topic(lesson, "x" * 501, "Daļas"),
        mark(school.test, school.dace, "6"),
        mark(school.test, school.anna, "6"),
    )
    assert [answer.status for answer in answers] == [
        AnswerStatus.SAVED,
        AnswerStatus.REFUSED,
        AnswerStatus.REFUSED,
        AnswerStatus.REFUSED,
        AnswerStatus.SAVED,
    ]
    assert [bool(answer.message) for answer in answers] == [False, True, True, True, False]
    after = recorded()
    assert [row for row in after["mark"] if row in before["mark"]] == before["mark"]
    assert mark_life() == [(1, "", "9"), (1, "", "6")]
    with reading() as session:
        row = session.get_one(Lesson, lesson)
    assert (row.topic, row.outcome) == ("Daļas", "Saskaita")


def test_writing_the_value_that_stands_leaves_no_trace(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    again = [
        topic(lesson, "Daļas"),
        mark(school.test, school.anna, "8"),
        attendance(lesson, school.anna, "absent"),
        checked(lesson),
    ]
    saved(school.actors.ilze, *again)
    before, entries = recorded(), len(trail())
    saved(
        school.actors.janis,
        topic(lesson, "Daļas", "Daļas"),
        mark(school.test, school.anna, " 8 ", "8"),
        attendance(lesson, school.anna, "n", "absent"),
        checked(lesson),
    )
    after = recorded()
    del before["client_operation"], after["client_operation"]
    assert (after, len(trail())) == (before, entries)


def test_late_entries_are_accepted(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a, HOLIDAY - DAY)
    saved(school.actors.ilze, topic(lesson, "Daļas"), checked(lesson))
    with reading() as session:
        assert session.get_one(Lesson, lesson).attendance_checked_at == clock.now()
