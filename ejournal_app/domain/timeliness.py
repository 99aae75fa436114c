"""How timely a school's entries are (laikus): the share of what fell due that was done by then.

Shares, not counts: whoever has more to do is not worse for it. What has not fallen due yet and
what rests (a teacher's incapacity, Regulation 15) counts neither for nor against anybody.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from ejournal_app import clock

from .duties import Duty

MOVING_WEEKS = 4
"""Weeks a trend looks back over, its own included: one bad week is no trend."""

_GOOD, _FAIR, _POOR = 95, 80, 50
"""Per cent from which a share looks so."""

Owner = TypeVar("Owner", bound=Hashable)


class Outcome(StrEnum):
    """What became of a duty by now."""

    IN_TIME = "in_time"
    LATE = "late"
    """Done, after its deadline."""
    OVERDUE = "overdue"
    """Open, and its deadline has passed."""
    COMING = "coming"
    """Its deadline has not passed, or rests; done already or not, it is not counted."""


class Shade(StrEnum):
    """How a share looks in the heat map."""

    NONE = "none"
    """Nothing fell due."""
    FULL = "full"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"


def outcome(duty: Duty, now: datetime) -> Outcome:
    """Return what became of a duty; it has fallen due once its deadline has passed."""
    if duty.due_at is None or duty.due_at >= now:
        return Outcome.COMING
    if duty.done_at is None:
        return Outcome.OVERDUE
    return Outcome.IN_TIME if duty.is_in_time() else Outcome.LATE


@dataclass(frozen=True, slots=True)
class Tally:
    """What fell due, in numbers."""

    in_time: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def due(self) -> int:
        """How many fell due."""
        return self.in_time + self.late + self.overdue

    @property
    def share(self) -> Fraction | None:
        """The part done in time; None when nothing fell due."""
        return Fraction(self.in_time, self.due) if self.due else None

    @property
    def per_cent(self) -> int | None:
        """The share for people: 100 only when all was in time, 0 only when nothing was."""
        if not self.due:
            return None
        return max(self.in_time * 100 // self.due, int(self.in_time > 0))

    @property
    def shade(self) -> Shade:
        """How the share looks."""
        share = self.per_cent
        if share is None:
            return Shade.NONE
        if self.in_time == self.due:
            return Shade.FULL
        steps = ((_GOOD, Shade.GOOD), (_FAIR, Shade.FAIR), (_POOR, Shade.POOR))
        return next((shade for least, shade in steps if share >= least), Shade.BAD)

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            self.in_time + other.in_time, self.late + other.late, self.overdue + other.overdue
        )


_ONE = {
    Outcome.IN_TIME: Tally(in_time=1),
    Outcome.LATE: Tally(late=1),
    Outcome.OVERDUE: Tally(overdue=1),
}


def week_of(moment: datetime) -> date:
    """Return the Monday of the week a deadline falls into, by Riga's calendar."""
    day = clock.local(moment).date()
    return day - timedelta(days=day.weekday())


def total(tallies: Iterable[Tally]) -> Tally:
    """Return tallies together."""
    return sum(tallies, start=Tally())


def by_week(
    duties: Iterable[Duty], now: datetime, owners: Callable[[Duty], Iterable[Owner]]
) -> dict[Owner, dict[date, Tally]]:
    """Count what fell due by owner and week; a duty of several counts for each of them."""
    found: defaultdict[Owner, dict[date, Tally]] = defaultdict(dict)
    for duty in duties:
        became = outcome(duty, now)
        if duty.due_at is None or became is Outcome.COMING:
            continue
        week = week_of(duty.due_at)
        for owner in owners(duty):
            weeks = found[owner]
            weeks[week] = weeks.get(week, Tally()) + _ONE[became]
    return dict(found)


def moving(weeks: Sequence[Tally], length: int = MOVING_WEEKS) -> list[Tally]:
    """Return for each week what fell due in it and the weeks just before it."""
    return [total(weeks[max(0, at - length + 1) : at + 1]) for at in range(len(weeks))]
