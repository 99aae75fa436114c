"""The management approves an event, declines it, calls it off (Regulation 11)."""

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import SchoolEvent
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.texts import required

from .checking import event_locked, refuse_stale
from .proposing import record_event, told
from .telling import participant_ids, tell_owners, topics_of

_DECIDE = Permission.EVENT_DECIDE
_ANSWER_LIMIT = 500

_APPROVED = N_("The event {title} on {day} is approved.")
_DECLINED = N_("The event {title} on {day} is declined: {answer}")
_CALLED_OFF = N_("The event {title} on {day} is called off: {answer}")


@use_case
def approve_event(actor: Actor, event_id: int, version: int) -> None:
    """Approve an event: from now on its participants show as taking part.

    Refused without participants: it would excuse nobody and only look as if it did.
    """
    require(actor, _DECIDE)
    with writing() as session:
        row = event_locked(session, actor, _DECIDE, event_id)
        refuse_stale(row, version)
        _require_state(row, EventState.PROPOSED)
        if not participant_ids(session, event_id):
            raise Refused(Message(N_("Nobody takes part yet. Say first who does.")))
        topics = _decide(session, actor, row, EventState.APPROVED, "", _APPROVED)
    live.publish(topics)


@use_case
def decline_event(actor: Actor, event_id: int, version: int, reason: str) -> None:
    """Decline a proposed event, with the reason for who proposed it."""
    require(actor, _DECIDE)
    answer = required(reason, "reason", _ANSWER_LIMIT)
    with writing() as session:
        row = event_locked(session, actor, _DECIDE, event_id)
        refuse_stale(row, version)
        _require_state(row, EventState.PROPOSED)
        topics = _decide(session, actor, row, EventState.DECLINED, answer, _DECLINED)
    live.publish(topics)


@use_case
def call_off_event(actor: Actor, event_id: int, version: int, reason: str) -> None:
    """Call off an approved event: its participants do not show as taking part any more."""
    require(actor, _DECIDE)
    answer = required(reason, "reason", _ANSWER_LIMIT)
    with writing() as session:
        row = event_locked(session, actor, _DECIDE, event_id)
        refuse_stale(row, version)
        _require_state(row, EventState.APPROVED)
        topics = _decide(session, actor, row, EventState.CALLED_OFF, answer, _CALLED_OFF)
    live.publish(topics)


def _require_state(row: SchoolEvent, wanted: EventState) -> None:
    if row.state != wanted:
        raise Refused(Message(N_("This has been decided already. Look at the event again.")))


def _decide(
    session: Session,
    actor: Actor,
    row: SchoolEvent,
    state: EventState,
    answer: str,
    msgid: str,
) -> set[str]:
    assert row.id is not None
    before = told(row)
    row.state, row.answer = state, answer
    row.decided_at, row.decided_by_id = clock.now(), actor.person_id
    record_event(session, actor, row, _DECIDE, before=before)
    topics = {live.duties_topic(), *tell_owners(session, actor, row, msgid)}
    if state is not EventState.DECLINED:
        pupils = participant_ids(session, row.id)
        topics |= topics_of(session, pupils, (row.starts_at, row.ends_at))
    return topics
