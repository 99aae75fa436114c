"""How the marks of one work are spread: how many of each value, median, mean (Regulation 20)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .averages import hundredths
from .marks import NOT_MARKED, Scale, allowed_values

_TENS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The marks of one work."""

    counts: tuple[tuple[str, int], ...]
    """Every value of the scale with how often it was given, nv last; per cent by tens."""
    marked: int
    """Pupils with a value, nv included."""
    not_marked: int
    """Pupils of that day without any."""
    median: Decimal | None
    mean: Decimal | None
    """Of points or per cent, two decimals, halves up; None where values are no numbers."""


def distribution(values: Iterable[str], scale: Scale, not_marked: int) -> Distribution:
    """Return the spread of stored values of a scale; cleared marks must not be among them."""
    given = list(values)
    numbers = sorted(number for value in given if (number := _number(value)) is not None)
    counted = Counter(_band(value) if scale is Scale.PERCENT else value for value in given)
    known = percent_bands() if scale is Scale.PERCENT else allowed_values(scale)[:-1]
    # A work whose scale was changed may hold values of the other one: they are shown, not hidden.
    other = sorted(set(counted) - {*known, NOT_MARKED})
    return Distribution(
        counts=tuple((value, counted[value]) for value in (*known, *other, NOT_MARKED)),
        marked=len(given),
        not_marked=not_marked,
        median=hundredths(_median(numbers)) if numbers else None,
        mean=hundredths(sum(numbers, Fraction(0)) / len(numbers)) if numbers else None,
    )


def percent_bands() -> list[str]:
    """Return the tens per cent are counted by: `0–9%` … `90–99%`, `100%`."""
    return [f"{tens}–{tens + _TENS - 1}%" for tens in range(0, 100, _TENS)] + ["100%"]


def _band(value: str) -> str:
    if not value.endswith("%"):
        return value
    return percent_bands()[int(Decimal(value.removesuffix("%"))) // _TENS]


def _number(value: str) -> Fraction | None:
    text = value.removesuffix("%")
    return Fraction(text) if text[:1].isdigit() else None


def _median(ordered: list[Fraction]) -> Fraction:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
