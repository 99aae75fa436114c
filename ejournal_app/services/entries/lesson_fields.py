"""Writes topic, outcome and homework of a lesson (Regulation 10)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Journal, Lesson
from ejournal_app.persistence.queries.teaching import is_held
from ejournal_app.services import audit

from .completion import note_completion
from .desk import Desk
from .operations import Answer, AnswerStatus, Operation, OperationKind

TEXT_LIMITS = {
    OperationKind.TOPIC: 500,
    OperationKind.OUTCOME: 1_000,
    OperationKind.HOMEWORK: 2_000,
}
"""Characters each text may have."""


def write_lesson_field(desk: Desk, operation: Operation) -> Answer:
    """Set one field of a lesson over the value the teacher saw."""
    lesson, journal = desk.lesson(operation.lesson_id, Permission.LESSON_WRITE)
    standing = shown_field(lesson, operation.kind)
    value = operation.value.strip()
    if value != standing:
        if value:  # what is on a day that was closed later may be taken away
            desk.open_day(journal, lesson.day)
        if operation.base.strip() != standing:
            return Answer(
                id=operation.id,
                status=AnswerStatus.CONFLICT,
                value=standing,
                by=desk.person_name(lesson.changed_by_id),
                at=lesson.changed_at,
            )
        put_field(desk, lesson, journal, operation.kind, value)
    return Answer(id=operation.id, status=AnswerStatus.SAVED, value=value)


def put_field(
    desk: Desk,
    lesson: Lesson,
    journal: Journal,
    kind: OperationKind,
    value: str,
    action: str = Permission.LESSON_WRITE,
) -> None:
    """Set a field of a lesson over what stands, with the audit entry of it."""
    standing = shown_field(lesson, kind)
    _WRITERS[kind](desk, lesson, value)
    lesson.changed_at = desk.now
    lesson.changed_by_id = desk.actor.person_id
    note_completion(desk, lesson, journal)
    desk.changed_journals.add(lesson.journal_id)
    audit.record(
        desk.session,
        actor=desk.actor,
        action=action,
        entity="lesson",
        entity_id=lesson.id,
        before={kind.value: standing},
        after={kind.value: value},
    )


def next_lesson_day(session: Session, lesson: Lesson) -> date | None:
    """Return the day of the journal's next lesson: the due date proposed for homework."""
    return session.scalar(
        select(col(Lesson.day))
        .where(col(Lesson.journal_id) == lesson.journal_id, col(Lesson.day) > lesson.day, is_held())
        .order_by(col(Lesson.day))
        .limit(1)
    )


def shown_field(lesson: Lesson, kind: OperationKind) -> str:
    """Return a field of a lesson as operations write it."""
    if kind is OperationKind.HOMEWORK_DUE:
        return lesson.homework_due.isoformat() if lesson.homework_due else ""
    if kind is OperationKind.NO_HOMEWORK:
        return "1" if lesson.no_homework else ""
    return str(getattr(lesson, kind.value))


def _limited(kind: OperationKind, value: str) -> str:
    limit = TEXT_LIMITS[kind]
    if len(value) > limit:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(value), "limit": limit},
            )
        )
    return value


def _write_topic(_desk: Desk, lesson: Lesson, value: str) -> None:
    lesson.topic = _limited(OperationKind.TOPIC, value)


def _write_outcome(_desk: Desk, lesson: Lesson, value: str) -> None:
    lesson.outcome = _limited(OperationKind.OUTCOME, value)


def _write_homework(desk: Desk, lesson: Lesson, value: str) -> None:
    lesson.homework = _limited(OperationKind.HOMEWORK, value)
    lesson.homework_set_at = desk.now
    if value:
        lesson.no_homework = False
        lesson.homework_due = lesson.homework_due or next_lesson_day(desk.session, lesson)
    else:
        lesson.homework_due = None


def _write_homework_due(_desk: Desk, lesson: Lesson, value: str) -> None:
    if not value:
        lesson.homework_due = None
        return
    try:
        due = date.fromisoformat(value)
    except ValueError:
        raise Refused(Message(N_("This is not a date. Choose a day from the calendar."))) from None
    if due < lesson.day:
        raise Refused(Message(N_("Homework cannot be due before the lesson it was set in.")))
    lesson.homework_due = due


def _write_no_homework(_desk: Desk, lesson: Lesson, value: str) -> None:
    if value and lesson.homework:
        raise Refused(
            Message(N_("Homework is written here. Clear its text before ticking “not set”."))
        )
    lesson.no_homework = bool(value)


_WRITERS: dict[OperationKind, Callable[[Desk, Lesson, str], Any]] = {
    OperationKind.TOPIC: _write_topic,
    OperationKind.OUTCOME: _write_outcome,
    OperationKind.HOMEWORK: _write_homework,
    OperationKind.HOMEWORK_DUE: _write_homework_due,
    OperationKind.NO_HOMEWORK: _write_no_homework,
}
