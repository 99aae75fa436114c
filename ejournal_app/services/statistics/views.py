"""What the statistics of a journal show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ejournal_app.domain.distribution import Distribution
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.risk import Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChoice:
    """A work of the journal that has marks."""

    work_id: int
    day: date
    kind_lv: str
    kind_en: str
    title: str
    scale: Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilChoice:
    """A pupil of the journal."""

    pupil_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSpread:
    """How the marks of the chosen work are spread."""

    work: WorkChoice
    spread: Distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePoint:
    """A mark of the chosen pupil, with the average as it stood after it."""

    day: date
    kind_lv: str
    kind_en: str
    title: str
    shown: str
    value: str
    weight: int
    counts: bool
    average: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilCourse:
    """The chosen pupil's marks in the order of days."""

    pupil_id: int
    name: str
    points: tuple[CoursePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAverage:
    """A class or group of the subject and grade: the mean of its pupils' averages."""

    name: str
    own: bool
    pupils: int
    """With an average; 0 where the number is not told."""
    average: Decimal | None
    """None: no marks yet, or too few pupils to tell."""
    withheld: bool
    """Too few pupils: a number would give them away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRisks:
    """A pupil who may need help, and why."""

    pupil_id: int
    name: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalStatistics:
    """The statistics of one journal."""

    journal_id: int
    name: str
    marks_allowed: bool
    in_levels: bool
    """STAP: no averages, so no comparison and no fall."""
    works: tuple[WorkChoice, ...]
    """Those with marks, the latest first."""
    pupils: tuple[PupilChoice, ...]
    spread: WorkSpread | None
    """None while no work has marks."""
    course: PupilCourse | None
    """None until a pupil is chosen."""
    groups: tuple[GroupAverage, ...]
    """By name; never in the order of their averages."""
    at_risk: tuple[PupilRisks, ...]
    """By name."""
