"""Why an average is what it is: which marks count with which weights, what is left out and why
(Regulation 16).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .averages import rounded_average, weighted_sums
from .marks import NOT_MARKED, is_numeric
from .messages import N_, Message


class Omission(StrEnum):
    """Why a mark enters no average."""

    CLOSES_PERIOD = "closes_period"
    OTHER_YEAR = "other_year"
    NOT_MARKED = "not_marked"
    PERCENT = "percent"
    PASS_FAIL = "pass_fail"  # noqa: S105 - not a password
    LEVEL = "level"
    GRADE_OF_LEVELS = "grade_of_levels"
    NO_WEIGHT = "no_weight"
    IMPROVED = "improved"


OMISSION_WORDS = {
    Omission.CLOSES_PERIOD: Message(
        N_("It closes a part of the year or comes from another school.")
    ),
    Omission.OTHER_YEAR: Message(N_("It belongs to another school year.")),
    Omission.NOT_MARKED: Message(N_("nv is not a mark.")),
    Omission.PERCENT: Message(N_("Per cent are not counted.")),
    Omission.PASS_FAIL: Message(N_("Pass and fail are not counted.")),
    Omission.LEVEL: Message(N_("Levels are not counted.")),
    Omission.GRADE_OF_LEVELS: Message(N_("This grade is marked in levels and has no average.")),
    Omission.NO_WEIGHT: Message(N_("The work has the weight 0.")),
    Omission.IMPROVED: Message(N_("It was improved; the last value counts.")),
}
"""What people read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedMark:
    """A mark as an average sees it."""

    value: str
    """As stored (`domain.marks`)."""
    weight: Decimal | int
    """Of the work; never negative."""
    improved_from: str = ""
    closes_period: bool = False
    """Interim, semester, year, exam and transferred marks."""
    other_year: bool = False
    """Dated outside the school year the average is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One value on the way to the average; an improved mark makes two."""

    mark: int
    """Its place in the marks that were asked about."""
    value: str
    weight: Decimal | int
    omission: Omission | None
    """None: it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An average with all that led to it."""

    steps: tuple[Step, ...]
    """In the order of the marks, the old value of an improved one before the new."""
    total: Fraction
    """Σ(mark·weight)."""
    weights: Fraction
    """Σ(weight)."""
    average: Decimal | None
    """Two decimals; None when nothing counts."""
    levels: tuple[str, ...]
    """STAP levels in the order of the marks: shown instead of a number."""

    @property
    def counted(self) -> tuple[Step, ...]:
        """The values that make the average."""
        return tuple(step for step in self.steps if step.omission is None)

    @property
    def left_out(self) -> tuple[Step, ...]:
        """The values that do not."""
        return tuple(step for step in self.steps if step.omission is not None)

    @property
    def is_rounded(self) -> bool:
        """Whether the average shown is not the exact quotient."""
        return self.average is not None and self.total / self.weights != Fraction(self.average)


def omission_of(mark: WeighedMark, *, in_levels: bool = False) -> Omission | None:
    """Return why a mark does not count; None when it does."""
    if mark.closes_period:
        return Omission.CLOSES_PERIOD
    if mark.other_year:
        return Omission.OTHER_YEAR
    if mark.value == NOT_MARKED:
        return Omission.NOT_MARKED
    if mark.value.endswith("%"):
        return Omission.PERCENT
    if not is_numeric(mark.value):
        return Omission.PASS_FAIL if mark.value in ("i", "ni") else Omission.LEVEL
    if in_levels:
        return Omission.GRADE_OF_LEVELS
    return None if mark.weight else Omission.NO_WEIGHT


def explain(marks: Sequence[WeighedMark], *, in_levels: bool = False) -> Explanation:
    """Return the weighted average of marks, step by step; cleared marks must not be among them.

    `in_levels`: the grade is marked in levels (STAP), so there is never a number.
    """
    steps: list[Step] = []
    for place, mark in enumerate(marks):
        omission = omission_of(mark, in_levels=in_levels)
        counts = omission is None or (in_levels and omission is Omission.LEVEL)
        if mark.improved_from:
            steps.append(
                Step(
                    mark=place,
                    value=mark.improved_from,
                    weight=mark.weight,
                    omission=Omission.IMPROVED if counts else omission,
                )
            )
        steps.append(Step(mark=place, value=mark.value, weight=mark.weight, omission=omission))
    total, weights = weighted_sums(
        (step.value, step.weight) for step in steps if step.omission is None
    )
    return Explanation(
        steps=tuple(steps),
        total=total,
        weights=weights,
        average=rounded_average(total, weights),
        levels=tuple(mark.value for mark in marks if omission_of(mark) is Omission.LEVEL),
    )


LONGEST_FORMULA = 24
"""Marks written out one by one in a formula; with more of them only the sums are."""


def formula(explained: Explanation, *, decimal_comma: bool = True) -> str:
    """Return how an average was computed: `(7·3 + 8·1) / (3 + 1) = 29 / 4 = 7,25`.

    Empty when nothing counts; `≈` before an average that was rounded.
    """
    if explained.average is None:
        return ""
    sign = "≈" if explained.is_rounded else "="
    parts = [
        f"{_shown(explained.total)} / {_shown(explained.weights)}",
        f"{explained.average:.2f}",
    ]
    counted = explained.counted
    if len(counted) <= LONGEST_FORMULA:
        products = " + ".join(f"{step.value}·{step.weight}" for step in counted)
        weights = " + ".join(str(step.weight) for step in counted)
        parts.insert(0, f"({products}) / ({weights})")
    text = " = ".join(parts[:-1]) + f" {sign} {parts[-1]}"
    return text.replace(".", ",") if decimal_comma else text


def _shown(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.normalize():f}"
