"""Counting what lessons show of a pupil's attendance: one symbol, one column (Regulation 20)."""

from collections.abc import Iterable
from dataclasses import dataclass

from .justification import TAKES_PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Lessons, by what stands in their cells."""

    illness: int = 0
    """`ns`."""
    other: int = 0
    """`nc`."""
    unjustified: int = 0
    """`nn`."""
    undecided: int = 0
    """`n`: absent, and nobody has said yet whether that is justified."""
    late: int = 0
    """`k`."""
    takes_part: int = 0
    """`d`: at an event of the school, not absent."""

    @property
    def justified(self) -> int:
        """Return the lessons missed with a justification."""
        return self.illness + self.other

    @property
    def missed(self) -> int:
        """Return all lessons missed; neither being late nor an event is one."""
        return self.illness + self.other + self.unjustified + self.undecided

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            illness=self.illness + other.illness,
            other=self.other + other.other,
            unjustified=self.unjustified + other.unjustified,
            undecided=self.undecided + other.undecided,
            late=self.late + other.late,
            takes_part=self.takes_part + other.takes_part,
        )


COLUMN_OF = {
    "ns": "illness",
    "nc": "other",
    "nn": "unjustified",
    "n": "undecided",
    "k": "late",
    TAKES_PART: "takes_part",
}
"""Which column of a tally a symbol is counted in."""


def tally_of(counted: Iterable[tuple[str, int]]) -> Tally:
    """Return a tally of symbols with their numbers; what is no symbol counts nowhere."""
    columns: dict[str, int] = {}
    for symbol, number in counted:
        column = COLUMN_OF.get(symbol)
        if column is not None:
            columns[column] = columns.get(column, 0) + number
    return Tally(**columns)


def total(tallies: Iterable[Tally]) -> Tally:
    """Return all of them together."""
    found = Tally()
    for tally in tallies:
        found += tally
    return found
