"""Typing into the journal in tests: operations, sending them, and what then stands."""

from itertools import count
from typing import Any

from sqlmodel import SQLModel, col, select

from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import MarkEvent
from ejournal_app.services.entries.operations import Answer, AnswerStatus, Operation, OperationKind
from ejournal_app.services.entries.submit import submit

_numbers = count(1)
_ENTERED = ("lesson", "attendance", "work", "mark", "mark_event", "client_operation")


def operation(
    kind: OperationKind,
    value: str,
    base: str = "",
    *,
    lesson: int = 0,
    work: int = 0,
    pupil: int = 0,
    journal: int = 0,
    period: str = "",
    id: str = "",  # noqa: A002 - the name of the field
    reason: str = "",
) -> Operation:
    return Operation(
        id=id or f"op-{next(_numbers)}",
        kind=kind,
        value=value,
        base=base,
        lesson_id=lesson,
        work_id=work,
        pupil_id=pupil,
        reason=reason,
        journal_id=journal,
        period=period,
    )


def mark(
    work: int,
    pupil: int,
    value: str,
    base: str = "",
    *,
    id: str = "",  # noqa: A002 - the name of the field
    reason: str = "",
) -> Operation:
    return operation(OperationKind.MARK, value, base, work=work, pupil=pupil, id=id, reason=reason)


def period_mark(journal: int, period: str, pupil: int, value: str, base: str = "") -> Operation:
    return operation(
        OperationKind.PERIOD_MARK, value, base, journal=journal, period=period, pupil=pupil
    )


def attendance(lesson: int, pupil: int, value: str, base: str = "") -> Operation:
    return operation(OperationKind.ATTENDANCE, value, base, lesson=lesson, pupil=pupil)


def checked(lesson: int) -> Operation:
    return operation(OperationKind.ATTENDANCE_CHECKED, "1", lesson=lesson)


def topic(lesson: int, value: str, base: str = "") -> Operation:
    return operation(OperationKind.TOPIC, value, base, lesson=lesson)


def complete_entry(lesson: int) -> list[Operation]:
    """All parts of a lesson's entry."""
    return [
        topic(lesson, "Daļu saskaitīšana"),
        operation(OperationKind.OUTCOME, "Saskaita daļas", lesson=lesson),
        operation(OperationKind.NO_HOMEWORK, "1", lesson=lesson),
        checked(lesson),
    ]


def send(actor: Actor, *operations: Operation) -> list[Answer]:
    return submit(actor, operations)


def saved(actor: Actor, *operations: Operation) -> list[str]:
    """Send operations that must all be saved; gives the values that then stand."""
    answers = send(actor, *operations)
    assert [answer.status for answer in answers] == [AnswerStatus.SAVED] * len(operations), answers
    return [answer.value for answer in answers]


def recorded() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that typing can touch, to compare before and after."""
    with reading() as session:
        return {
            name: [
                tuple(row)
                for row in session.connection().execute(
                    SQLModel.metadata.tables[name]
                    .select()
                    .order_by(SQLModel.metadata.tables[name].c.id)
                )
            ]
            for name in _ENTERED
        }


def mark_life() -> list[tuple[int, str, str]]:
    """All mark events as sequence, old and new value, in the order they happened."""
    with reading() as session:
        events = session.exec(select(MarkEvent).order_by(col(MarkEvent.id))).all()
    return [(event.sequence, event.old_value, event.new_value) for event in events]
