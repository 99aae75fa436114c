"""When entries look like no teacher's: they are held back until a password confirms them.

An account that was taken over is noticed by what is done with it: a class given the lowest mark,
marks cleared one after the other, marks changed at night from a device nobody knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .marks import Scale

UNUSUAL_CHANGES = 3
"""So many changed marks outside working hours from a new device are held back."""

_LOWEST = {
    Scale.TEN_POINTS: "1",
    Scale.PASS_FAIL: "ni",
    Scale.STAP: "S",
    Scale.PERCENT: "0%",
}


class Cause(StrEnum):
    """Why entries are held back."""

    LOWEST_BURST = "lowest_burst"
    """Many marks became the lowest of their scale, or were cleared, within minutes."""
    NEW_DEVICE = "off_hours_new_device"
    """Marks were changed outside working hours from a device the account never used."""


@dataclass(frozen=True, slots=True)
class Change:
    """A mark written over another: the values that count, '' for none."""

    scale: Scale
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """What the account did within the last minutes, by the same measure."""

    worsened: int = 0
    lowest: int = 0
    changed: int = 0


def worsens(change: Change) -> bool:
    """Tell whether a mark that stood becomes the lowest of its scale or is cleared."""
    return changes(change) and change.new in ("", _LOWEST[change.scale])


def gives_lowest(change: Change) -> bool:
    """Tell whether the lowest mark is given where there was none."""
    return not change.old and change.new == _LOWEST[change.scale]


def changes(change: Change) -> bool:
    """Tell whether a mark that stood becomes another."""
    return bool(change.old) and change.new != change.old


def braked(
    batch: Sequence[Change], recent: Recent, *, limit: int, unusual: bool
) -> list[Cause | None]:
    """Return, for each change of a batch, why it is held back; None for those that go through.

    `limit` is the school's number of marks made lowest or cleared; `unusual` says that it is
    outside working hours and the device is new. Marks made lowest and new lowest marks are counted
    apart: a test that went badly is no reason to doubt a correction.
    """
    night = unusual and recent.changed + sum(map(changes, batch)) >= UNUSUAL_CHANGES
    burst = recent.worsened + sum(map(worsens, batch)) >= limit
    flood = recent.lowest + sum(map(gives_lowest, batch)) >= limit

    def cause(change: Change) -> Cause | None:
        if (burst and worsens(change)) or (flood and gives_lowest(change)):
            return Cause.LOWEST_BURST
        return Cause.NEW_DEVICE if night and changes(change) else None

    return [cause(change) for change in batch]
