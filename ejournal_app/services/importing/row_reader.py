"""Reading one row of a table cell by cell, gathering all of its faults, not only the first."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from ejournal_app.domain import personal_code
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode

from .columns import Column, Records
from .problems import RowProblem
from .reading import Row

T = TypeVar("T")


class RowReader:
    """One row of a table with known columns."""

    def __init__(self, records: Records, row: Row, columns: Sequence[Column]) -> None:
        self.problems: list[RowProblem] = []
        self.notes: list[Message] = []
        """What is allowed but worth a look."""
        self.codes: set[PersonalCode] = set()
        """Every personal code of the row."""
        self.row = row
        self._records = records
        self._columns = columns

    def cell(self, key: str) -> str:
        """Return the text in a column; '' when there is none."""
        return self._records.cell(self.row, key)

    def needed(self, key: str, parse: Callable[[str], T]) -> T | None:
        """Return what a cell says; None, with a fault, when it is empty or wrong."""
        if not self.cell(key):
            self.problem(key, Message(N_("This must be filled in.")))
            return None
        return self.optional(key, parse)

    def optional(self, key: str, parse: Callable[[str], T]) -> T | None:
        """Return what a cell says; None when it is empty, or wrong, which is a fault."""
        text = self.cell(key)
        if not text:
            return None
        try:
            return parse(text)
        except Refused as refusal:
            self.problem(key, refusal.message)
            return None

    def problem(self, key: str, problem: Message) -> None:
        """Add a fault of a cell."""
        title = next(column.title for column in self._columns if column.key == key)
        heading = self._records.headings.get(key, title)
        self.problems.append(RowProblem(self.row.number, heading, problem))

    def code(self, text: str) -> PersonalCode:
        """Return the personal code a text is; Refused otherwise."""
        parsed = personal_code.parse(text)
        if parsed.warning is not None:
            self.notes.append(parsed.warning)
        self.codes.add(parsed.code)
        return parsed.code
