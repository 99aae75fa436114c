"""Typing into what is not one's own: the same words as for what does not exist, and a trace."""

import pytest

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services.entries.operations import AnswerStatus, Operation, OperationKind
from tests.support.entering import (
    attendance,
    checked,
    mark,
    operation,
    period_mark,
    recorded,
    send,
    topic,
)
from tests.support.school import TinySchool
from tests.support.trail import trail

NO_ACCESS = "You have no access to this, or it does not exist."
WRITERS = {"ilze", "janis"}
UNKNOWN = (0, 999_999, ROW_ID_LIMIT - 1)


def _every_kind(school: TinySchool) -> list[tuple[Operation, Permission]]:
    lesson = school.lesson(school.maths_a)
    texts = (
        OperationKind.TOPIC,
        OperationKind.OUTCOME,
        OperationKind.HOMEWORK,
        OperationKind.HOMEWORK_DUE,
        OperationKind.NO_HOMEWORK,
    )
    made = [
        (mark(school.test, school.anna, "8"), Permission.MARK_WRITE),
        (period_mark(school.maths_a, "year", school.anna, "8"), Permission.PERIOD_WRITE),
        (attendance(lesson, school.anna, "absent"), Permission.ATTENDANCE_WRITE),
        (checked(lesson), Permission.ATTENDANCE_WRITE),
        *((operation(kind, "1", lesson=lesson), Permission.LESSON_WRITE) for kind in texts),
    ]
    assert {typed.kind for typed, _ in made} == set(OperationKind)
    return made


def _forbidden_only(actor: Actor, *typed: Operation) -> list[tuple[str, str, int | None]]:
    """Send what must be forbidden; gives what the trail says was tried."""
    before, entries = recorded(), len(trail())
    for answer in send(actor, *typed):
        assert answer.status is AnswerStatus.REFUSED
        assert answer.message is not None
        assert answer.message.english() == NO_ACCESS
        assert (answer.value, answer.by, answer.at) == ("", "", None)
    assert recorded() == before
    new = trail()[entries:]
    assert {(entry.outcome, entry.account_id, entry.address) for entry in new} == {
        (AuditOutcome.REFUSED, actor.account_id, "192.0.2.1")
    }
    return [(entry.action, entry.entity, entry.entity_id) for entry in new]


def test_only_the_journals_teachers_of_today_may_type(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    for name, actor in school.actors.all().items():
        if name in WRITERS:
            continue
        with subtests.test(name):
            kinds = _every_kind(school)
            assert _forbidden_only(actor, *(typed for typed, _ in kinds)) == [
                (permission, "journal", school.maths_a) for _, permission in kinds
            ]


def test_a_teacher_may_not_type_into_another_teachers_journal(school: TinySchool) -> None:
    lesson = school.lesson(school.english)
    assert _forbidden_only(school.actors.ilze, topic(lesson, "x"), checked(lesson)) == [
        (Permission.LESSON_WRITE, "journal", school.english),
        (Permission.ATTENDANCE_WRITE, "journal", school.english),
    ]


def test_a_pupil_the_journal_never_had_is_named_in_the_trail(school: TinySchool) -> None:
    ilze = school.actors.ilze
    assert _forbidden_only(
        ilze,
        mark(school.test, school.dace, "8"),
        attendance(school.lesson(school.maths_a), school.dace, "absent"),
        mark(school.test, 999_999, "8"),
        period_mark(school.maths_a, "year", school.dace, "8"),
    ) == [
        (Permission.MARK_WRITE, "journal", school.maths_a),
        (Permission.ATTENDANCE_WRITE, "journal", school.maths_a),
        (Permission.MARK_WRITE, "journal", school.maths_a),
        (Permission.PERIOD_WRITE, "journal", school.maths_a),
    ]
    assert [entry.pupil_id for entry in trail()] == [
        school.dace,
        school.dace,
        999_999,
        school.dace,
    ]


def test_ids_that_lead_nowhere_are_refused_and_recorded(school: TinySchool) -> None:
    for unknown in UNKNOWN:
        assert _forbidden_only(
            school.actors.ilze,
            topic(unknown, "x"),
            mark(unknown, school.anna, "8"),
            period_mark(unknown, "year", school.anna, "8"),
        ) == [
            (Permission.LESSON_WRITE, "lesson", unknown),
            (Permission.MARK_WRITE, "work", unknown),
            (Permission.PERIOD_WRITE, "journal", unknown),
        ]
