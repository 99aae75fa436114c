"""When jobs run: planned moments in UTC, from what a clock on a wall in Riga shows.

On the day the clocks go forward an hour is missing, on the day they go back one comes twice: a
moment inside it happens once on both. APScheduler's own time zones pass over the midnight after a
short day, so it is asked in wall time, which has no such days, and the answer is put on the zone.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from apscheduler.triggers.cron import CronTrigger

from ejournal_app import clock
from ejournal_app.services.scheduled.runs import Moments

_DAY = timedelta(days=1)
_CHANGE = timedelta(hours=1)
"""By how much the clocks are changed."""


def cron(**fields: int | str) -> Moments:
    """Return the moments of a cron rule (`hour=16, minute=0, day_of_week="fri"`) in Riga."""
    trigger = CronTrigger(timezone=UTC, **fields)

    def moments(after: datetime, until: datetime) -> Iterable[datetime]:
        shown = _fired(trigger, _wall(after) - _CHANGE, _wall(until) + _CHANGE)
        real = {one.replace(tzinfo=clock.RIGA).astimezone(UTC) for one in shown}
        return sorted(one for one in real if after < one <= until)

    return moments


def daily(hour: int, minute: int) -> Moments:
    """Return every day's moment at this time in Riga."""
    return cron(hour=hour, minute=minute)


def every_minutes(count: int) -> Moments:
    """Return a moment every so many minutes, a divisor of an hour; whatever the clocks show."""
    trigger = CronTrigger(minute=f"*/{count}", timezone=UTC)
    return lambda after, until: _fired(trigger, after, until)


def by_day(times: Callable[[date], Iterable[time]]) -> Moments:
    """Return moments at the times in Riga that a rule gives for each day, none for a day off."""

    def moments(after: datetime, until: datetime) -> Iterator[datetime]:
        day = clock.local(after).date()
        while day <= clock.local(until).date():
            for at in sorted(times(day)):
                moment = datetime.combine(day, at, clock.RIGA).astimezone(UTC)
                if after < moment <= until:
                    yield moment
            day += _DAY

    return moments


def _wall(moment: datetime) -> datetime:
    """Return what the clock in Riga shows, as if there were no zones."""
    return clock.local(moment).replace(tzinfo=UTC, fold=0)


def _fired(trigger: CronTrigger, after: datetime, until: datetime) -> Iterator[datetime]:
    last = after
    while True:
        # A microsecond later: a moment that was run is not planned again.
        found = trigger.get_next_fire_time(None, last + timedelta(microseconds=1))
        if found is None or found > until:
            return
        last = found
        yield found
