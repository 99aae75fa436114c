"""What a browser sends for one typed value, and what it is answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.plain_text import is_plain
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.services.stored_messages import plain_params, rich_message

BATCH_LIMIT = 50
"""Operations a browser may send at once."""

REASON_LIMIT = 300
"""Characters of a reason."""

_TEXT_LIMIT = 5_000


class OperationKind(StrEnum):
    """What is being written."""

    MARK = "mark"
    PERIOD_MARK = "period_mark"
    ATTENDANCE = "attendance"
    ATTENDANCE_CHECKED = "attendance_checked"
    TOPIC = "topic"
    OUTCOME = "outcome"
    HOMEWORK = "homework"
    HOMEWORK_DUE = "homework_due"
    NO_HOMEWORK = "no_homework"


class AnswerStatus(StrEnum):
    """What became of an operation."""

    SAVED = "saved"
    REFUSED = "refused"
    CONFLICT = "conflict"
    """Somebody else changed the value first; nothing was written."""
    REASON = "reason"
    """The mark is locked: it is written once a reason is sent with it; nothing was written."""
    HELD = "held"
    """It looks like no teacher's entry: it is kept and waits for a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One value written over another: `base` is the value the user saw while typing."""

    id: str
    kind: OperationKind
    value: str
    base: str
    lesson_id: int = 0
    work_id: int = 0
    pupil_id: int = 0
    journal_id: int = 0
    """Of a mark that closes a part of the year, with its kind; its work may not exist yet."""
    period: str = ""
    """A `domain.kinds.EntryKind`."""
    reason: str = ""
    """Why a locked mark is changed; empty for ordinary entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome of one operation, with the value that now stands."""

    id: str
    status: AnswerStatus
    value: str = ""
    message: Message | None = None
    by: str = ""
    """Who set the value that stands, when it is not the user's own."""
    at: datetime | None = None
    shown: str = ""
    """How a cell shows the value that stands, where that is another text (Regulation 11)."""


def parse_operations(raw: object) -> tuple[list[Operation], list[Answer]]:
    """Read what a browser sent: its operations, and refusals of those that cannot be read.

    One that is unreadable must not hold up the others, and must be answered, or the browser would
    send it for ever. Raises Refused for anything that is not a batch at all.
    """
    if not isinstance(raw, list):
        raise _malformed()
    items = cast(list[object], raw)
    if len(items) > BATCH_LIMIT:
        raise _malformed()
    operations: list[Operation] = []
    unreadable: list[Answer] = []
    for item in items:
        try:
            operations.append(_parse(item))
        except Refused as refusal:
            if name := _name_of(item):
                unreadable.append(
                    Answer(id=name, status=AnswerStatus.REFUSED, message=refusal.message)
                )
    return operations, unreadable


def _name_of(raw: object) -> str:
    """Return the name of something unreadable, as far as it has one."""
    name = cast(dict[object, object], raw).get("id") if isinstance(raw, dict) else None
    try:
        return _identity(name)
    except Refused:
        return ""


def _parse(raw: object) -> Operation:
    if not isinstance(raw, dict):
        raise _malformed()
    item = cast(dict[object, object], raw)
    target = item.get("target")
    if not isinstance(target, dict):
        raise _malformed()
    ids = cast(dict[object, object], target)
    try:
        kind = OperationKind(_text(item.get("kind"), 40))
    except ValueError:
        raise _malformed() from None
    return Operation(
        id=_identity(item.get("id")),
        kind=kind,
        value=_text(item.get("value"), _TEXT_LIMIT),
        base=_text(item.get("base"), _TEXT_LIMIT),
        lesson_id=_identifier(ids.get("lesson_id")),
        work_id=_identifier(ids.get("work_id")),
        pupil_id=_identifier(ids.get("pupil_id")),
        journal_id=_identifier(ids.get("journal_id")),
        period=_text(ids.get("period", ""), 20),
        reason=_text(item.get("reason", ""), REASON_LIMIT),
    )


def _identity(raw: object) -> str:
    """Read the name an operation is known by; without one it could not be told from another."""
    name = _text(raw, 40)
    if not name:
        raise _malformed()
    return name


def _text(raw: object, limit: int) -> str:
    if not isinstance(raw, str) or len(raw) > limit or not is_plain(raw):
        raise _malformed()
    return raw


def _identifier(raw: object) -> int:
    """Read a row id; a missing one is 0, which no row has."""
    if raw is None or raw == "":
        return 0
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) <= 16:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw < ROW_ID_LIMIT:
        raise _malformed()
    return raw


def _malformed() -> Refused:
    return Refused(Message(N_("The program sent something unreadable. Reload the page.")))


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as stored for the case that the browser asks again."""
    return {
        "status": answer.status.value,
        "value": answer.value,
        "msgid": answer.message.msgid if answer.message else "",
        "params": plain_params(answer.message.params) if answer.message else {},
        "by": answer.by,
        "at": answer.at.isoformat() if answer.at else "",
        "shown": answer.shown,
    }


def answer_from_json(operation_id: str, stored: dict[str, Any]) -> Answer:
    """Return a stored answer as it was first given."""
    return Answer(
        id=operation_id,
        status=AnswerStatus(stored["status"]),
        value=stored["value"],
        message=rich_message(stored["msgid"], stored["params"]) if stored["msgid"] else None,
        by=stored["by"],
        at=datetime.fromisoformat(stored["at"]) if stored["at"] else None,
        # Answers of earlier versions had none.
        shown=stored.get("shown", ""),
    )
