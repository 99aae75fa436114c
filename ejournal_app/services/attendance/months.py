"""Spans of days as reports name them: calendar months."""

from collections.abc import Iterator
from datetime import date, timedelta


def months_between(first: date, last: date) -> Iterator[date]:
    """Return the first days of the months two days and all between them lie in."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """Return the first day of the month after the one a day is in."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)
