"""The events as a list: those to come first, then the past ones, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import EventParticipant, Person, SchoolEvent
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .words import STATES

_LOOKS: dict[str, Look] = {
    EventState.PROPOSED: "warn",
    EventState.APPROVED: "ok",
    EventState.DECLINED: "bad",
    EventState.CALLED_OFF: "bad",
}


class When(StrEnum):
    """Where an event is, seen from now."""

    AHEAD = "ahead"
    OVER = "over"


_WHEN: dict[str, Message] = {
    When.AHEAD: Message(N_("event is now or to come")),
    When.OVER: Message(N_("event is over")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A line of the list."""

    event_id: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    state: str
    when: When
    given_name: str
    family_name: str
    participants: int


def _load(_actor: Actor) -> Sequence[EventRow]:
    with reading() as session:
        return _rows(session, clock.now())


def _rows(session: Session, now: datetime) -> list[EventRow]:
    count = (
        select(func.count())
        .select_from(EventParticipant)
        .where(col(EventParticipant.event_id) == col(SchoolEvent.id))
        .scalar_subquery()
    )
    found = session.execute(
        select(SchoolEvent, Person, count)
        .join(Person, col(Person.id) == col(SchoolEvent.responsible_id))
        .order_by(col(SchoolEvent.starts_at), col(SchoolEvent.id))
    )
    rows = [
        EventRow(
            event_id=row.id or 0,
            title=row.title,
            place=row.place,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            state=row.state,
            when=When.AHEAD if row.ends_at > now else When.OVER,
            given_name=person.given_name,
            family_name=person.family_name,
            participants=participants,
        )
        for row, person, participants in found
    ]
    ahead = [row for row in rows if row.when is When.AHEAD]
    return ahead + [row for row in reversed(rows) if row.when is When.OVER]


EVENTS = ListDefinition[EventRow](
    key="pasakumi",
    title=N_("Out-of-class events"),
    permission=Permission.EVENT_LIST,
    load=_load,
    columns=(
        Column(key="title", title=N_("Title"), cell=lambda row: row.title),
        Column(key="place", title=N_("Place of the event"), cell=lambda row: row.place),
        Column(key="from", title=N_("Event begins"), cell=lambda row: row.starts_at),
        Column(key="to", title=N_("Event ends"), cell=lambda row: row.ends_at),
        Column(
            key="responsible",
            title=N_("Responsible teacher"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(key="participants", title=N_("Taking part"), cell=lambda row: row.participants),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: STATES[row.state],
            order=lambda row: list(STATES).index(row.state),
            look=lambda row: _LOOKS[row.state],
        ),
    ),
    filters=(
        Filter(key="when", title=N_("When"), values_of=lambda row: (row.when,), labels=_WHEN),
        Filter(key="state", title=N_("State"), values_of=lambda row: (row.state,), labels=STATES),
    ),
    href=lambda row: f"/pasakumi/{row.event_id}",
    found_by=lambda row: f"{row.title} {row.place} {row.given_name} {row.family_name}",
)
