"""The weighted average of marks (svērtā vidējā atzīme, Regulation 16)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor

from .marks import is_numeric

NO_AVERAGE = "—"
"""Shown where there are no numeric marks."""


def weighted_average(pairs: Iterable[tuple[str, Decimal | int]]) -> Decimal | None:
    """Return Σ(mark·weight)/Σ(weight) of stored values to two decimals, halves rounded up.

    Only marks of 1–10 count; nv, pass/fail, levels and per cent are passed over. None when no
    mark with a weight is left. ValueError for a negative weight.
    """
    return rounded_average(*weighted_sums(pairs))


def weighted_sums(pairs: Iterable[tuple[str, Decimal | int]]) -> tuple[Fraction, Fraction]:
    """Return Σ(mark·weight) and Σ(weight) of the marks of 1–10, both exact."""
    # Fractions, so that the only rounding is the last one: 7.495 must not come from 7.49499….
    total: int | Fraction = 0
    weights: int | Fraction = 0
    for value, weight in pairs:
        if weight < 0:
            raise ValueError("a weight is not negative")
        if is_numeric(value):
            # Whole weights stay whole: a school has a hundred thousand marks.
            exact = weight if isinstance(weight, int) else Fraction(weight)
            total += int(value) * exact
            weights += exact
    return Fraction(total), Fraction(weights)


def rounded_average(total: Fraction, weights: Fraction) -> Decimal | None:
    """Return the quotient to two decimals, halves rounded up; None without weights."""
    return hundredths(total / weights) if weights else None


def hundredths(value: Fraction) -> Decimal:
    """Return an exact value rounded to two decimals, halves up."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def shown_average(average: Decimal | None, decimal_comma: bool = True) -> str:
    """Return an average as people read it: 7,50, or a dash when there is none."""
    if average is None:
        return NO_AVERAGE
    shown = f"{average:.2f}"
    return shown.replace(".", ",") if decimal_comma else shown
