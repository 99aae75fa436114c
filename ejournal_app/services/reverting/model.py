"""What a superuser sees before putting back what an account wrote."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ejournal_app.domain.messages import Message

LONGEST = 2_000
"""Values one review may hold; for more the span is made shorter."""


class Thing(StrEnum):
    """What kind of value it is; also the first part of a line's key."""

    MARK = "mark"
    ATTENDANCE = "attendance"
    FIELD = "field"
    CHECKED = "checked"


class Standing(StrEnum):
    """Whether a value can be put back."""

    READY = "ready"
    """It stands as the account left it."""
    OVERWRITTEN = "overwritten"
    """Somebody has written there since: it stays."""
    SAME = "same"
    """The account left it as it had found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Whose writes between which moments, both included."""

    account_id: int
    starts: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment is in the span."""
        return self.starts <= moment <= self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value the account changed."""

    key: str
    """`mark:12`, `attendance:3`, `field:7:topic`, `checked:7`."""
    thing: Thing
    journal_id: int
    journal: str
    day: date
    """Of the lesson or the work."""
    pupil_id: int | None
    pupil: str
    label: Message | None
    """What it is; None for a mark, which is named by its work."""
    kind_lv: str
    kind_en: str
    title: str
    before: str
    after: str
    standing_value: str
    at: datetime
    """When the account wrote it last."""
    standing: Standing
    since_by: str
    """Who has written there since."""
    since_at: datetime | None
    row_id: int
    """Of the mark, the attendance or the lesson."""
    work_id: int = 0
    lesson_id: int = 0
    stood_as: str = ""
    """In which role the value before was entered, of a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something else the account did: a log-in, a work added, a file read."""

    at: datetime
    action: str
    refused: bool
    address: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything an account did in a span."""

    span: Span
    name: str
    username: str
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    more_acts: int
    """How many acts are not shown."""
    shown: str
    """A short name of the lines: putting back is refused when they have become others."""


def name_of(lines: Iterable[Line]) -> str:
    """Return the short name of what is shown."""
    seen = [
        (line.key, line.before, line.after, line.standing_value, line.standing) for line in lines
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]
