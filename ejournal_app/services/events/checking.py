"""What may be written about an event, by whom, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import SchoolEvent
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.setup.texts import fitting, required

TITLE_LIMIT = PLACE_LIMIT = 200
REMARK_LIMIT = 500
_LONGEST = timedelta(days=31)
_FARTHEST = timedelta(days=366)
"""From today, either way: a day farther off is a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventData:
    """What is written about an event; moments aware UTC."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    remark: str
    responsible_id: int


def not_there(permission: Permission, event_id: int) -> Forbidden:
    """Return the refusal of an event that does not exist, or is another's."""
    return Forbidden(Attempt(action=permission, entity="school_event", entity_id=event_id))


def is_own(actor: Actor, row: SchoolEvent) -> bool:
    """Tell whether the actor may write an event: who is responsible, who proposed it, the heads."""
    return allows(actor, Permission.EVENT_DECIDE) or (
        allows(actor, Permission.EVENT_WRITE)
        and actor.person_id in (row.responsible_id, row.proposed_by_id)
    )


def event_locked(
    session: Session, actor: Actor, permission: Permission, event_id: int
) -> SchoolEvent:
    """Return an event the actor may write, kept from others until the transaction ends."""
    require(actor, permission)
    row = session.get(SchoolEvent, event_id, with_for_update=True)
    if row is None or (permission is Permission.EVENT_WRITE and not is_own(actor, row)):
        raise not_there(permission, event_id)
    return row


def refuse_stale(row: SchoolEvent, version: int) -> None:
    """Refuse to write over what somebody else has changed since it was looked at."""
    if row.version != version:
        raise Refused(
            Message(
                N_("Somebody else has changed this event meanwhile. Look at it again, then save.")
            )
        )


def refuse_closed(actor: Actor, row: SchoolEvent) -> None:
    """Refuse what comes too late: nothing of a called-off event, little of one that is over.

    Who took part in an approved event is the word of the teacher responsible until it ends; after
    that the management puts it right.
    """
    if row.state == EventState.CALLED_OFF:
        raise Refused(Message(N_("The event was called off: nothing of it is changed any more.")))
    is_over = row.state == EventState.APPROVED and row.ends_at <= clock.now()
    if is_over and not allows(actor, Permission.EVENT_DECIDE):
        raise Refused(Message(N_("The event is over. The management can put right who took part.")))


def checked(data: EventData) -> EventData:
    """Return what may be written; Refused, at its field, for what cannot be."""
    title = required(data.title, "title", TITLE_LIMIT)
    place = fitting(data.place, "place", PLACE_LIMIT)
    remark = fitting(data.remark, "remark", REMARK_LIMIT)
    if data.ends_at <= data.starts_at:
        raise Refused(Message(N_("The event ends before it begins.")), field="ends_on")
    if data.ends_at - data.starts_at > _LONGEST:
        raise Refused(
            Message(N_("An event lasts {n} days at most."), {"n": _LONGEST.days}), field="ends_on"
        )
    if abs(data.starts_at - clock.now()) > _FARTHEST:
        raise Refused(Message(N_("This day is too far away.")), field="starts_on")
    return EventData(
        title=title,
        place=place,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        remark=remark,
        responsible_id=data.responsible_id,
    )
