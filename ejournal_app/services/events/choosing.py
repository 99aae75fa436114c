"""Whom one can let take part in an event: classes, groups, and pupils found by name."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Pupil, SchoolClass, SchoolEvent, StudyGroup
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.services.guard import use_case

from .checking import is_own, not_there
from .telling import participant_ids

_MOST = 12
_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A class or a group."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Classes and groups of the year of an event."""

    classes: tuple[Named, ...]
    groups: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPupil:
    """A pupil found by name."""

    pupil_id: int
    name: str
    class_name: str


@use_case
def event_choices(actor: Actor, event_id: int) -> Choices:
    """Return the classes and groups of the school year the event is in."""
    with reading() as session:
        day = clock.local(_own(session, actor, event_id).starts_at).date()
        year = year_on(session, day)
        classes = session.scalars(
            select(SchoolClass).where(col(SchoolClass.year_id) == (year.id if year else None))
        ).all()
        groups = session.scalars(
            select(StudyGroup).where(col(StudyGroup.year_id) == (year.id if year else None))
        ).all()
    return Choices(
        classes=tuple(
            Named(id=one.id, name=one.name)
            for one in sorted(classes, key=lambda one: (one.grade, sort_key(one.letter)))
            if one.id is not None
        ),
        groups=tuple(
            Named(id=one.id, name=one.name)
            for one in sorted(groups, key=lambda one: sort_key(one.name))
            if one.id is not None
        ),
    )


@use_case
def find_pupils(actor: Actor, event_id: int, text: str) -> tuple[FoundPupil, ...]:
    """Return pupils enrolled on the event's first day whose name or class begins as typed.

    Those who take part already are left out; nothing for less than two letters.
    """
    with reading() as session:
        day = clock.local(_own(session, actor, event_id).starts_at).date()
        if len(text.strip()) < _SHORTEST:
            return ()
        rows = _found(session, day, text, participant_ids(session, event_id))
    return tuple(rows[:_MOST])


def _found(session: Session, day: date, text: str, but: list[int]) -> list[FoundPupil]:
    rows = [
        row
        for row in pupils_enrolled(session, day, col(Pupil.id).not_in(but))
        if matches(f"{row.given_name} {row.family_name} {row.class_name}", text)
    ]
    rows.sort(key=lambda row: (person_key(row.family_name, row.given_name), row.grade))
    return [
        FoundPupil(
            pupil_id=row.pupil_id,
            name=f"{row.family_name} {row.given_name}",
            class_name=row.class_name,
        )
        for row in rows
    ]


def _own(session: Session, actor: Actor, event_id: int) -> SchoolEvent:
    row = session.get(SchoolEvent, event_id)
    if row is None or not is_own(actor, row):
        raise not_there(Permission.EVENT_WRITE, event_id)
    return row
