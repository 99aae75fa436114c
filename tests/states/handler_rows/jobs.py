"""Scheduled jobs and the addresses of calendars."""

from tests.states.rows import Row

_SUPERUSER = frozenset({"virslietotajs"})

ROWS = {
    "jobs.Jobs.enter": Row(open_to=_SUPERUSER, path=lambda _own: "/darbi"),
}
