"""The one handler that takes what is typed in lessons and journals."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.entries.operations import Answer, AnswerStatus, parse_operations
from ejournal_app.services.entries.submit import submit

from .guard import requires


class Entry(rx.State):
    """Answers to the browser's outbox; the entries themselves are never kept here."""

    answers: dict[str, Any] = {"seq": 0, "items": []}  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def send(self, actor: Actor, operations: list[dict[str, Any]]) -> None:
        """Carry out a batch of the outbox and answer each of its operations."""
        batch = parse_operations(operations)
        answers = await asyncio.to_thread(submit, actor, batch)
        self.answers = {
            "seq": int(self.answers.get("seq", 0)) + 1,
            "items": [_view(answer, actor.language) for answer in answers],
        }


def _view(answer: Answer, language: str) -> dict[str, str]:
    kept = answer.status is not AnswerStatus.REFUSED
    return {
        "id": answer.id,
        "status": answer.status.value,
        "value": answer.value if kept else "",
        "shown": answer.value if kept else "",
        "message": translate(language, answer.message) if answer.message else "",
        "by": answer.by,
        "at": date_and_time(answer.at, language) if answer.at else "",
    }
