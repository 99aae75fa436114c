"""The one door for typed values: in order, once each, an answer for every one."""

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Attempt, DomainError, Forbidden
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import ClientOperation
from ejournal_app.services import live
from ejournal_app.services.guard import record_refusal, use_case

from .attendance import write_attendance, write_checked
from .desk import Desk
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

_HANDLERS: dict[OperationKind, Callable[[Desk, Operation], Answer]] = {
    OperationKind.MARK: write_mark,
    OperationKind.ATTENDANCE: write_attendance,
    OperationKind.ATTENDANCE_CHECKED: write_checked,
    OperationKind.TOPIC: write_lesson_field,
    OperationKind.OUTCOME: write_lesson_field,
    OperationKind.HOMEWORK: write_lesson_field,
    OperationKind.HOMEWORK_DUE: write_lesson_field,
    OperationKind.NO_HOMEWORK: write_lesson_field,
}

_ATTEMPTS = 3


@use_case
def submit(actor: Actor, operations: Sequence[Operation]) -> list[Answer]:
    """Carry out a batch durably and return an answer for each operation, in order.

    A refused operation changes nothing and does not hold up the others. An operation sent again
    is not carried out again: it gets the answer it got the first time.
    """
    refusals: list[Attempt] = []
    with writing() as session:
        desk = Desk(session, actor)
        if len(operations) > 1:
            desk.reserve(
                lesson_ids=[operation.lesson_id for operation in operations],
                work_ids=[operation.work_id for operation in operations],
            )
        known = _answered(desk, operations)
        answers = [
            known.get(operation.id) or _answer(desk, operation, refusals)
            for operation in operations
        ]
    for attempt in refusals:
        record_refusal(actor, attempt)
    live.publish(
        [
            *(live.pupil_topic(pupil_id) for pupil_id in desk.changed_pupils),
            *(live.journal_topic(journal_id) for journal_id in desk.changed_journals),
        ]
    )
    return answers


def _answered(desk: Desk, operations: Sequence[Operation]) -> dict[str, Answer]:
    stored = desk.session.scalars(
        select(ClientOperation).where(
            col(ClientOperation.account_id) == desk.actor.account_id,
            col(ClientOperation.operation).in_([operation.id for operation in operations]),
        )
    )
    return {row.operation: answer_from_json(row.operation, row.answer) for row in stored}


def _answer(desk: Desk, operation: Operation, refusals: list[Attempt]) -> Answer:
    """Carry out one operation inside a savepoint; a lost race is run again and seen as it is."""
    for attempt in range(_ATTEMPTS):
        try:
            with desk.session.begin_nested():
                answer = _HANDLERS[operation.kind](desk, operation)
                desk.session.add(
                    ClientOperation(
                        account_id=desk.actor.account_id,
                        operation=operation.id,
                        at=desk.now,
                        answer=answer_to_json(answer),
                    )
                )
            return answer
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
