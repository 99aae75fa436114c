"""What is wrong in a workbook, said so that the person at the spreadsheet finds the cell."""

from dataclasses import dataclass

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProblem:
    """One fault: of a sheet (row 0), of a row, or of a cell when a column is named."""

    sheet: str
    row: int
    column: str
    """A letter, or the pupil whose column it is."""
    problem: Message

    @property
    def message(self) -> Message:
        """Return the sentence with its place."""
        place = {"sheet": self.sheet, "row": self.row, "column": self.column}
        if not self.row:
            return Message(N_("Sheet «{sheet}»: {problem}"), {**place, "problem": self.problem})
        if not self.column:
            return Message(
                N_("Sheet «{sheet}», row {row}: {problem}"), {**place, "problem": self.problem}
            )
        return Message(
            N_("Sheet «{sheet}», row {row}, «{column}»: {problem}"),
            {**place, "problem": self.problem},
        )


class HasSheetProblems(Refused):
    """The workbook has faults, and it was not said that they may be skipped."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__(
            Message(
                N_("Nothing is imported: {count} places in the file cannot be imported."),
                {"count": len(problems)},
            )
        )
        self.problems = problems
