"""Pupils who may need help in a subject: what of their marks says so, never who is worse."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .average_explained import WeighedMark, omission_of
from .averages import rounded_average, weighted_sums
from .marks import NOT_MARKED

SUFFICIENT = 4
"""Below it a subject is not passed (MK 11/2022, 25)."""
LAST_MARKS = 3
"""Marks a fall is looked for in."""
FALL = Fraction(1)
"""The last marks are so much below the year: a fall."""
MANY_NOT_MARKED = 3
"""So many nv are many."""
UNMARKED_TESTS = 2
"""From so many tests on: a single one is still to be written by whoever was ill."""


class RiskKind(StrEnum):
    """Why a pupil is named."""

    FALLING = "falling"
    BELOW_SUFFICIENT = "below_sufficient"
    MANY_NOT_MARKED = "many_not_marked"
    UNMARKED_TESTS = "unmarked_tests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One reason, with the numbers it is told with."""

    kind: RiskKind
    average: Decimal | None = None
    """Of the year; for a fall and for an average below 4."""
    last: Decimal | None = None
    """Of the last marks; for a fall."""
    count: int = 0
    """Of nv or of tests."""


def risks(
    marks: Sequence[WeighedMark], unmarked_tests: int, *, in_levels: bool = False
) -> tuple[Risk, ...]:
    """Return the reasons in one subject and year; `marks` in the order of their days.

    `unmarked_tests` are tests that others of the journal have a mark in and the pupil has not.
    """
    counted = [
        (mark.value, mark.weight)
        for mark in marks
        if omission_of(mark, in_levels=in_levels) is None
    ]
    year = weighted_sums(counted)
    last = weighted_sums(counted[-LAST_MARKS:])
    average = rounded_average(*year)
    found: list[Risk] = []
    if average is not None:
        if len(counted) > LAST_MARKS and year[0] / year[1] - last[0] / last[1] >= FALL:
            found.append(Risk(kind=RiskKind.FALLING, average=average, last=rounded_average(*last)))
        # As it is shown: a 3.996 reads 4,00 and is not called below 4.
        if average < SUFFICIENT:
            found.append(Risk(kind=RiskKind.BELOW_SUFFICIENT, average=average))
    not_marked = sum(
        mark.value == NOT_MARKED and not mark.closes_period and not mark.other_year
        for mark in marks
    )
    if not_marked >= MANY_NOT_MARKED:
        found.append(Risk(kind=RiskKind.MANY_NOT_MARKED, count=not_marked))
    if unmarked_tests >= UNMARKED_TESTS:
        found.append(Risk(kind=RiskKind.UNMARKED_TESTS, count=unmarked_tests))
    return tuple(found)
