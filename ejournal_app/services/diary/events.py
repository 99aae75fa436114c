"""The events of the school a pupil takes part in, day by day (Regulation 11)."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ejournal_app.clock import local
from ejournal_app.persistence.queries.events import events_of_pupil

from .views import DiaryEvent

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


def events_by_day(
    session: Session, pupil_id: int, first: date, last: date
) -> dict[date, tuple[DiaryEvent, ...]]:
    """Return the approved events of a pupil on each of their days between two days."""
    found: defaultdict[date, list[DiaryEvent]] = defaultdict(list)
    for event in events_of_pupil(session, pupil_id, first, last):
        shown = DiaryEvent(
            event_id=event.event_id,
            title=event.title,
            place=event.place,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
        )
        day = max(first, local(event.starts_at).date())
        # One that ends at midnight is not on the day that begins then.
        until = min(last, local(event.ends_at - _MOMENT).date())
        while day <= until:
            found[day].append(shown)
            day += _DAY
    return {day: tuple(events) for day, events in found.items()}
