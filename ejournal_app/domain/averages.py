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
    # Fractions, so that the only rounding is the last one: 7.495 must not come from 7.49499….
    total = weights = Fraction(0)
    for value, weight in pairs:
        if weight < 0:
            raise ValueError("a weight is not negative")
        if is_numeric(value):
            total += int(value) * Fraction(weight)
            weights += Fraction(weight)
    if not weights:
        return None
    hundredths = floor(total / weights * 100 + Fraction(1, 2))
    return Decimal(hundredths).scaleb(-2)


def shown_average(average: Decimal | None, decimal_comma: bool = True) -> str:
    """Return an average as people read it: 7,50, or a dash when there is none."""
    if average is None:
        return NO_AVERAGE
    shown = f"{average:.2f}"
    return shown.replace(".", ",") if decimal_comma else shown
