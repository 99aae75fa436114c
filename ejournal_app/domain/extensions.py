"""Deadlines put off for somebody (termiņa pagarinājums, Regulation 15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .duties import DutyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What would fall due in a span is due on a later day instead."""

    person_id: int | None
    """None: for everybody who owes it in the journal."""
    journal_id: int | None
    """None: in every journal, and for duties of a class."""
    kind: DutyKind
    due_from: date
    due_to: date
    until: date

    def is_for(self, kind: DutyKind, person_id: int, journal_id: int | None) -> bool:
        """Tell whether it puts off what the person owes."""
        return (
            self.kind is kind
            and self.person_id in (None, person_id)
            and self.journal_id in (None, journal_id)
        )


def extended_until(due: date, extensions: Iterable[Extension]) -> date | None:
    """Return the day to which a deadline is put off; None when it stays.

    Each is measured against the deadline as counted, so that they do not add up; the latest wins.
    """
    later = [
        one.until for one in extensions if one.due_from <= due <= one.due_to and one.until > due
    ]
    return max(later, default=None)
