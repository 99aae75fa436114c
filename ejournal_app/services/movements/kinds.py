"""The kinds of movements and their names."""

from enum import StrEnum

from ejournal_app.domain.messages import N_


class MovementKind(StrEnum):
    """What an order does with a pupil (Regulation 8)."""

    ENROLLED = "enrolled"
    """Uzņemts."""
    LEFT = "left"
    """Izslēgts."""
    MOVED = "moved"
    """Pārvietots citā klasē."""
    PROMOTED = "promoted"
    """Pārcelts nākamajā klasē."""
    REPEATS = "repeats"
    """Atstāts uz otru gadu."""
    GRADUATED = "graduated"
    """Absolvējis."""
    PROGRAMME = "programme"
    """Izlabots programmas kods."""
    PROMOTION = "promotion"
    """A run with the decisions about whole classes (pārcelšana)."""


WORDS: dict[str, str] = {
    MovementKind.ENROLLED: N_("Enrolled"),
    MovementKind.LEFT: N_("Left the school"),
    MovementKind.MOVED: N_("Move within the year"),
    MovementKind.PROMOTED: N_("Promoted"),
    MovementKind.REPEATS: N_("Repeats the grade"),
    MovementKind.GRADUATED: N_("Graduated"),
    MovementKind.PROGRAMME: N_("Programme code corrected"),
    MovementKind.PROMOTION: N_("Promotion of classes"),
}
"""Msgids."""
