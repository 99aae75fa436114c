"""What the page of one event shows, and what the form for a new one offers."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Person, SchoolEvent
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.bells import load_bells
from ejournal_app.services.guard import use_case
from ejournal_app.services.teaching.staff import StaffOption, staff_options

from .attending import AttendingClass, attending
from .checking import is_own, not_there
from .own_lessons import LeftLesson, left_lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm:
    """What a new event can be made of."""

    people: tuple[StaffOption, ...]
    """Who may be responsible; empty: the actor alone."""
    responsible_id: int
    numbers: tuple[int, ...]
    """Lessons of an ordinary day."""
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """One event, with who takes part and what the reader may do."""

    event_id: int
    version: int
    title: str
    place: str
    remark: str
    starts_at: datetime
    ends_at: datetime
    state: EventState
    answer: str
    responsible_id: int
    responsible: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    classes: tuple[AttendingClass, ...]
    lessons: tuple[LeftLesson, ...]
    """Of the responsible teacher, left without anybody; for those who may write the event."""
    people: tuple[StaffOption, ...]
    numbers: tuple[int, ...]
    writable: bool
    """The actor may change it and who takes part, now."""
    decides: bool


@use_case
def event_form(actor: Actor) -> EventForm:
    """Return what the form for a new event offers."""
    require(actor, Permission.EVENT_WRITE)
    with reading() as session:
        return EventForm(
            people=_people(session, actor),
            responsible_id=actor.person_id,
            numbers=_numbers(session),
            today=clock.today(),
        )


@use_case
def lesson_times(actor: Actor, day: date, first: int, last: int) -> tuple[time, time]:
    """Return from when to when lessons of a day last; Refused when one of them has no time."""
    require(actor, Permission.EVENT_WRITE)
    with reading() as session:
        bells = load_bells(session, school_id_of(session))
        starts_at = bells.span(day, min(first, last))[0]
        ends_at = bells.span(day, max(first, last))[1]
    return clock.local(starts_at).time(), clock.local(ends_at).time()


@use_case
def open_event(actor: Actor, event_id: int) -> EventPage:
    """Return an event; who takes part with class and name only."""
    require(actor, Permission.EVENT_LIST)
    with reading() as session:
        row = session.get(SchoolEvent, event_id)
        if row is None:
            raise not_there(Permission.EVENT_LIST, event_id)
        own, decides = is_own(actor, row), allows(actor, Permission.EVENT_DECIDE)
        over = row.state == EventState.APPROVED and row.ends_at <= clock.now() and not decides
        writable = own and not over and row.state != EventState.CALLED_OFF
        persons = {
            person.id: f"{person.given_name} {person.family_name}"
            for person in session.scalars(
                select(Person).where(
                    col(Person.id).in_([row.responsible_id, row.proposed_by_id, row.decided_by_id])
                )
            )
        }
        return EventPage(
            event_id=event_id,
            version=row.version,
            title=row.title,
            place=row.place,
            # What is meant for those who run it, and for who decides.
            remark=row.remark if own else "",
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            state=EventState(row.state),
            answer=row.answer if own else "",
            responsible_id=row.responsible_id,
            responsible=persons[row.responsible_id],
            proposed_by=persons[row.proposed_by_id],
            proposed_at=row.proposed_at,
            decided_by=persons[row.decided_by_id] if row.decided_by_id else "",
            classes=attending(session, row),
            lessons=left_lessons(session, row) if own else (),
            people=_people(session, actor) if writable else (),
            numbers=_numbers(session) if writable else (),
            writable=writable,
            decides=decides,
        )


def _numbers(session: Session) -> tuple[int, ...]:
    bells = load_bells(session, school_id_of(session))
    return tuple(sorted(bells.numbers_on(clock.today())))


def _people(session: Session, actor: Actor) -> tuple[StaffOption, ...]:
    """Return whom the actor may make responsible besides themselves."""
    if not allows(actor, Permission.EVENT_DECIDE):
        return ()
    return staff_options(session, clock.today())
