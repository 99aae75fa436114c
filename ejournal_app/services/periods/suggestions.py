"""What suggestions were counted from, and accepting them for empty cells (Regulation 16, 17)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import Suggestion
from ejournal_app.persistence.engine import reading
from ejournal_app.services.entries import submit as door
from ejournal_app.services.entries.operations import AnswerStatus, Operation, OperationKind
from ejournal_app.services.guard import use_case

from .access import refuse_closed
from .desk import period_desk
from .page import acceptable


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A pupil's suggestion with the marks it comes from."""

    pupil_id: int
    name: str
    suggestion: Suggestion


@use_case
def explain_suggestions(actor: Actor, journal_id: int, kind: EntryKind) -> tuple[Explained, ...]:
    """Return what the suggestions of a kind were counted from, pupil by pupil."""
    with reading() as session:
        desk = period_desk(session, actor, journal_id, Permission.JOURNAL_READ)
        if kind not in desk.kinds:
            return ()
        found = ((member, desk.suggested(kind, member.pupil_id)) for member in desk.members)
        return tuple(
            Explained(pupil_id=member.pupil_id, name=member.name, suggestion=own)
            for member, own in found
            if own is not None and desk.owes(kind, member)
        )


@use_case
def accept_suggestions(
    actor: Actor, journal_id: int, kind: EntryKind, seen: Mapping[int, int]
) -> int:
    """Enter the suggestions of a kind into the empty cells; return how many were entered.

    `seen` is what was shown before the press, by pupil: Refused when it is not so any more. Each
    is an entry of its own through the same door, so it can be changed or cleared like any other.
    """
    with reading() as session:
        desk = period_desk(session, actor, journal_id, Permission.PERIOD_WRITE)
        if kind not in desk.kinds:
            raise Refused(Message(N_("This journal has no marks of this kind.")))
        refuse_closed(session, desk.standing(kind), desk.today)
        current = {own.pupil_id: own.mark for own in acceptable(desk, kind)}
    if not current or current != dict(seen):
        raise Refused(Message(N_("The suggestions have changed meanwhile. Look at them again.")))
    answers = door.submit(
        actor,
        [
            Operation(
                id=f"accept-{secrets.token_hex(12)}",
                kind=OperationKind.PERIOD_MARK,
                value=str(mark),
                base="",
                pupil_id=pupil_id,
                journal_id=journal_id,
                period=kind,
            )
            for pupil_id, mark in current.items()
        ],
    )
    return sum(answer.status is AnswerStatus.SAVED for answer in answers)
