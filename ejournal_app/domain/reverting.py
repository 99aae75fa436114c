"""What putting back somebody's writes means where others may have written too."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Write:
    """One write of a value, in order: from what to what, and whether it is to be put back."""

    own: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Undo:
    """The last uninterrupted run of own writes of a value."""

    first: int
    last: int
    before: str
    """What stood before the run: what would be put back. Others' writes are never taken back."""
    after: str
    """What the run left."""
    overwritten: bool
    """Somebody wrote after it: then the value stays."""


def undo_of(writes: Sequence[Write]) -> Undo | None:
    """Return what putting back the own writes of one value means; None when there are none."""
    last = max((at for at, write in enumerate(writes) if write.own), default=None)
    if last is None:
        return None
    first = last
    while first > 0 and writes[first - 1].own:
        first -= 1
    return Undo(
        first=first,
        last=last,
        before=writes[first].before,
        after=writes[last].after,
        overwritten=last < len(writes) - 1,
    )
