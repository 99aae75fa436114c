"""What a calendar address shows, and over which days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

WEEKS_BACK = 2
WEEKS_AHEAD = 8


class FeedPart(StrEnum):
    """A part of a calendar that can be had or left out."""

    LESSONS = "lessons"
    TESTS = "tests"
    HOMEWORK = "homework"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days a calendar shows, both included."""

    first: date
    last: date

    @classmethod
    def around(cls, today: date) -> "Window":
        """Return the days shown on a day."""
        return cls(
            first=today - timedelta(weeks=WEEKS_BACK), last=today + timedelta(weeks=WEEKS_AHEAD)
        )

    def holds(self, day: date) -> bool:
        """Tell whether a day is shown."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One entry of a calendar, in the words of its reader; never a mark."""

    uid: str
    """Of the same thing always the same, so that it is changed in place."""
    starts: datetime | date
    """A date: the whole day."""
    ends: datetime | None = None
    summary: str
    description: str = ""
    location: str = ""
    path: str = ""
    """Where it is in the application."""
    revision: int = 0
    """How often it was changed."""
    changed_at: datetime | None = None
    takes_time: bool = False
    """The reader is busy then."""
