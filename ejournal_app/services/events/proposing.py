"""Proposing an event and changing what it says (Regulation 11)."""

from typing import Any

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import SchoolEvent
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.teaching.staff import check_staff

from .checking import EventData, checked, event_locked, refuse_closed, refuse_stale
from .telling import participant_ids, topics_of

_WRITE = Permission.EVENT_WRITE


@use_case
def propose_event(actor: Actor, data: EventData) -> int:
    """Propose an event and return its id; a teacher is responsible for the own ones."""
    require(actor, _WRITE)
    data = checked(data)
    with writing() as session:
        _check_responsible(session, actor, data)
        row = SchoolEvent(
            school_id=school_id_of(session),
            title=data.title,
            place=data.place,
            remark=data.remark,
            responsible_id=data.responsible_id,
            starts_at=data.starts_at,
            ends_at=data.ends_at,
            proposed_at=clock.now(),
            proposed_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        record_event(session, actor, row, _WRITE, before=None)
        event_id = row.id
    live.publish([live.duties_topic()])
    return event_id


@use_case
def change_event(actor: Actor, event_id: int, version: int, data: EventData) -> None:
    """Change what an event says; another time, or anything of a declined one, is proposed anew.

    `version` is that of the event the actor saw.
    """
    require(actor, _WRITE)
    data = checked(data)
    with writing() as session:
        row = event_locked(session, actor, _WRITE, event_id)
        refuse_closed(actor, row)
        refuse_stale(row, version)
        if data.responsible_id != row.responsible_id:
            _check_responsible(session, actor, data)
        before, span = told(row), (row.starts_at, row.ends_at)
        was = EventState(row.state)
        row.title, row.place, row.remark = data.title, data.place, data.remark
        row.responsible_id = data.responsible_id
        row.starts_at, row.ends_at = data.starts_at, data.ends_at
        moved = span != (row.starts_at, row.ends_at)
        if (moved and was is EventState.APPROVED) or was is EventState.DECLINED:
            row.state, row.answer = EventState.PROPOSED, ""
            row.decided_at = row.decided_by_id = None
            row.proposed_at = clock.now()
        record_event(session, actor, row, _WRITE, before=before)
        topics = {live.duties_topic()}
        if was is EventState.APPROVED:
            pupils = participant_ids(session, event_id)
            topics |= topics_of(session, pupils, span, (row.starts_at, row.ends_at))
    live.publish(topics)


def told(row: SchoolEvent) -> dict[str, Any]:
    """Return what the audit trail says of an event."""
    return {
        "title": row.title,
        "place": row.place,
        "from": row.starts_at.isoformat(),
        "to": row.ends_at.isoformat(),
        "responsible": row.responsible_id,
        "state": str(row.state),
    }


def record_event(
    session: Session,
    actor: Actor,
    row: SchoolEvent,
    action: Permission,
    *,
    before: dict[str, Any] | None,
) -> None:
    """Write to the audit trail what an event has become."""
    audit.record(
        session,
        actor=actor,
        action=action,
        entity="school_event",
        entity_id=row.id,
        before=before,
        after=told(row),
    )


def _check_responsible(session: Session, actor: Actor, data: EventData) -> None:
    if data.responsible_id != actor.person_id and not allows(actor, Permission.EVENT_DECIDE):
        raise Refused(
            Message(N_("You can propose events you are responsible for yourself.")),
            field="responsible",
        )
    check_staff(
        session, data.responsible_id, clock.local(data.starts_at).date(), field="responsible"
    )
