"""Faults of a file as lines: the row, the column, the sentence."""

from collections.abc import Iterable

from ejournal_app.domain.messages import N_, Message

from .preview_model import Line
from .problems import RowProblem


def problem_lines(problems: Iterable[RowProblem]) -> list[Line]:
    """Return a line for every fault, in the order of the rows."""
    return [
        Line(
            title=Message(N_("Row {row}"), {"row": problem.row}),
            place=f"«{problem.column}»" if problem.column else "",
            look="bad",
            details=(problem.problem,),
        )
        for problem in problems
    ]
