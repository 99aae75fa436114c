"""What the lists of a journal show."""

from dataclasses import dataclass
from datetime import date

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.risk import Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """A work with how many of its pupils have a mark."""

    work_id: int
    day: date
    kind_lv: str
    kind_en: str
    title: str
    scale: Scale
    weight: int
    marked: int
    pupils: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilLine:
    """A pupil with the average, or the levels in its place."""

    pupil_id: int
    name: str
    left_on: date | None
    average: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalOutline:
    """What there is to open in a journal."""

    journal_id: int
    name: str
    marks_allowed: bool
    works: tuple[WorkLine, ...]
    """Held by today, the latest first."""
    pupils: tuple[PupilLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLine:
    """A mark that can be read and, where it may be, entered."""

    pupil_id: int
    work_id: int
    label: str
    """The pupil in a list of a work; empty in a list of a pupil."""
    shown: str
    editable: bool
    superuser_reason: str | None
    """Why the superuser entered it, perhaps without words; None: a teacher did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentLine:
    """A pupil who was absent on the day of a work; nothing is owed until they did it."""

    pupil_id: int
    name: str
    symbol: str
    """What the lesson shows of it: with a note or an event of the school (Regulation 11)."""
    done_on: date | None
    """The day they did it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """One work with its pupils."""

    journal_id: int
    journal: str
    work: WorkLine
    editable: bool
    marks: tuple[MarkLine, ...]
    """By name: pupils of that day, and those who have a mark."""
    absent: tuple[AbsentLine, ...]
    """By name: pupils of that day who were absent; of marks of periods nobody."""
    previous_id: int | None
    next_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilMark:
    """A work with the pupil's mark."""

    work: WorkLine
    mark: MarkLine
    journal: str
    """Where it was given when that is another class's journal; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilAbsence:
    """A lesson the pupil missed or came late to."""

    day: date
    number: int
    status: AttendanceStatus
    symbol: str
    """What the journal shows of it: with a note or an event of the school (Regulation 11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilInJournal:
    """One pupil with everything the journal holds of them."""

    journal_id: int
    journal: str
    pupil_id: int
    name: str
    left_on: date | None
    average: str
    in_levels: bool
    editable: bool
    marks: tuple[PupilMark, ...]
    """The latest first; works without a mark too, when the pupil was there."""
    absences: tuple[PupilAbsence, ...]
    """The latest first."""
    risks: tuple[Risk, ...]
    previous_id: int | None
    next_id: int | None
