"""Changing and deleting works; what stood before stays in the audit trail (Regulation 15, 16)."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Work, WorkKind
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case

from .deciding import Decided, WorkValues, decide_change, marks_of, writable_work

MARKS_KEEP_IT = N_(
    "Marks were entered in this work, so it stays: their history is in it. Keep it, or clear the"
    " marks that were a mistake; a work without marks counts nowhere."
)


@use_case
def edit_work(actor: Actor, work_id: int, version: int, values: WorkValues) -> int:
    """Change a work and return its journal; `version` is that of the work the actor saw.

    The scale stays once a mark was entered. A work that is moved belongs to the lesson of its new
    day, when there is one.
    """
    with writing() as session:
        work, kind, journal = writable_work(session, actor, work_id, lock=True)
        if work.version != version:
            raise Refused(
                Message(
                    N_("Somebody else has changed this work meanwhile. Close this and look again.")
                )
            )
        decided = decide_change(session, actor, work, kind, journal, values)
        before, after = _values_of(work, kind), _values_to_be(decided)
        changed = [name for name in after if after[name] != before[name]]
        journal_id = work.journal_id
        if not changed:
            return journal_id
        assert decided.kind.id is not None
        work.kind_id, work.title, work.day = decided.kind.id, decided.title, decided.day
        work.lesson_id, work.scale = decided.lesson_id, decided.scale.value
        work.weight = decided.weight
        audit.record(
            session,
            actor=actor,
            action=Permission.WORK_WRITE,
            entity="work",
            entity_id=work_id,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    live.publish([live.journal_topic(journal_id)])
    return journal_id


@use_case
def delete_work(actor: Actor, work_id: int) -> int:
    """Delete a work that never had a mark and return its journal; Refused otherwise."""
    with writing() as session:
        work, kind, _ = writable_work(session, actor, work_id, lock=True)
        if marks_of(session, work_id):
            raise Refused(Message(MARKS_KEEP_IT))
        journal_id = work.journal_id
        audit.record(
            session,
            actor=actor,
            action=Permission.WORK_WRITE,
            entity="work",
            entity_id=work_id,
            before=_values_of(work, kind),
        )
        session.delete(work)
        try:
            session.flush()
        except IntegrityError:  # somebody has entered a mark at this moment
            raise Refused(Message(MARKS_KEEP_IT)) from None
    live.publish([live.journal_topic(journal_id)])
    return journal_id


def _values_of(work: Work, kind: WorkKind) -> dict[str, Any]:
    return {
        "kind": kind.code,
        "title": work.title,
        "lesson": work.lesson_id,
        "day": work.day.isoformat(),
        "scale": work.scale,
        "weight": work.weight,
    }


def _values_to_be(decided: Decided) -> dict[str, Any]:
    return {
        "kind": decided.kind.code,
        "title": decided.title,
        "lesson": decided.lesson_id,
        "day": decided.day.isoformat(),
        "scale": decided.scale.value,
        "weight": decided.weight,
    }
