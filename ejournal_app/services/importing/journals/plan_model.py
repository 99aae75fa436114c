"""What an import of journals would do: plain data, shown to people and then carried out."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.marks import MarkEntry, Scale
from ejournal_app.domain.messages import Message

from .layout import Workbook
from .problems import SheetProblem


class LessonStep(StrEnum):
    """What happens to a row's lesson."""

    NEW = "new"
    """The school has no such lesson."""
    FILLED = "filled"
    """A lesson of the timetable in which nothing is recorded yet."""
    UNCHANGED = "unchanged"
    """All of it is there already."""
    CONFLICT = "conflict"
    """Something else is recorded there; it stays, the row is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJournal:
    """A journal the workbook has: on record (with an id), or to be added."""

    key: str
    journal_id: int | None
    name: str
    subject: str
    subject_id: int | None
    class_id: int | None
    group_id: int | None
    group: str
    """Name of the group to be added, when neither class nor group has an id."""
    grade: int
    runs_in_breaks: bool
    teacher_id: int | None
    """Who teaches a journal that is to be added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMark:
    """A pupil's mark."""

    pupil_id: int
    entry: MarkEntry = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """A column of marks: of a lesson, or closing a part of the year."""

    kind: str
    """Empty, `test`, or an EntryKind."""
    scale: Scale
    marks: tuple[PlannedMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLesson:
    """A row with a lesson."""

    step: LessonStep
    journal_key: str
    day: date
    number: int
    lesson_id: int | None
    version: int
    """Of the lesson on record, so that a change meanwhile is noticed."""
    topic: str
    outcome: str
    homework: str
    author_id: int
    absent_id: int | None
    """The journal's teacher whom the author stood in for (aizvietota stunda)."""
    absences: tuple[tuple[int, AttendanceStatus], ...]
    justified: tuple[tuple[int, Justification], ...]
    works: tuple[PlannedWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClosing:
    """A row with marks that close a part of the year."""

    step: LessonStep
    journal_key: str
    day: date
    author_id: int
    work: PlannedWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGroup:
    """A group to be added, with its pupils from the year's first day or their enrolment."""

    name: str
    pupil_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSummary:
    """A sheet in numbers."""

    name: str
    place: str
    pupils: int
    unmatched: tuple[str, ...]
    """Names of pupils the school does not have."""
    steps: dict[str, int]
    """LessonStep to rows."""
    marks: int
    absences: int
    substitutions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalsPlan:
    """The whole effect of a workbook on a school year."""

    source: Workbook = field(repr=False)
    school_id: int
    year_id: int
    groups: tuple[PlannedGroup, ...]
    subjects: tuple[str, ...]
    """Names of subjects to be added."""
    journals: tuple[PlannedJournal, ...]
    lessons: tuple[PlannedLesson, ...] = field(repr=False)
    closings: tuple[PlannedClosing, ...] = field(repr=False)
    sheets: tuple[SheetSummary, ...]
    notes: tuple[Message, ...]
    """What is worth knowing although nothing is wrong."""
    problems: tuple[SheetProblem, ...]

    @property
    def new_journals(self) -> tuple[PlannedJournal, ...]:
        """Return the journals to be added."""
        return tuple(journal for journal in self.journals if journal.journal_id is None)

    @property
    def is_empty(self) -> bool:
        """Tell whether applying would change nothing."""
        steps = {row.step for row in (*self.lessons, *self.closings)}
        return not (steps & {LessonStep.NEW, LessonStep.FILLED} or self.new_journals or self.groups)

    @property
    def counts(self) -> dict[str, int]:
        """Return how much of each there is."""
        steps = Counter(row.step.value for row in (*self.lessons, *self.closings))
        written = [
            row
            for row in (*self.lessons, *self.closings)
            if row.step in {LessonStep.NEW, LessonStep.FILLED}
        ]
        lessons = [row for row in written if isinstance(row, PlannedLesson)]
        works = [work for row in lessons for work in row.works]
        works += [row.work for row in written if isinstance(row, PlannedClosing)]
        return {
            **{step.value: steps[step.value] for step in LessonStep},
            "marks": sum(len(work.marks) for work in works),
            "absences": sum(len(row.absences) for row in lessons),
            "substitutions": sum(row.absent_id is not None for row in lessons),
            "new_journals": len(self.new_journals),
            "new_groups": len(self.groups),
            "new_subjects": len(self.subjects),
            "with_errors": len(self.problems),
        }
