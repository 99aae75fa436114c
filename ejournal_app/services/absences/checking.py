"""What an absence note (kavējuma zīme) may say, and who may write it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.justification import reason_symbol
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import AbsenceNote, Person, Pupil
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.rules import allows
from ejournal_app.services.setup.texts import fitting

from .words import LAST_LESSON, REASONS, span_words

ISSUER_LIMIT, REMARK_LIMIT = 200, 500
_FARTHEST = timedelta(days=366)
"""From today, either way: a date farther off is a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteData:
    """What a note says."""

    starts_on: date
    ends_on: date
    first_lesson: int | None = None
    """From this lesson of the first day; None: from its beginning."""
    last_lesson: int | None = None
    """Up to this lesson of the last day; None: to its end."""
    reason: Justification
    issued_by: str = ""
    remark: str = ""
    document_id: int | None = None


def checked(data: NoteData) -> NoteData:
    """Return what may be written; Refused, at its field, for what cannot be."""
    today = clock.today()
    for field, day in (("starts_on", data.starts_on), ("ends_on", data.ends_on)):
        if abs(day - today) > _FARTHEST:
            raise Refused(Message(N_("This day is too far away.")), field=field)
    if data.ends_on < data.starts_on:
        raise Refused(Message(N_("The last day is before the first.")), field="ends_on")
    first, last = data.first_lesson, data.last_lesson
    if first is not None or last is not None:
        first, last = first or 0, LAST_LESSON if last is None else last
    if data.starts_on == data.ends_on and first is not None and last is not None and last < first:
        raise Refused(Message(N_("The last lesson is before the first.")), field="last_lesson")
    return replace(
        data,
        first_lesson=first,
        last_lesson=last,
        issued_by=fitting(data.issued_by, "issued_by", ISSUER_LIMIT),
        remark=fitting(data.remark, "remark", REMARK_LIMIT),
    )


def require_pupil(session: Session, actor: Actor, pupil_id: int) -> None:
    """Raise Forbidden unless the actor may write notes of a pupil, who must be one."""
    facts = pupil_facts(session, pupil_id, clock.today())
    if not allows(actor, Permission.NOTE_WRITE, facts) or session.get(Pupil, pupil_id) is None:
        raise Forbidden(
            Attempt(
                action=Permission.NOTE_WRITE,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )


def note_locked(session: Session, actor: Actor, note_id: int) -> AbsenceNote:
    """Return a note the actor may write, kept from others until the transaction ends."""
    row = session.get(AbsenceNote, note_id, with_for_update=True)
    facts = (
        PupilFacts(pupil_id=0) if row is None else pupil_facts(session, row.pupil_id, clock.today())
    )
    if row is None or not allows(actor, Permission.NOTE_WRITE, facts):
        raise not_there(Permission.NOTE_WRITE, note_id)
    return row


def not_there(permission: Permission, note_id: int) -> Forbidden:
    """Return the refusal of a note that does not exist, or not for the actor."""
    return Forbidden(Attempt(action=permission, entity="absence_note", entity_id=note_id))


def refuse_stale(
    session: Session, row: AbsenceNote, version: int, mine: NoteData | None = None
) -> None:
    """Refuse to write over what somebody else has changed since; with both values in words."""
    if row.version == version:
        return
    person = session.get_one(Person, row.withdrawn_by_id or row.recorded_by_id)
    params: dict[str, Any] = {
        "name": f"{person.given_name} {person.family_name}",
        "theirs": span_words(row.starts_on, row.ends_on, row.first_lesson, row.last_lesson),
        "their_reason": REASONS[row.reason],
    }
    if mine is None:
        words = N_(
            "{name} has changed this note meanwhile. Now it says: {theirs}, {their_reason}."
            " Load the page again."
        )
    else:
        words = N_(
            "{name} has changed this note meanwhile. Now it says: {theirs}, {their_reason}."
            " You entered: {mine}, {my_reason}. Load the page again, then save."
        )
        params["mine"] = span_words(
            mine.starts_on, mine.ends_on, mine.first_lesson, mine.last_lesson
        )
        params["my_reason"] = REASONS[mine.reason]
    raise Refused(Message(words, params))


def told(row: AbsenceNote) -> dict[str, Any]:
    """Return what the audit trail says of a note: its days and its symbol, which cells show.

    Others read the trail, so it holds no issuer, no remark and no document.
    """
    return {
        "first": row.starts_on.isoformat(),
        "last": row.ends_on.isoformat(),
        "first_lesson": row.first_lesson,
        "last_lesson": row.last_lesson,
        "symbol": reason_symbol(Justification(row.reason)),
        **({"withdrawn": True} if row.withdrawn_at is not None else {}),
    }
