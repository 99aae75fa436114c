"""What a step in the life of a mark was: entered, improved, corrected, cleared (decided 3)."""

from enum import StrEnum

from .marks import IMPROVEMENT_SIGN


class Step(StrEnum):
    """What happened to the value."""

    ENTERED = "entered"
    IMPROVED = "improved"
    """The pupil did better: the old value stays beside the new one, as in 4|7."""
    CORRECTED = "corrected"
    """The value was wrong; another takes its place."""
    CLEARED = "cleared"


def step_of(old: str, new: str) -> Step:
    """Return what led from one shown value to the next.

    Only a value that names the one that counted before improves it: 4 → 4|7 and 4|7 → 7|9 do,
    4|7 → 4|8 corrects what the improvement had brought.
    """
    if not new:
        return Step.CLEARED
    if not old:
        return Step.ENTERED
    improved_from, sign, _ = new.partition(IMPROVEMENT_SIGN)
    if sign and improved_from == counting(old):
        return Step.IMPROVED
    return Step.CORRECTED


def counting(shown: str) -> str:
    """Return the value that counts of a shown one: 7 of 4|7."""
    return shown.rpartition(IMPROVEMENT_SIGN)[2]
