"""What a diary shows, as frozen values made for its screen."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A pupil whose diary somebody may open."""

    pupil_id: int
    name: str
    given_name: str
    class_id: int
    class_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryMark:
    """A mark in the diary, with its words."""

    shown: str
    words: Message
    kind_lv: str
    kind_en: str
    title: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryLesson:
    """A lesson of one pupil."""

    lesson_id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    room: str
    topic: str
    homework: str
    homework_due: date | None
    homework_new: bool
    no_homework: bool
    due_here: tuple[str, ...]
    """Homework of the same subject that is due on this day."""
    status: AttendanceStatus | None
    status_new: bool
    marks: tuple[DiaryMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """A day; without lessons, `reason` says why when the calendar knows."""

    day: date
    lessons: tuple[DiaryLesson, ...]
    reason: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryWeek:
    """A week of one pupil, Monday first; weekends only when something happens on them."""

    child: Child
    monday: date
    today: date
    days: tuple[DiaryDay, ...]
    new_count: int
    topics: tuple[str, ...]
    """What to listen to for changes."""
