"""What stands in a cell for an absence: the teacher's fact and whatever covers it (11).

Two separate facts meet here and neither changes the other: who was absent is the teacher's, whether
that is justified is the class teacher's. The symbol is never stored, so notes, events and absences
may be written in any order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from .attendance import AttendanceStatus, symbol
from .journal_cells import Justification

TAKES_PART = "d"
"""The pupil takes part in an event of the school (dalība pasākumā): not absent (our decision)."""

_SYMBOLS = {Justification.ILLNESS: "ns", Justification.OTHER: "nc", Justification.NONE: "nn"}


def reason_symbol(reason: Justification) -> str:
    """Return the symbol an absence gets from a note with a reason: `ns`, `nc` or `nn`."""
    return _SYMBOLS[reason]


def is_justified_symbol(shown: str) -> bool:
    """Tell whether a symbol is that of a justified absence."""
    return shown in (_SYMBOLS[Justification.ILLNESS], _SYMBOLS[Justification.OTHER])


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCover:
    """A valid absence note (kavējuma zīme), as far as it decides what a lesson shows."""

    note_id: int
    starts_on: date
    ends_on: date
    first_lesson: int | None
    """From this lesson of the first day; None: whole days."""
    last_lesson: int | None
    """Up to this lesson of the last day."""
    reason: Justification
    recorded_at: datetime

    def covers(self, day: date, number: int) -> bool:
        """Tell whether a lesson of a day lies inside the note."""
        if not self.starts_on <= day <= self.ends_on:
            return False
        if day == self.starts_on and self.first_lesson is not None and number < self.first_lesson:
            return False
        return not (
            day == self.ends_on and self.last_lesson is not None and number > self.last_lesson
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCover:
    """An approved event a pupil takes part in; from inclusive, to exclusive, aware UTC."""

    event_id: int
    starts_at: datetime
    ends_at: datetime

    def covers(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Tell whether a lesson overlaps the event."""
        return starts_at < self.ends_at and self.starts_at < ends_at


def note_for(notes: Iterable[NoteCover], day: date, number: int) -> NoteCover | None:
    """Return the note that decides about a lesson: of several that cover it, the latest recorded.

    The class teacher who writes a second note knows the first one; nothing has to be taken back.
    """
    return max(
        (note for note in notes if note.covers(day, number)),
        key=lambda note: (note.recorded_at, note.note_id),
        default=None,
    )


def noted_symbol(reason: Justification) -> str:
    """Return what an absence covered by a note of this reason shows: `ns`, `nc` or `nn`."""
    return _SYMBOLS[reason]


def shown_symbol(
    status: AttendanceStatus | None, note: NoteCover | None, event: EventCover | None
) -> str:
    """Return what a cell shows: empty, `n`, `k`, `ns`, `nc`, `nn` or `d`.

    Whoever was there is shown as there. Being late is never justified away. A note that justifies
    is stronger than an event, as it says that the pupil was not there either; an event is stronger
    than a note of an unjustified absence.
    """
    if status is AttendanceStatus.LATE:
        return symbol(status)
    if status is AttendanceStatus.ABSENT:
        if note is not None and (event is None or note.reason is not Justification.NONE):
            return _SYMBOLS[note.reason]
        return TAKES_PART if event is not None else symbol(status)
    if status is None and event is not None and (note is None or note.reason is Justification.NONE):
        return TAKES_PART
    return ""


def is_conflict(status: AttendanceStatus | None, note: NoteCover | None) -> bool:
    """Tell whether a pupil was registered as there although a note says otherwise (11)."""
    return note is not None and status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE)
