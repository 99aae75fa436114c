"""The one handler that takes what is typed in lessons and journals."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.entries.operations import (
    Answer,
    AnswerStatus,
    Operation,
    OperationKind,
    parse_operations,
)
from ejournal_app.services.entries.submit import submit

from .guard import requires
from .lesson import Lesson

_OF_THE_ENTRY = frozenset(OperationKind) - {
    OperationKind.MARK,
    OperationKind.PERIOD_MARK,
    OperationKind.ATTENDANCE,
}
"""What the state of a lesson's entry depends on (Regulation 10)."""


class Entry(rx.State):
    """Answers to the browser's outbox; the entries themselves are never kept here."""

    answers: dict[str, Any] = {"seq": 0, "items": []}  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def send(self, actor: Actor, operations: list[dict[str, Any]]) -> Any:
        """Carry out a batch of the outbox and answer each of its operations.

        The page of a lesson then asks for the state of its entry: the answer does not wait for it.
        """
        batch, unreadable = parse_operations(operations)
        answers = await asyncio.to_thread(submit, actor, batch)
        self.answers = {
            "seq": int(self.answers.get("seq", 0)) + 1,
            "items": [_view(answer, actor.language) for answer in (*answers, *unreadable)],
        }
        if _changes_an_entry(batch, answers) and self.router.url.path.startswith("/stunda/"):
            return Lesson.refresh
        return None


def _changes_an_entry(batch: list[Operation], answers: list[Answer]) -> bool:
    return any(
        operation.kind in _OF_THE_ENTRY and answer.status is AnswerStatus.SAVED
        for operation, answer in zip(batch, answers, strict=True)
    )


def _view(answer: Answer, language: str) -> dict[str, str]:
    kept = answer.status is not AnswerStatus.REFUSED
    return {
        "id": answer.id,
        "status": answer.status.value,
        "value": answer.value if kept else "",
        "shown": (answer.shown or answer.value) if kept else "",
        "message": translate(language, answer.message) if answer.message else "",
        "by": answer.by,
        "at": date_and_time(answer.at, language) if answer.at else "",
    }
