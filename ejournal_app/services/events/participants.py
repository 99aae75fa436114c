"""Who takes part in an event: whole classes, groups, single pupils of any class (11)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Enrolment,
    EventParticipant,
    GroupMembership,
    Pupil,
    SchoolEvent,
)
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case

from .checking import event_locked, refuse_closed
from .telling import participant_ids, topics_of

_WRITE = Permission.EVENT_WRITE


@use_case
def add_class(actor: Actor, event_id: int, class_id: int) -> int:
    """Let everybody of a class take part who is enrolled then; returns how many are new."""
    return _add(actor, event_id, col(Enrolment.class_id) == class_id)


@use_case
def add_group(actor: Actor, event_id: int, group_id: int) -> int:
    """Let everybody of a group take part who is in it on the first day."""
    require(actor, _WRITE)
    with writing() as session:
        row = _open(session, actor, event_id)
        day = clock.local(row.starts_at).date()
        members = select(col(GroupMembership.pupil_id)).where(
            col(GroupMembership.group_id) == group_id,
            col(GroupMembership.starts_on) <= day,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= day),
        )
        added, topics = _put_in(session, actor, row, day, col(Pupil.id).in_(members))
    live.publish(topics)
    return added


@use_case
def add_pupil(actor: Actor, event_id: int, pupil_id: int) -> int:
    """Let one pupil take part; Refused for one not enrolled on the day of the event."""
    return _add(actor, event_id, col(Pupil.id) == pupil_id)


@use_case
def remove_pupils(actor: Actor, event_id: int, pupil_ids: Collection[int]) -> None:
    """Take pupils out again; who is not in it is passed over."""
    require(actor, _WRITE)
    with writing() as session:
        row = _open(session, actor, event_id)
        gone = session.scalars(
            select(EventParticipant).where(
                col(EventParticipant.event_id) == event_id,
                col(EventParticipant.pupil_id).in_(pupil_ids),
            )
        ).all()
        for one in gone:
            session.delete(one)
            _record(session, actor, event_id, one.pupil_id, joins=False)
        topics = _topics(session, row, [one.pupil_id for one in gone])
    live.publish(topics)


def _add(actor: Actor, event_id: int, which: ColumnElement[bool]) -> int:
    require(actor, _WRITE)
    with writing() as session:
        row = _open(session, actor, event_id)
        day = clock.local(row.starts_at).date()
        added, topics = _put_in(session, actor, row, day, which)
    live.publish(topics)
    return added


def _open(session: Session, actor: Actor, event_id: int) -> SchoolEvent:
    row = event_locked(session, actor, _WRITE, event_id)
    refuse_closed(actor, row)
    return row


def _put_in(
    session: Session, actor: Actor, row: SchoolEvent, day: date, which: ColumnElement[bool]
) -> tuple[int, set[str]]:
    assert row.id is not None
    pupils = {one.pupil_id for one in pupils_enrolled(session, day, which)}
    if not pupils:
        raise Refused(Message(N_("Nobody of them is enrolled on {day}."), {"day": day}))
    new = sorted(pupils - set(participant_ids(session, row.id)))
    now = clock.now()
    for pupil_id in new:
        session.add(
            EventParticipant(
                event_id=row.id, pupil_id=pupil_id, added_at=now, added_by_id=actor.person_id
            )
        )
        _record(session, actor, row.id, pupil_id, joins=True)
    return len(new), _topics(session, row, new)


def _topics(session: Session, row: SchoolEvent, pupil_ids: list[int]) -> set[str]:
    if row.state != EventState.APPROVED:
        return set()
    return topics_of(session, pupil_ids, (row.starts_at, row.ends_at))


def _record(session: Session, actor: Actor, event_id: int, pupil_id: int, *, joins: bool) -> None:
    """Write one entry for each pupil: whose data were touched must be found by the pupil."""
    audit.record(
        session,
        actor=actor,
        action=_WRITE,
        entity="school_event",
        entity_id=event_id,
        pupil_id=pupil_id,
        before={"takes_part": not joins},
        after={"takes_part": joins},
    )
