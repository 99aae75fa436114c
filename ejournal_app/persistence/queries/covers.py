"""What covers absences: notes, approved events, open applications (Regulation 11)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import day_bounds
from ejournal_app.domain.absence_states import ApplicationState, EventState
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.justification import EventCover, NoteCover, note_for, shown_symbol
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    EventParticipant,
    SchoolEvent,
)

Pupils = Collection[int] | Select[int]
"""Pupils by id, or a query of their ids."""

_OPEN = [state for state in ApplicationState if state.is_open]


@dataclass(frozen=True, slots=True)
class Covers:
    """Everything that covers lessons of some pupils between two days."""

    notes: Mapping[int, list[NoteCover]]
    events: Mapping[int, list[EventCover]]
    applied: Mapping[int, list[NoteCover]]
    """Applications nobody has decided, in the form of the note they may become."""

    def note(self, pupil_id: int, day: date, number: int) -> NoteCover | None:
        """Return the note that decides about a lesson of a pupil."""
        return note_for(self.notes.get(pupil_id, ()), day, number)

    def event(self, pupil_id: int, starts_at: datetime, ends_at: datetime) -> EventCover | None:
        """Return an event a pupil takes part in during a lesson."""
        found = (one for one in self.events.get(pupil_id, ()) if one.covers(starts_at, ends_at))
        return next(found, None)

    def has_applied(self, pupil_id: int, day: date, number: int) -> bool:
        """Tell whether a parent has applied for a lesson and nobody has decided."""
        return note_for(self.applied.get(pupil_id, ()), day, number) is not None

    def symbol(
        self,
        status: AttendanceStatus | None,
        pupil_id: int,
        day: date,
        number: int,
        starts_at: datetime,
        ends_at: datetime,
    ) -> str:
        """Return what the cell of a lesson shows of a pupil's attendance."""
        return shown_symbol(
            status, self.note(pupil_id, day, number), self.event(pupil_id, starts_at, ends_at)
        )


def read_covers(
    session: Session, pupils: Pupils, first: date, last: date, *, applications: bool = False
) -> Covers:
    """Return what covers lessons between two days; applications only when asked for."""
    notes: defaultdict[int, list[NoteCover]] = defaultdict(list)
    for row in session.execute(
        select(
            col(AbsenceNote.pupil_id),
            col(AbsenceNote.id),
            col(AbsenceNote.starts_on),
            col(AbsenceNote.ends_on),
            col(AbsenceNote.first_lesson),
            col(AbsenceNote.last_lesson),
            col(AbsenceNote.reason),
            col(AbsenceNote.recorded_at),
        ).where(
            col(AbsenceNote.withdrawn_at).is_(None),
            col(AbsenceNote.pupil_id).in_(pupils),
            col(AbsenceNote.starts_on) <= last,
            col(AbsenceNote.ends_on) >= first,
        )
    ):
        notes[row[0]].append(_cover(*row[1:]))
    applied: defaultdict[int, list[NoteCover]] = defaultdict(list)
    if applications:
        for row in session.execute(
            select(
                col(AbsenceApplication.pupil_id),
                col(AbsenceApplication.id),
                col(AbsenceApplication.starts_on),
                col(AbsenceApplication.ends_on),
                col(AbsenceApplication.first_lesson),
                col(AbsenceApplication.last_lesson),
                col(AbsenceApplication.reason),
                col(AbsenceApplication.filed_at),
            ).where(
                col(AbsenceApplication.state).in_(_OPEN),
                col(AbsenceApplication.pupil_id).in_(pupils),
                col(AbsenceApplication.starts_on) <= last,
                col(AbsenceApplication.ends_on) >= first,
            )
        ):
            applied[row[0]].append(_cover(*row[1:]))
    events: defaultdict[int, list[EventCover]] = defaultdict(list)
    begins, ends = day_bounds(first)[0], day_bounds(last)[1]
    for pupil_id, event_id, starts_at, ends_at in session.execute(
        select(
            col(EventParticipant.pupil_id),
            col(SchoolEvent.id),
            col(SchoolEvent.starts_at),
            col(SchoolEvent.ends_at),
        )
        .join(SchoolEvent, col(SchoolEvent.id) == col(EventParticipant.event_id))
        .where(
            col(SchoolEvent.state) == EventState.APPROVED,
            col(EventParticipant.pupil_id).in_(pupils),
            col(SchoolEvent.starts_at) < ends,
            col(SchoolEvent.ends_at) > begins,
        )
    ):
        assert event_id is not None
        events[pupil_id].append(EventCover(event_id=event_id, starts_at=starts_at, ends_at=ends_at))
    return Covers(notes, events, applied)


def _cover(
    note_id: int | None,
    starts_on: date,
    ends_on: date,
    first_lesson: int | None,
    last_lesson: int | None,
    reason: str,
    recorded_at: datetime,
) -> NoteCover:
    assert note_id is not None
    return NoteCover(
        note_id=note_id,
        starts_on=starts_on,
        ends_on=ends_on,
        first_lesson=first_lesson,
        last_lesson=last_lesson,
        reason=Justification(reason),
        recorded_at=recorded_at,
    )
