"""When people are told: quiet hours, digests, marks held back. Wall clock of Europe/Riga.

Moments are aware UTC. On the nights the clock is changed a wall-clock time may be missing or come
twice: a moment that is missing is the one the clock shows instead, of two it is the first.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ejournal_app.clock import RIGA, local

from .reminders import Rhythm

DIGEST_AT = time(17, 30)
WEEKLY_ON = 5
"""Friday."""
QUIET = (time(21, 0), time(7, 0))
"""Until a person chooses otherwise."""

MISSING_TODAY_AT = time(16, 0)
"""When teachers are told what is missing today, unless the school says otherwise."""
DUE_AHEAD_AT = time(7, 30)
"""When teachers are told in the morning what falls due."""

GATHERED_FOR = timedelta(minutes=5)
"""News told at once wait so long for others that belong to them: ten marks are one message."""

SETTLING = timedelta(minutes=1)
"""What was written so short a time ago may not be readable yet: it is told in the next run."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nothing is sent outside the application; may go over midnight."""

    begins: time
    ends: time

    def covers(self, moment: datetime) -> bool:
        """Return whether a moment lies in the quiet hours; the end does not."""
        shown = local(moment).time()
        if self.begins <= self.ends:
            return self.begins <= shown < self.ends
        return shown >= self.begins or shown < self.ends

    def over_at(self, moment: datetime) -> datetime:
        """Return the first moment from the given one on that is not quiet."""
        if not self.covers(moment):
            return moment
        day = local(moment).date()
        ends = [moment_of(day + shift * _DAY, self.ends) for shift in range(3)]
        return next(end for end in ends if end >= moment and not self.covers(end))


def moment_of(day: date, wall_clock: time) -> datetime:
    """Return the moment a clock in Riga shows a time on a day."""
    return datetime.combine(day, wall_clock, RIGA).astimezone(UTC)


def last_digest(now: datetime, wall_clock: time, weekday: int | None = None) -> datetime:
    """Return the latest moment of a digest that has come; `weekday` (ISO) for the weekly one."""
    day = local(now).date()
    for back in range(9):
        planned = day - back * _DAY
        if weekday is not None and planned.isoweekday() != weekday:
            continue
        moment = moment_of(planned, wall_clock)
        if moment <= now:
            return moment
    raise AssertionError("every weekday comes within nine days")


def mark_told_from(set_at: datetime, held_until: time | None) -> datetime:
    """Return from when families may be told of a mark: at once, or after the school's hour.

    A mark set after that hour, or on a day before it was held, is told at once.
    """
    if held_until is None:
        return set_at
    return max(set_at, moment_of(local(set_at).date(), held_until))


def homework_told_from(set_at: datetime, lesson_ends_at: datetime) -> datetime:
    """Return from when families may be told of homework: what is prepared ahead is a draft."""
    return max(set_at, lesson_ends_at)


def digest_is_due(
    rhythm: Rhythm,
    *,
    planned: datetime,
    told_until: datetime,
    digest_at: time,
    weekday: int,
) -> bool:
    """Return whether news not told yet may be told at a planned moment.

    A digest that was missed is due until it has been told.
    """
    match rhythm:
        case Rhythm.NEVER:
            return False
        case Rhythm.AT_ONCE:
            return True
        case Rhythm.DAILY:
            digest = last_digest(planned, digest_at)
        case Rhythm.WEEKLY:
            digest = last_digest(planned, digest_at, weekday)
    return digest - SETTLING > told_until


def news_until(planned: datetime) -> datetime:
    """Return up to when news is told in a run."""
    return planned - SETTLING


def is_gathered(rhythm: Rhythm, oldest: datetime, until: datetime) -> bool:
    """Return whether news has waited long enough for what belongs to it."""
    return rhythm is not Rhythm.AT_ONCE or oldest + GATHERED_FOR <= until + SETTLING
