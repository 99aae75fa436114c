"""What an import of staff would do: plain data, shown to people and then carried out."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.messages import Message
from ejournal_app.services.importing.person_plan import FieldChange, PersonStep
from ejournal_app.services.importing.problems import RowProblem

from .parsing import StaffFile


class StaffKind(StrEnum):
    """What a row means for the school."""

    NEW = "new"
    """Somebody who has not worked here so far."""
    CHANGED = "changed"
    """A member of staff: another contract, other data, access opened."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractStep:
    """A contract to be entered (no id) or changed: column to its new value."""

    contract_id: int | None
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    activates: bool = False
    """The access it stands for is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStep:
    """A role to be granted from a day on."""

    role: GrantedRole
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStaff:
    """One good row of the file with everything it would do."""

    row: int
    kind: StaffKind
    name: str
    position: str
    person: PersonStep
    contract: ContractStep
    opens_account: bool
    roles: tuple[RoleStep, ...]
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingStaff:
    """Somebody who works here today and whom the file does not name; nothing is done about it."""

    person_id: int
    name: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPlan:
    """The whole effect of a file on a day."""

    source: StaffFile = field(repr=False)
    on: date
    rows: tuple[PlannedStaff, ...]
    missing: tuple[MissingStaff, ...]
    problems: tuple[RowProblem, ...]

    def of_kind(self, kind: StaffKind) -> tuple[PlannedStaff, ...]:
        """Return the rows of one kind, in the file's order."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each kind, missing staff and rows with faults."""
        return {
            **{kind.value: len(self.of_kind(kind)) for kind in StaffKind},
            "missing": len(self.missing),
            "with_errors": len({problem.row for problem in self.problems}),
        }

    @property
    def is_empty(self) -> bool:
        """Tell whether applying the good rows would change nothing."""
        return all(row.kind is StaffKind.UNCHANGED for row in self.rows)
