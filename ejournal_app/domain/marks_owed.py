"""When the marks of one work are due as a whole, and whether they were in time (Regulation 15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OwedPart:
    """One mark (or file) that is owed: when it is due, and when it was there."""

    due_at: datetime | None
    """None while it rests."""
    done_at: datetime | None
    """When it first had a value; None while it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Parts as one duty."""

    due_at: datetime | None
    done_at: datetime | None
    missing: int
    total: int


def together(parts: Iterable[OwedPart]) -> Together:
    """Return parts as one duty.

    While something is missing, the deadline is the earliest of what is missing. Once all is there
    it is in time only if every part was: if one was late, the deadline is that of the earliest
    late one, else the latest of all.
    """
    own = tuple(parts)
    open_parts = [part for part in own if part.done_at is None]
    if open_parts:
        due = _earliest(part.due_at for part in open_parts)
        return Together(due_at=due, done_at=None, missing=len(open_parts), total=len(own))
    late = [part.due_at for part in own if _is_late(part)]
    dues = [part.due_at for part in own if part.due_at is not None]
    return Together(
        due_at=_earliest(late) if late else max(dues) if len(dues) == len(own) else None,
        done_at=max((part.done_at for part in own if part.done_at is not None), default=None),
        missing=0,
        total=len(own),
    )


def _is_late(part: OwedPart) -> bool:
    return part.due_at is not None and part.done_at is not None and part.done_at > part.due_at


def _earliest(dues: Iterable[datetime | None]) -> datetime | None:
    return min((due for due in dues if due is not None), default=None)
