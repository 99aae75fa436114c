"""Periods in days, both ends included; an open end is None."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date | None]

_DAY = timedelta(days=1)


def common(left: Span, right: Span) -> Span | None:
    """Return the days two periods share, None when there are none."""
    start = max(left[0], right[0])
    ends = [end for end in (left[1], right[1]) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end < start else (start, end)


def overlap(left: Span, right: Span) -> bool:
    """Tell whether two periods share a day."""
    return common(left, right) is not None


def first_gap(spans: Iterable[Span], day: date) -> date | None:
    """Return the first day from `day` on that is in none of the periods; None when there is none.

    Used for what must never be without somebody: the school's superuser (Regulation 7.2).
    """
    for start, end in sorted(spans, key=lambda span: span[0]):
        if start > day:
            return day
        if end is None:
            return None
        day = max(day, end + _DAY)
    return day


def in_force(span: Span, day: date) -> bool:
    """Tell whether a day is in a period."""
    return span[0] <= day and (span[1] is None or day <= span[1])
