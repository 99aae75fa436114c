"""A pupil's course over time: after each mark, the average as it stood then (Regulation 16)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from .average_explained import WeighedMark, omission_of
from .averages import rounded_average, weighted_sums


def running_averages(
    marks: Iterable[WeighedMark], *, in_levels: bool = False
) -> Iterator[Decimal | None]:
    """Yield the weighted average up to and including each mark; None while nothing counts."""
    total = weights = Fraction(0)
    for mark in marks:
        if omission_of(mark, in_levels=in_levels) is None:
            own_total, own_weight = weighted_sums([(mark.value, mark.weight)])
            total, weights = total + own_total, weights + own_weight
        yield rounded_average(total, weights)
