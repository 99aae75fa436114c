"""Who takes part in an event, by class, with other events at the same time."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.persistence.models import EventParticipant, Person, Pupil, SchoolEvent
from ejournal_app.persistence.queries.events import overlapping
from ejournal_app.persistence.queries.pupils import pupils_enrolled

_STANDING = (EventState.PROPOSED, EventState.APPROVED)
_NOWHERE = 99
"""In place of a grade: after all classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendingPupil:
    """A pupil who takes part."""

    pupil_id: int
    name: str
    """Surname first."""
    also: tuple[str, ...]
    """Other events of the pupil at the same time, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendingClass:
    """Who takes part of one class."""

    class_id: int
    """Zero for those who are enrolled in none on the day of the event any more."""
    name: str
    pupils: tuple[AttendingPupil, ...]


def attending(session: Session, row: SchoolEvent) -> tuple[AttendingClass, ...]:
    """Return who takes part in an event, by class as on its first day."""
    people = session.execute(
        select(col(Pupil.id), Person)
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .join(EventParticipant, col(EventParticipant.pupil_id) == col(Pupil.id))
        .where(col(EventParticipant.event_id) == row.id)
    ).all()
    day = clock.local(row.starts_at).date()
    ids = [pupil_id for pupil_id, _ in people]
    placed = {one.pupil_id: one for one in pupils_enrolled(session, day, col(Pupil.id).in_(ids))}
    also = _also(session, row)
    found: defaultdict[tuple[int, str, int], list[AttendingPupil]] = defaultdict(list)
    for pupil_id, person in sorted(
        people, key=lambda one: person_key(one[1].family_name, one[1].given_name)
    ):
        assert pupil_id is not None
        place = placed.get(pupil_id)
        key = (place.grade, place.class_name, place.class_id) if place else (_NOWHERE, "", 0)
        found[key].append(
            AttendingPupil(
                pupil_id=pupil_id,
                name=f"{person.family_name} {person.given_name}",
                also=tuple(also.get(pupil_id, ())),
            )
        )
    return tuple(
        AttendingClass(class_id=key[2], name=key[1], pupils=tuple(found[key]))
        for key in sorted(found, key=lambda key: (key[0], sort_key(key[1])))
    )


def _also(session: Session, row: SchoolEvent) -> dict[int, list[str]]:
    own = aliased(EventParticipant)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pupil_id, title in session.execute(
        select(col(EventParticipant.pupil_id), col(SchoolEvent.title))
        .join(SchoolEvent, col(SchoolEvent.id) == col(EventParticipant.event_id))
        .join(own, own.pupil_id == col(EventParticipant.pupil_id))  # type: ignore[arg-type]
        .where(
            own.event_id == row.id,  # type: ignore[arg-type]
            col(SchoolEvent.id) != row.id,
            col(SchoolEvent.state).in_(_STANDING),
            *overlapping(row.starts_at, row.ends_at),
        )
        .order_by(col(SchoolEvent.starts_at), col(SchoolEvent.id))
    ):
        found[pupil_id].append(title)
    return found
