"""When rules of the school say that something is to be told: times in Riga, by day."""

from datetime import date, time

from ejournal_app.persistence.engine import reading
from ejournal_app.services.school_rules import reminder_times


def morning_times(day: date) -> tuple[time, ...]:
    """Return when staff are told what falls due."""
    with reading() as session:
        return reminder_times(session, day)[:1]


def afternoon_times(day: date) -> tuple[time, ...]:
    """Return when teachers are told what is still missing today."""
    with reading() as session:
        return reminder_times(session, day)[1:]
