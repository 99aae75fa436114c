"""A locked mark is changed with a reason, and the class teacher is told; without one it stays."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import MarkEvent, PeriodWindow, RuleSetting, School
from ejournal_app.services.entries.operations import (
    Answer,
    AnswerStatus,
    Operation,
    OperationKind,
    answer_from_json,
    answer_to_json,
)
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.superuser_marks.writing import correct_mark
from tests.support.entering import mark, mark_life, saved, send
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY
from tests.support.told import told, told_in_all

Clock = Callable[[date | datetime], None]
LATE = TODAY + timedelta(days=16)
AFTER_THE_SEMESTER = date(2027, 1, 5)
REASON = "Pārskatīts darbs"


def rule(rule: Rule, value: str) -> None:
    with writing() as session:
        school_id = session.exec(select(School.id)).one() or 0
        session.add(
            RuleSetting(school_id=school_id, key=rule, effective_from=SEPTEMBER, value=value)
        )


def only(answers: list[Answer]) -> Answer:
    (answer,) = answers
    return answer


def steps() -> list[tuple[str, bool, str]]:
    with reading() as session:
        events = session.exec(select(MarkEvent).order_by(col(MarkEvent.id))).all()
    return [(event.new_value, event.after_lock, event.reason) for event in events]


def test_an_old_mark_asks_for_a_reason_and_stays(school: TinySchool, clock_at: Clock) -> None:
    saved(school.actors.janis, mark(school.test, school.anna, "4"))
    clock_at(LATE)
    answer = only(send(school.actors.ilze, mark(school.test, school.anna, "7", "4")))
    assert (answer.status, answer.value, answer.by) == (AnswerStatus.REASON, "4", "Jānis Liepa")
    assert answer.message is not None
    assert "Write why" in answer.message.english()
    assert answer_from_json(answer.id, answer_to_json(answer)) == answer
    assert mark_life() == [(1, "", "4")]
    assert told_in_all() == 0


def test_with_a_reason_it_is_written_and_the_class_teacher_told(
    school: TinySchool, clock_at: Clock
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(LATE)
    saved(school.actors.ilze, mark(school.test, school.anna, "4|7", "4", reason=f" {REASON} "))
    assert steps() == [("4", False, ""), ("4|7", True, REASON)]
    (sentence,) = told(school.actors.maija)
    assert sentence == (
        "Ilze Kalniņa changed a locked mark of Anna Āboliņa in Matemātika 5.a: Pārskatīts darbs"
    )
    assert told_in_all() == 1


def test_on_its_last_day_it_is_still_open_and_a_later_step_opens_it_again(
    school: TinySchool, clock_at: Clock
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(TODAY + timedelta(days=14))
    saved(school.actors.ilze, mark(school.test, school.anna, "5", "4"))
    clock_at(TODAY + timedelta(days=20))
    saved(school.actors.ilze, mark(school.test, school.anna, "6", "5"))
    assert [late for _, late, _ in steps()] == [False, False, False]


def test_an_old_work_may_get_new_marks_until_its_semester_is_closed(
    school: TinySchool, clock_at: Clock
) -> None:
    clock_at(date(2026, 12, 24))
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(AFTER_THE_SEMESTER)
    answer = only(send(school.actors.ilze, mark(school.test, school.bruno, "4")))
    assert (answer.status, answer.value, answer.at) == (AnswerStatus.REASON, "", None)
    assert answer.message is not None
    assert "semester 1" in answer.message.english()
    saved(school.actors.ilze, mark(school.test, school.bruno, "4", reason=REASON))
    assert steps()[-1] == ("4", True, REASON)


def test_the_window_of_the_interim_mark_keeps_a_semester_open(
    school: TinySchool, clock_at: Clock
) -> None:
    with writing() as session:
        session.add(
            PeriodWindow(
                year_id=school.year_id,
                entry_kind=EntryKind.INTERIM_1,
                grade=5,
                opens_on=date(2026, 12, 1),
                closes_on=date(2027, 1, 15),
            )
        )
    clock_at(AFTER_THE_SEMESTER)
    saved(school.actors.ilze, mark(school.test, school.bruno, "4"))


def test_a_school_may_never_lock(school: TinySchool, clock_at: Clock) -> None:
    rule(Rule.MARK_LOCK_DAYS, "0")
    rule(Rule.PERIOD_DAYS, "14,90")
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(AFTER_THE_SEMESTER)
    saved(school.actors.ilze, mark(school.test, school.anna, "7", "4"))


def test_a_conflict_is_told_before_a_reason_is_asked_for(
    school: TinySchool, clock_at: Clock
) -> None:
    saved(school.actors.janis, mark(school.test, school.anna, "4"))
    clock_at(LATE)
    for reason in ("", REASON):
        answer = only(
            send(school.actors.ilze, mark(school.test, school.anna, "7", "5", reason=reason))
        )
        assert (answer.status, answer.value) == (AnswerStatus.CONFLICT, "4")


def test_many_locked_marks_of_one_batch_are_one_notice(school: TinySchool, clock_at: Clock) -> None:
    pupils = (school.anna, school.bruno)
    saved(school.actors.ilze, *(mark(school.test, pupil, "4") for pupil in pupils))
    clock_at(LATE)
    saved(
        school.actors.ilze,
        *(mark(school.test, pupil, "7", "4", reason=REASON) for pupil in pupils),
    )
    (sentence,) = told(school.actors.maija)
    assert "Matemātika 5.a: 2." in sentence


def test_a_superusers_correction_of_a_locked_mark_is_told_too(
    school: TinySchool, clock_at: Clock
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(LATE)
    correct_mark(
        school.actors.superuser, school.maths_a, school.test, school.anna, "4", "7", REASON
    )
    assert steps()[-1] == ("7", True, REASON)
    assert len(told(school.actors.maija)) == 1


@pytest.mark.parametrize("wrong", ["9999", "7,5"])
def test_a_wrong_value_is_refused_whatever_the_lock(
    school: TinySchool, clock_at: Clock, wrong: str
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    clock_at(datetime.combine(LATE, time(9)))
    typed = mark(school.test, school.anna, wrong, "4", reason=REASON)
    assert isinstance(typed, Operation)
    assert typed.kind is OperationKind.MARK
    assert only(send(school.actors.ilze, typed)).status is AnswerStatus.REFUSED
