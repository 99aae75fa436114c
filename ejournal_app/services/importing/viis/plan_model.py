"""What an import of pupils would do: plain data, shown to people and then carried out."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ejournal_app.domain.messages import Message
from ejournal_app.services.importing.person_plan import FieldChange, PersonStep
from ejournal_app.services.importing.problems import RowProblem

from .parsing import ViisFile


class RowKind(StrEnum):
    """What a row means for the school."""

    NEW = "new"
    """A pupil the school does not have, or has no more."""
    MOVED = "moved"
    """A pupil who goes to another class."""
    CHANGED = "changed"
    """The same class, other data."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnrolment:
    """An enrolment to be opened."""

    class_id: int
    programme_code: str
    starts_on: date
    order_number: str
    order_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentStep:
    """What happens to a pupil's time in classes; nothing when every part is None or empty."""

    opens: NewEnrolment | None = None
    ends_id: int | None = None
    """The enrolment that ends the day before the new one opens."""
    end_kind: str = ""
    corrects_id: int | None = None
    values: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianStep:
    """A guardian of the row's pupil: the person, and the relation to add or correct."""

    person: PersonStep
    kind: str
    guardianship_id: int | None = None
    """None: the relation is new."""
    changes_kind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One good row of the file with everything it would do."""

    row: int
    kind: RowKind
    name: str
    class_name: str
    moved_from: str = ""
    from_day: date | None = None
    """When the pupil starts in the class, for new and moved pupils."""
    pupil_id: int | None
    person: PersonStep
    enrolment: EnrolmentStep
    guardians: tuple[GuardianStep, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingPupil:
    """A pupil enrolled in the school whom the file does not name; nothing is done about it."""

    pupil_id: int
    name: str
    class_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The whole effect of a file on a day."""

    source: ViisFile = field(repr=False)
    on: date
    rows: tuple[PlannedRow, ...]
    missing: tuple[MissingPupil, ...]
    problems: tuple[RowProblem, ...]

    def of_kind(self, kind: RowKind) -> tuple[PlannedRow, ...]:
        """Return the rows of one kind, in the file's order."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each kind, missing pupils and rows with faults."""
        return {
            **{kind.value: len(self.of_kind(kind)) for kind in RowKind},
            "missing": len(self.missing),
            "with_errors": len({problem.row for problem in self.problems}),
        }

    @property
    def is_empty(self) -> bool:
        """Tell whether applying the good rows would change nothing."""
        return all(row.kind is RowKind.UNCHANGED for row in self.rows)
