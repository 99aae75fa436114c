"""Kinds of work and ringing times as most schools have them, offered to a new school."""

from dataclasses import dataclass
from datetime import time

from .marks import Scale


@dataclass(frozen=True, slots=True)
class UsualKind:
    """A kind of work with the numbers of Regulation 15."""

    name_lv: str
    name_en: str
    scale: Scale | None
    """None is the scale of the grade."""
    weight: int
    deadline_days: int
    """Working days."""
    is_test: bool = False
    """Told to families ahead and counted in the test load of a class."""


USUAL_KINDS = {
    "lesson": UsualKind("Stundas darbs", "Lesson work", None, 1, 3),
    "homework": UsualKind("Mājas darbs", "Homework", Scale.PASS_FAIL, 0, 3),
    "formative": UsualKind("Formatīvs darbs", "Formative work", Scale.PERCENT, 0, 3),
    "test": UsualKind("Pārbaudes darbs", "Test", None, 2, 7, is_test=True),
    "large_work": UsualKind(
        "Liels darbs (referāts, projekts)", "Large work (paper, project)", None, 2, 7
    ),
}
"""By code; formative work and homework have no weight: they enter no average (Regulation 16)."""

LESSON_MINUTES = 40

_STARTS = ((7, 40), (8, 30), (9, 20), (10, 10), (11, 10), (12, 10), (13, 10), (14, 0), (14, 50))
USUAL_BELLS = tuple(time(hour, minute) for hour, minute in (*_STARTS, (15, 40)))
"""When the lessons begin, from number 0, Europe/Riga wall clock; each lasts LESSON_MINUTES."""


def bell_end(starts_at: time) -> time:
    """Return when a lesson ends that begins at a time of the same day."""
    minutes = starts_at.hour * 60 + starts_at.minute + LESSON_MINUTES
    return time(minutes // 60, minutes % 60)
