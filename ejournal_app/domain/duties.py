"""What somebody owes by a moment (pienākums): the one shape lists, heat map and reminders share.

A duty is computed from the rows each time it is asked for and stored nowhere, so it cannot be
wrong for longer than it takes to read again.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .messages import Message


class DutyKind(StrEnum):
    """What is owed, and by which clause."""

    LESSON_ENTRY = "lesson_entry"
    """The entry of a lesson (Regulation 10)."""
    MARKS = "marks"
    """The marks of a work (Regulation 15)."""
    PERIOD_MARKS = "period_marks"
    """Interim, semester, year … marks of a journal (Regulation 17-19)."""
    CLASS_NOTICE = "class_notice"
    """Telling parents what the journal offers (Regulation 6)."""
    PERSONAL_FILES = "personal_files"
    """Personal files of a class in order (Regulation 9)."""
    STATEMENTS = "statements"
    """Last month's statements of marks and averages (sekmju izraksti, Regulation 16)."""
    REPORT_CARDS = "report_cards"
    """Report cards of a class (liecības, Regulation 21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that falls due; moments are aware UTC, days Europe/Riga."""

    kind: DutyKind
    key: str
    """The same whenever it is computed: `lesson:17`, `work:3`, `period:9:year`."""
    person_ids: frozenset[int]
    """Who owes it; each of them may do it."""
    class_ids: frozenset[int]
    """Classes whose pupils it is about."""
    journal_id: int | None
    object_id: int
    """The lesson, work, journal or class, by kind."""
    day0: date
    """The day the deadline is counted from."""
    due_at: datetime | None
    """Its deadline, extensions and pauses counted in; None while it rests (incapacity without an
    end)."""
    done_at: datetime | None
    """When nothing was missing any more; None while something is."""
    missing: int
    """Parts or pupils still missing."""
    total: int
    """Parts or pupils there are to be."""
    title: Message
    """What is owed, in words: the work or lesson with its place."""
    reason: tuple[Message, ...]
    """Sentences: which clause and rule, and how the date was counted."""
    href: str
    """The exact place where it is done."""

    def is_open(self) -> bool:
        """Return whether something is still missing."""
        return self.done_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it is open and its deadline has passed."""
        return self.done_at is None and self.due_at is not None and self.due_at < now

    def is_in_time(self) -> bool:
        """Return whether it was done by its deadline."""
        return self.done_at is not None and (self.due_at is None or self.done_at <= self.due_at)
