"""Keeps held operations until they are decided about, and tells who should know."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.brake import Cause
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import HeldEntries, Journal, Work
from ejournal_app.persistence.models.marking import HeldState
from ejournal_app.persistence.queries.class_teachers import class_teachers_of, holders_of
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.entries.operations import (
    Answer,
    AnswerStatus,
    Operation,
    OperationKind,
)
from ejournal_app.services.notices.telling import NoticeKind, tell

CAUSES = {
    Cause.LOWEST_BURST: N_("many marks made the lowest or cleared within minutes"),
    Cause.NEW_DEVICE: N_("marks changed outside working hours from a new device"),
}
"""Each cause in words."""

_HEADS = (GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER)


def held_answer(operation: Operation) -> Answer:
    """Return what the browser is told: nothing was written, the value stands that it replaces."""
    return Answer(
        id=operation.id,
        status=AnswerStatus.HELD,
        value=operation.base,
        message=Message(
            N_(
                "So many such changes are unusual. They are held back until you confirm them with"
                " your password on the page “Held entries”."
            )
        ),
    )


def keep_held(desk: Desk, held: Sequence[tuple[Operation, Cause]]) -> None:
    """Keep operations for a password; those of one log-in wait together.

    Class teachers of the pupils and the heads are told once, without values.
    """
    session, actor = desk.session, desk.actor
    operations = [operation for operation, _ in held]
    row = session.scalar(
        select(HeldEntries)
        .where(
            col(HeldEntries.account_id) == actor.account_id,
            col(HeldEntries.state) == HeldState.HELD,
            col(HeldEntries.session_id) == (actor.session_id or None),
        )
        .order_by(col(HeldEntries.id).desc())
        .limit(1)
        .with_for_update()
    )
    before: list[Operation] = [] if row is None else stored_operations(row)
    if row is None:
        row = HeldEntries(
            account_id=actor.account_id,
            session_id=actor.session_id or None,
            address=actor.address,
            held_at=desk.now,
            cause=held[0][1],
            operations=[],
            entries=0,
        )
        session.add(row)
    row.operations = [*row.operations, *map(_to_json, operations)]
    row.entries = len(row.operations)
    session.flush()
    _tell(desk, Cause(row.cause), before, operations)


def stored_operations(row: HeldEntries) -> list[Operation]:
    """Return what was typed, in order."""
    return [_from_json(stored) for stored in row.operations]


def journal_of(desk: Desk, operation: Operation) -> Journal | None:
    """Return the journal an operation writes in."""
    work = desk.session.get(Work, operation.work_id) if operation.work_id else None
    return desk.session.get(Journal, work.journal_id if work else operation.journal_id)


def _tell(desk: Desk, cause: Cause, before: list[Operation], new: list[Operation]) -> None:
    everybody = class_teachers_of(
        desk.session, {operation.pupil_id for operation in (*before, *new)}, desk.today
    )
    told = {
        person_id
        for operation in before
        for person_id in everybody.get(operation.pupil_id, frozenset())
    } | {desk.actor.person_id}
    journals_of: dict[int, dict[int, str]] = {}
    for operation in new:
        journal = journal_of(desk, operation)
        for person_id in everybody.get(operation.pupil_id, frozenset()) - told:
            if journal is not None and journal.id is not None:
                journals_of.setdefault(person_id, {})[journal.id] = journal.name
    for person_id, journals in journals_of.items():
        _tell_one(desk, {person_id}, cause, journals, f"/zurnals/{next(iter(journals))}")
    if before:
        return
    named = [journal_of(desk, operation) for operation in new]
    journals = {journal.id or 0: journal.name for journal in named if journal is not None}
    heads = holders_of(desk.session, _HEADS, desk.today) - {desk.actor.person_id}
    _tell_one(desk, heads - journals_of.keys(), cause, journals, "/atgriesana")


def _tell_one(
    desk: Desk,
    persons: set[int] | frozenset[int],
    cause: Cause,
    journals: dict[int, str],
    href: str,
) -> None:
    message = Message(
        N_("Entries of {who} in {journals} are held back until confirmed: {cause}."),
        {
            "who": desk.actor.name,
            "journals": ", ".join(sorted(journals.values())),
            "cause": Message(CAUSES[cause]),
        },
    )
    tell(desk.session, persons, NoticeKind.ENTRIES_HELD, message, href)
    desk.told |= persons


def _to_json(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "kind": operation.kind.value,
        "value": operation.value,
        "base": operation.base,
        "lesson_id": operation.lesson_id,
        "work_id": operation.work_id,
        "pupil_id": operation.pupil_id,
        "journal_id": operation.journal_id,
        "period": operation.period,
        "reason": operation.reason,
    }


def _from_json(stored: dict[str, Any]) -> Operation:
    kind = OperationKind(stored["kind"])
    others = {name: value for name, value in stored.items() if name != "kind"}
    return Operation(kind=kind, **others)
