"""What people are told when a deadline of theirs is put off, or is again the usual one."""

from sqlalchemy.orm import Session

from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import DeadlineExtension, Journal

from .kinds import KIND_NAMES


def told_extended(session: Session, row: DeadlineExtension, who: str) -> Message:
    """Return the sentence for those whose deadline is put off."""
    return Message(
        N_("A deadline is put off to {until}: {what}, {span}. {who}: {reason}"),
        {**_facts(session, row, who), "until": row.until, "reason": row.reason},
    )


def told_withdrawn(session: Session, row: DeadlineExtension, who: str) -> Message:
    """Return the sentence for those whose extension is withdrawn."""
    return Message(
        N_("A deadline is the usual one again: {what}, {span}. {who} has withdrawn the extension."),
        _facts(session, row, who),
    )


def _facts(session: Session, row: DeadlineExtension, who: str) -> dict[str, object]:
    return {"who": who, "what": _what(session, row), "span": _span(row)}


def _what(session: Session, row: DeadlineExtension) -> Message:
    kind = KIND_NAMES[DutyKind(row.duty)]
    if row.journal_id is None:
        return kind
    journal = session.get_one(Journal, row.journal_id)
    return Message(N_("{what} ({journal})"), {"what": kind, "journal": journal.name})


def _span(row: DeadlineExtension) -> Message:
    if row.due_from == row.due_to:
        return Message(N_("due on {day}"), {"day": row.due_from})
    return Message(N_("due from {first} to {last}"), {"first": row.due_from, "last": row.due_to})
