"""Events with who takes part, and which lessons they overlap (Regulation 11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import day_bounds
from ejournal_app.domain.absence_states import EventState
from ejournal_app.persistence.models import (
    Enrolment,
    EventParticipant,
    GroupMembership,
    Journal,
    Lesson,
    SchoolEvent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilEvent:
    """An approved event of a pupil."""

    event_id: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    version: int
    decided_at: datetime | None


def overlapping(starts_at: datetime, ends_at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an event overlaps a time, as `EventCover.covers` says it."""
    return col(SchoolEvent.starts_at) < ends_at, col(SchoolEvent.ends_at) > starts_at


def events_of_pupil(session: Session, pupil_id: int, first: date, last: date) -> list[PupilEvent]:
    """Return the approved events of a pupil that touch the days between two, by time."""
    rows = session.scalars(
        select(SchoolEvent)
        .join(EventParticipant, col(EventParticipant.event_id) == col(SchoolEvent.id))
        .where(
            col(EventParticipant.pupil_id) == pupil_id,
            col(SchoolEvent.state) == EventState.APPROVED,
            *overlapping(day_bounds(first)[0], day_bounds(last)[1]),
        )
        .order_by(col(SchoolEvent.starts_at), col(SchoolEvent.id))
    )
    return [
        PupilEvent(
            event_id=row.id,
            title=row.title,
            place=row.place,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            version=row.version,
            decided_at=row.decided_at,
        )
        for row in rows
        if row.id is not None
    ]


def event_titles(
    session: Session, pupil_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> dict[int, str]:
    """Return, by pupil, the approved event each takes part in during a lesson."""
    found: dict[int, str] = {}
    for pupil_id, title in session.execute(
        select(col(EventParticipant.pupil_id), col(SchoolEvent.title))
        .join(SchoolEvent, col(SchoolEvent.id) == col(EventParticipant.event_id))
        .where(
            col(SchoolEvent.state) == EventState.APPROVED,
            col(EventParticipant.pupil_id).in_(pupil_ids),
            *overlapping(starts_at, ends_at),
        )
        .order_by(col(SchoolEvent.starts_at), col(SchoolEvent.id))
    ):
        found.setdefault(pupil_id, title)
    return found


def affected_journals(
    session: Session, pupil_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> set[int]:
    """Return the journals with lessons in a time that pupils belong to about then."""
    classes = select(col(Enrolment.class_id)).where(col(Enrolment.pupil_id).in_(pupil_ids))
    groups = select(col(GroupMembership.group_id)).where(
        col(GroupMembership.pupil_id).in_(pupil_ids)
    )
    found = session.scalars(
        select(col(Lesson.journal_id))
        .distinct()
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(
            col(Lesson.starts_at) < ends_at,
            col(Lesson.ends_at) > starts_at,
            or_(col(Journal.class_id).in_(classes), col(Journal.group_id).in_(groups)),
        )
    )
    return set(found)
