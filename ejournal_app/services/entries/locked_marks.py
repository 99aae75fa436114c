"""Writes into the ledger over a lock only with a reason, and tells the class teacher."""

from ejournal_app.domain.marks import MarkEntry
from ejournal_app.persistence.models import Journal, Mark, Work

from .desk import Desk
from .late_changes import note_late_change
from .mark_ledger import write_to_ledger
from .mark_locks import reason_needed
from .operations import Answer, AnswerStatus, Operation


def write_or_ask(
    desk: Desk,
    operation: Operation,
    journal: Journal,
    work: Work,
    mark: Mark | None,
    standing: str,
    entry: MarkEntry,
) -> Answer | None:
    """Write the mark and return None; of a locked one without a reason, the answer that asks."""
    assert work.id is not None
    lock = desk.locks.lock_of(journal, work, mark)
    reason = operation.reason.strip()
    if lock is not None and not reason:
        known = mark if mark is not None and mark.value else None
        return Answer(
            id=operation.id,
            status=AnswerStatus.REASON,
            value=standing,
            message=reason_needed(lock, known.set_at if known else None),
            by=desk.person_name(known.set_by_id if known else None),
            at=known.set_at if known else None,
        )
    write_to_ledger(
        desk,
        mark,
        entry,
        work_id=work.id,
        pupil_id=operation.pupil_id,
        reason=reason,
        after_lock=lock is not None,
    )
    if lock is not None:
        note_late_change(desk, journal, operation.pupil_id, reason)
    desk.changed_pupils.add(operation.pupil_id)
    assert journal.id is not None
    desk.changed_journals.add(journal.id)
    return None
