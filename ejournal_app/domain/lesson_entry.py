"""Whether the entry of a lesson is complete, and in time (Regulation 10)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MissingPart(StrEnum):
    """A part of the entry the teacher still owes."""

    TOPIC = "topic"
    """Tēma."""
    OUTCOME = "outcome"
    """Sasniedzamais rezultāts."""
    ATTENDANCE = "attendance"
    """Nobody absent is not the same as attendance not checked."""
    HOMEWORK = "homework"
    """Mājas darbs, or the tick "nav uzdots"."""


class EntryState(StrEnum):
    """How far the entry of a lesson has come."""

    FUTURE = "future"
    NOT_STARTED = "not_started"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    LATE_COMPLETE = "late_complete"
    """Completed after it was due: accepted and shown to management."""
    OVERDUE = "overdue"
    """Not complete and past due, whether begun or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFacts:
    """What is known of a lesson's entry; moments are aware."""

    topic: str
    outcome: str
    homework: str
    no_homework: bool
    attendance_checked: bool
    starts_at: datetime
    ends_at: datetime
    due_at: datetime | None
    """None while the deadline rests: nobody who owes it is fit for work (Regulation 14)."""
    completed_at: datetime | None
    """When the entry first had all its parts."""


def missing(facts: LessonFacts) -> tuple[MissingPart, ...]:
    """Return the parts still missing, in the order of the form."""
    absent = {
        MissingPart.TOPIC: not facts.topic.strip(),
        MissingPart.OUTCOME: not facts.outcome.strip(),
        MissingPart.ATTENDANCE: not facts.attendance_checked,
        MissingPart.HOMEWORK: not (facts.no_homework or facts.homework.strip()),
    }
    return tuple(part for part, is_absent in absent.items() if is_absent)


def entry_state(facts: LessonFacts, now: datetime) -> EntryState:
    """Return the state of a lesson's entry at a moment.

    A lesson that has not begun owes nothing, however much of it is prepared. An entry complete
    but not yet stamped is judged by the moment itself.
    """
    if now < facts.starts_at:
        return EntryState.FUTURE
    parts = missing(facts)
    if not parts:
        late = facts.due_at is not None and (facts.completed_at or now) > facts.due_at
        return EntryState.LATE_COMPLETE if late else EntryState.COMPLETE
    if facts.due_at is not None and now > facts.due_at:
        return EntryState.OVERDUE
    return EntryState.NOT_STARTED if len(parts) == len(MissingPart) else EntryState.INCOMPLETE
