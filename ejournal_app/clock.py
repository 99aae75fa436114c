"""The one place the time is read: aware UTC for storage, Europe/Riga for people."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")


def now() -> datetime:
    """Return the current moment as aware UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date as people in Riga see it."""
    return local(now()).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return when a day of Europe/Riga begins and when the next one does, aware UTC."""
    begins = datetime.combine(day, time.min, RIGA)
    return begins.astimezone(UTC), datetime.combine(
        day + timedelta(days=1), time.min, RIGA
    ).astimezone(UTC)


def local(moment: datetime) -> datetime:
    """Return an aware moment as Riga wall-clock time."""
    return moment.astimezone(RIGA)
