"""The two sizes of the demo school and what is random in them."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Size = Literal["full", "small"]

ClassKey = tuple[int, str]
"""Grade and letter: (7, "a")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What makes a size: its classes and how much of the past it remembers."""

    size: Size
    classes: tuple[tuple[ClassKey, int], ...]
    """Every class with its number of pupils."""
    complete_weeks: int
    """Weeks back from today with an attendance fact for every pupil of every lesson."""
    remembered_weeks: int | None
    """Weeks back with absences and marks; None: since the year began."""


def shape_of(size: Size) -> Shape:
    """Return the shape of a size: 45 classes and 1,200 pupils, or 4 classes and 60 pupils."""
    if size == "small":
        keys: list[ClassKey] = [(2, "a"), (7, "a"), (7, "b"), (12, "a")]
        return Shape(
            size=size,
            classes=tuple((key, 15) for key in keys),
            complete_weeks=3,
            remembered_weeks=3,
        )
    letters = {grade: "abcd" if grade <= 9 else "abc" for grade in range(1, 13)}
    keys = [(grade, letter) for grade in letters for letter in letters[grade]]
    # 45 classes: 30 of 27 and 15 of 26 make 1,200; one of them is as large as a class may be.
    sizes = {key: 26 if place % 3 == 2 else 27 for place, key in enumerate(keys)}
    sizes[7, "a"] += 4
    sizes[12, "c"] -= 4
    return Shape(
        size=size,
        classes=tuple(sizes.items()),
        complete_weeks=6,
        remembered_weeks=None,
    )


def random_for(area: str) -> Random:
    """Return the generator of one area, so that a change in one area leaves the others alone."""
    return Random(f"ejournal demo {area}")  # noqa: S311 - sample data, not secrets
