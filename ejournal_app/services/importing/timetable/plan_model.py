"""What an import of a timetable would do: plain data, shown to people and then carried out."""

from dataclasses import dataclass, field
from datetime import date

from ejournal_app.domain.messages import Message
from ejournal_app.services.importing.problems import RowProblem

from .entries import TimetableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJournal:
    """A journal the timetable needs: on record, or to be added with its subject and group."""

    key: str
    journal_id: int | None
    name: str
    subject: str
    subject_id: int | None
    class_id: int | None
    group_id: int | None = None
    group: str = ""
    """Name of the group to be added, when `class_id` and `group_id` are None."""
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSlot:
    """A weekly lesson of the new timetable."""

    journal_key: str
    weekday: int
    number: int
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherChange:
    """A teacher who begins (no id) or stops teaching a journal."""

    journal_key: str
    journal_name: str
    person_id: int
    name: str
    journal_teacher_id: int | None = None
    removes: bool = False
    """The attachment would have begun on the same day: it goes as if it had never been."""


@dataclass(frozen=True, slots=True)
class SlotInWords:
    """A weekly lesson as people read it, for lists of what is added and removed."""

    journal_name: str
    weekday: int
    number: int
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLoad:
    """How many lessons a class has on each weekday that has any, and the most that are allowed."""

    class_name: str
    days: tuple[tuple[int, int], ...]
    """ISO weekday and lessons."""
    most: int

    @property
    def is_over(self) -> bool:
        """Tell whether some day has more than is allowed."""
        return any(count > self.most for _, count in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetablePlan:
    """The whole effect of a file valid from a day."""

    source: TimetableFile = field(repr=False)
    valid_from: date
    year_id: int
    school_id: int
    replaces_id: int | None
    """The timetable that begins on the same day already, if there is one."""
    journals: tuple[PlannedJournal, ...]
    """Every journal of the new timetable; those without an id are to be added."""
    slots: tuple[PlannedSlot, ...]
    new_subjects: tuple[str, ...]
    new_rooms: tuple[str, ...]
    teacher_changes: tuple[TeacherChange, ...]
    slots_added: tuple[SlotInWords, ...]
    slots_removed: tuple[SlotInWords, ...]
    kept: int
    """Weekly lessons of other journals (interest education …) taken over as they are."""
    warnings: tuple[Message, ...]
    """Clashes, days over the legal limit, groups without pupils: allowed, worth a look."""
    loads: tuple[ClassLoad, ...]
    problems: tuple[RowProblem, ...]

    @property
    def new_journals(self) -> tuple[PlannedJournal, ...]:
        """Return the journals to be added."""
        return tuple(journal for journal in self.journals if journal.journal_id is None)

    @property
    def is_empty(self) -> bool:
        """Tell whether applying would change nothing."""
        return not (
            self.new_journals or self.teacher_changes or self.slots_added or self.slots_removed
        )

    @property
    def counts(self) -> dict[str, int]:
        """Return how much of each there is."""
        return {
            "slots": len(self.slots),
            "slots_added": len(self.slots_added),
            "slots_removed": len(self.slots_removed),
            "new_subjects": len(self.new_subjects),
            "new_journals": len(self.new_journals),
            "new_rooms": len(self.new_rooms),
            "teacher_changes": len(self.teacher_changes),
            "warnings": len(self.warnings),
            "with_errors": len({problem.row for problem in self.problems}),
        }
