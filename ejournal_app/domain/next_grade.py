"""What a class and the names of its groups become in the following school year."""

import re

_LAST_GRADES = frozenset({9, 12})
"""The grades with which a stage of education ends: the class does not go on as it is."""


def next_grade(grade: int) -> int | None:
    """Return the grade a class is in the year after; None when it does not go on as a class.

    After grade 9 the tenth grades are formed anew, after grade 12 school is over.
    """
    return None if grade in _LAST_GRADES else grade + 1


def renamed(name: str, grade: int) -> str:
    """Return a group's name a year later: `Angļu valoda 5.a, 1. grupa` goes on as `6.a, 1. grupa`.

    The grade is told from the number of a group by what follows its point at once.
    """
    return re.sub(rf"(?<!\d){grade}\.(?=\w)", f"{grade + 1}.", name)
