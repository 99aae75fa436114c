"""Entries as an iCalendar file (RFC 5545), the same bytes for the same entries."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from ejournal_app import clock
from ejournal_app.domain.feeds import FeedEvent
from ejournal_app.settings import get_settings

MEDIA_TYPE = "text/calendar"

_PRODUCT = "-//eZurnals//Kalendars//LV"
_READ_AGAIN = timedelta(hours=1)
_ZONE = clock.RIGA.key
_WINTER, _SUMMER = timedelta(hours=2), timedelta(hours=3)


def write_calendar(events: Iterable[FeedEvent], *, name: str, made_at: datetime) -> bytes:
    """Return the file; `made_at` stands for what has no known moment of change."""
    calendar: Any = Calendar()  # the types of its methods are incomplete
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for heading in ("name", "x-wr-calname"):
        calendar.add(heading, name)
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_entry(event, made_at))
    return calendar.to_ical()


def _entry(event: FeedEvent, made_at: datetime) -> Event:
    base = get_settings().base_url
    entry: Any = Event()
    entry.add("uid", f"{event.uid}@{urlsplit(base).hostname}")
    entry.add("dtstamp", (event.changed_at or made_at).astimezone(UTC).replace(microsecond=0))
    if event.changed_at is not None:
        entry.add("last-modified", event.changed_at.astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", event.revision)
    if isinstance(event.starts, datetime):
        entry.add("dtstart", clock.local(event.starts))
        entry.add("dtend", clock.local(event.ends or event.starts))
    else:
        entry.add("dtstart", event.starts)
        entry.add("dtend", event.starts + timedelta(days=1))
    entry.add("summary", event.summary)
    for heading, text in (("description", event.description), ("location", event.location)):
        if text:
            entry.add(heading, text)
    if event.path:
        entry.add("url", base + event.path)
    entry.add("transp", "OPAQUE" if event.takes_time else "TRANSPARENT")
    return entry


def _zone() -> Timezone:
    """Return the zone by the rule of the European Union, in place of a century of dates."""
    zone: Any = Timezone()
    zone.add("tzid", _ZONE)
    summer, winter = datetime(1997, 3, 30, 3), datetime(1997, 10, 26, 4)  # noqa: DTZ001 - wall time
    zone.add_component(_part(TimezoneDaylight(), "EEST", summer, _WINTER, _SUMMER))
    zone.add_component(_part(TimezoneStandard(), "EET", winter, _SUMMER, _WINTER))
    return zone


def _part(part: Any, name: str, first: datetime, before: timedelta, after: timedelta) -> Any:
    part.add("tzname", name)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("dtstart", first)
    part.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1su"})
    return part
