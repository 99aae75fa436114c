"""What a diary shows, as frozen values made for its screen."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal_app.domain.absence_states import ApplicationState
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

    work_id: int
    shown: str
    words: Message
    kind_lv: str
    kind_en: str
    title: str
    new: bool
    superuser_reason: str | None
    """Why the superuser entered it, perhaps without words; None: a teacher did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMark:
    """A mark that belongs to no lesson: of a semester, an exam, another school."""

    subject: str
    day: date
    mark: DiaryMark


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
    symbol: str
    """What the journal shows of it: with a note or an event of the school (Regulation 11)."""
    status_new: bool
    marks: tuple[DiaryMark, ...]
    called_off: bool = False
    """It is not held (Regulation 12)."""
    substitute: str = ""
    """Who leads it in the place of the teacher; families are never told why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTest:
    """A test the pupil has ahead."""

    work_id: int
    day: date
    subject: str
    kind_lv: str
    kind_en: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEvent:
    """An approved event of the school the pupil takes part in (Regulation 11)."""

    event_id: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """A day; without lessons, `reason` says why when the calendar knows."""

    day: date
    tests: tuple[PlannedTest, ...]
    """From today on."""
    lessons: tuple[DiaryLesson, ...]
    reason: Message | None
    events: tuple[DiaryEvent, ...] = ()
    """Out-of-class events the pupil takes part in on this day."""
    applied: tuple[ApplicationState, ...]
    """How the family's applications for absences on this day stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryWeek:
    """A week of one pupil, Monday first; weekends only when something happens on them."""

    child: Child
    monday: date
    today: date
    is_usual: bool
    """The week shown to whoever asks for none: on a weekend, the coming one."""
    days: tuple[DiaryDay, ...]
    new_count: int
    ahead: tuple[PlannedTest, ...]
    """The tests of the next days, whatever week is shown."""
    topics: tuple[str, ...]
    """What to listen to for changes."""
