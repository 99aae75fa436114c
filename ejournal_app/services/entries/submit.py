"""The one door for typed values: in order, once each, an answer for every one."""

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col

from ejournal_app.domain.access import Actor
from ejournal_app.domain.brake import Cause
from ejournal_app.domain.errors import Attempt, DomainError, Forbidden
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import ClientOperation
from ejournal_app.services import live
from ejournal_app.services.guard import record_refusal, use_case
from ejournal_app.services.held.brake import held_causes
from ejournal_app.services.held.keeping import held_answer, keep_held
from ejournal_app.services.notices.telling import announce

from .attendance import write_attendance, write_checked
from .desk import Desk
from .late_changes import tell_of_late_changes
from .lesson_fields import write_lesson_field
from .marks import write_mark
from .operations import (
    Answer,
    AnswerStatus,
    Operation,
    OperationKind,
    answer_from_json,
    answer_to_json,
)
from .period_marks import write_period_mark

_HANDLERS: dict[OperationKind, Callable[[Desk, Operation], Answer]] = {
    OperationKind.MARK: write_mark,
    OperationKind.PERIOD_MARK: write_period_mark,
    OperationKind.ATTENDANCE: write_attendance,
    OperationKind.ATTENDANCE_CHECKED: write_checked,
    OperationKind.TOPIC: write_lesson_field,
    OperationKind.OUTCOME: write_lesson_field,
    OperationKind.HOMEWORK: write_lesson_field,
    OperationKind.HOMEWORK_DUE: write_lesson_field,
    OperationKind.NO_HOMEWORK: write_lesson_field,
}

_ATTEMPTS = 3

_Remember = Callable[[Desk, Operation, Answer], None]
"""Stores the answer to an operation."""


@use_case
def submit(actor: Actor, operations: Sequence[Operation]) -> list[Answer]:
    """Carry out a batch durably and return an answer for each operation, in order.

    A refused operation changes nothing and does not hold up the others. An operation sent again
    is not carried out again: it gets the answer it got the first time. What looks like no
    teacher's entry is not carried out but kept until it is confirmed.
    """
    refusals: list[Attempt] = []
    with writing() as session:
        desk = Desk(session, actor)
        if len(operations) > 1:
            desk.reserve(
                lesson_ids=[operation.lesson_id for operation in operations],
                work_ids=[operation.work_id for operation in operations],
                journal_ids=[operation.journal_id for operation in operations],
            )
        known = _answered(desk, operations)
        causes = held_causes(desk, [one for one in operations if one.id not in known])
        answers = [
            known.get(operation.id)
            or answer_one(desk, operation, refusals, cause=causes.get(operation.id))
            for operation in operations
        ]
        held = [
            (operation, causes[operation.id])
            for operation, answer in zip(operations, answers, strict=True)
            if answer.status is AnswerStatus.HELD and operation.id not in known
        ]
        if held:
            keep_held(desk, held)
        tell_of_late_changes(desk)
    for attempt in refusals:
        record_refusal(actor, attempt)
    announce_changes(desk)
    return answers


def announce_changes(desk: Desk) -> None:
    """Let open pages know what a batch has changed, once it is committed."""
    live.publish(
        [
            *(live.pupil_topic(pupil_id) for pupil_id in desk.changed_pupils),
            *(live.journal_topic(journal_id) for journal_id in desk.changed_journals),
        ]
    )
    announce(desk.told)


def _answered(desk: Desk, operations: Sequence[Operation]) -> dict[str, Answer]:
    stored = desk.session.scalars(
        select(ClientOperation).where(
            col(ClientOperation.account_id) == desk.actor.account_id,
            col(ClientOperation.operation).in_([operation.id for operation in operations]),
        )
    )
    return {row.operation: answer_from_json(row.operation, row.answer) for row in stored}


class _HeldBackError(Exception):
    """The operation would have changed something and is to be held back."""


def answer_one(
    desk: Desk,
    operation: Operation,
    refusals: list[Attempt],
    *,
    cause: Cause | None = None,
    remember: _Remember | None = None,
) -> Answer:
    """Carry out one operation inside a savepoint; a lost race is run again and seen as it is.

    With a `cause` it is held back if it would change something: what is refused, in conflict or
    locked is answered as ever. `remember` stores the answer where it is already known.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return _carry_out(desk, operation, cause, remember or _remember)
        except (IntegrityError, StaleDataError):
            if attempt == _ATTEMPTS - 1:
                raise
            desk.session.expire_all()
            if again := _answered(desk, [operation]).get(operation.id):
                return again
        except DomainError as error:
            if isinstance(error, Forbidden):
                refusals.append(error.attempt or Attempt(action=operation.kind.value))
            return Answer(id=operation.id, status=AnswerStatus.REFUSED, message=error.message)
    raise AssertionError("unreachable")


def _carry_out(
    desk: Desk, operation: Operation, cause: Cause | None, remember: _Remember
) -> Answer:
    trial = desk.trial()
    try:
        with desk.session.begin_nested():
            answer = _HANDLERS[operation.kind](trial, operation)
            if cause is not None and trial.changed_pupils:
                raise _HeldBackError
            remember(desk, operation, answer)
    except _HeldBackError:
        answer = held_answer(operation)
        with desk.session.begin_nested():
            remember(desk, operation, answer)
        return answer
    desk.take(trial)
    return answer


def _remember(desk: Desk, operation: Operation, answer: Answer) -> None:
    desk.session.add(
        ClientOperation(
            account_id=desk.actor.account_id,
            operation=operation.id,
            at=desk.now,
            answer=answer_to_json(answer),
        )
    )
