"""Scheduled jobs and the addresses of calendars."""

from tests.states.rows import Row, at

_SUPERUSER = frozenset({"virslietotajs"})
_NOBODYS = 999_999

ROWS = {
    "jobs.Jobs.enter": Row(open_to=_SUPERUSER, path=lambda _own: "/darbi"),
    "calendar_feeds.CalendarFeeds.enter": Row(path=lambda _own: "/konts/kalendari"),
    "calendar_feeds.CalendarFeeds.create": Row(
        arguments=lambda _school: {"form": {"name": "Tālrunis", "tests": ""}}
    ),
    "calendar_feeds.CalendarFeeds.revoke": Row(
        arguments=lambda _school: {"feed_id": _NOBODYS},
        foreign=lambda _school, _things, _caller: [at("/", _NOBODYS, feed_id=_NOBODYS)],
    ),
}
