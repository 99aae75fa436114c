"""How far back something asked for may have been counted from (Regulation 14, 15)."""

from collections.abc import Iterator
from datetime import date, timedelta

from ejournal_app.domain.working_days import Pauses, last_working_day

from .ground import Ground

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


def earliest(ground: Ground, working_days: int) -> date:
    """Return the first day 0 from which something asked for may be counted."""
    if ground.scope.first is None:
        return _first_open(ground)
    first = ground.scope.first
    for one in ground.extensions:
        if any(
            last is None or last >= first
            for last in (one.until, *_counted_on(ground, one.until, 0))
        ):
            first = min(first, one.due_from)
    day = _walk_back(ground, first, first, working_days, ())
    # A pause that is over by the first day may still have moved a deadline past it.
    edge = day - _WEEK
    return min(
        (
            _walk_back(ground, day, first, working_days, pauses)
            for pauses in ground.pauses.values()
            if any(one.ends_on is None or one.ends_on >= edge for one in pauses)
        ),
        default=day,
    )


def _counted_on(ground: Ground, day: date, working_days: int) -> Iterator[date | None]:
    """Yield to which days pauses move what is counted from a day."""
    for pauses in ground.pauses.values():
        yield last_working_day(day, working_days, ground.calendar, pauses)


def _walk_back(ground: Ground, day: date, first: date, working_days: int, pauses: Pauses) -> date:
    """Return the first day 0 of whom these pauses stop with a deadline on a day or later.

    Pauses without an end are left out: what they stop rests and is due on no day.
    """
    own = tuple(one for one in pauses if one.ends_on is not None or one.worked)
    while day > ground.year.starts_on:
        last = last_working_day(day - _DAY, working_days, ground.calendar, own)
        if last is not None and last < first:
            break
        day -= _DAY
    return day


def _first_open(ground: Ground) -> date:
    """Return the first day whose entries are still open for somebody."""
    if any(one.until >= ground.scope.today for one in ground.reopenings):
        return ground.year.starts_on
    grades = {journal.grade for journal in ground.journals.values()}
    days = [ground.year.starts_on]
    for grade in grades:
        terms = ground.periods.terms(grade)
        if terms is None:
            return ground.year.starts_on
        closing = terms.first_ends + timedelta(days=ground.periods.days[terms.first_ends][1])
        if closing >= ground.scope.today:
            return ground.year.starts_on
        days.append(terms.first_ends + timedelta(days=1))
    return min(days[1:], default=ground.year.starts_on)
