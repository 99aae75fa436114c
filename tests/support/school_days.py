"""The days around which the tiny school is set: the clock stands still on a Wednesday."""

from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)
TODAY = date(2026, 11, 25)
"""A Wednesday, a week after the holiday of 18 November."""
NOW = datetime.combine(TODAY, time(14))
"""Riga wall clock: today's lessons are over, their entries not due yet."""
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY
FRIDAY = date(2026, 11, 20)
HOLIDAY = date(2026, 11, 18)
SEPTEMBER = date(2026, 9, 1)
LESSON_DAYS = tuple(
    day
    for day in (date(2026, 11, 16) + n * DAY for n in range(17))
    if day.isoweekday() <= 5 and day != HOLIDAY
)
