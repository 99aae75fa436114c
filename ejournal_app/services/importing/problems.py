"""What is wrong with a row, said so that the person at the spreadsheet finds the cell."""

from dataclasses import dataclass

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault of one row, or of one cell when a column is named."""

    row: int
    column: str
    """The heading as the file has it; '' when the whole row is meant."""
    problem: Message

    @property
    def message(self) -> Message:
        """Return the sentence with its place: "Row 12, column «Personas kods»: …"."""
        if not self.column:
            return Message(N_("Row {row}: {problem}"), {"row": self.row, "problem": self.problem})
        return Message(
            N_("Row {row}, column «{column}»: {problem}"),
            {"row": self.row, "column": self.column, "problem": self.problem},
        )


class HasRowProblems(Refused):
    """The file has rows with faults, and it was not said that they may be skipped."""

    def __init__(self, problems: tuple[RowProblem, ...]) -> None:
        super().__init__(
            Message(
                N_("Nothing is imported: the file has rows with errors ({count})."),
                {"count": len({problem.row for problem in problems})},
            )
        )
        self.problems = problems


class PlanIsStale(Refused):
    """The school's data changed between the plan that was shown and its application."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                N_(
                    "The school's data have changed since the plan was made."
                    " Look at the plan once more."
                )
            )
        )
