"""Choosing notifications, and messages that were not delivered."""

from typing import Any

from tests.states.rows import Row
from tests.states.school import School

_SUPERUSER = frozenset({"virslietotajs"})
_NOBODY = 10**9


def _choice(_school: School) -> dict[str, Any]:
    return {"form": {"digest_at": "nav laiks", "quiet_from": "", "quiet_to": ""}}


def _message(_school: School) -> dict[str, Any]:
    return {"message_id": _NOBODY}


def _query(_school: School) -> dict[str, Any]:
    return {"query": {"meklet": "qqq"}}


# Choices are each person's own; to the superuser, who alone sees messages, none is foreign.
ROWS = {
    "notifications.Notifications.enter": Row(path=lambda _own: "/konts/pazinojumi"),
    "notifications.Notifications.save": Row(arguments=_choice),
    "messages.Undelivered.enter": Row(open_to=_SUPERUSER, path=lambda _own: f"/e-pasti/{_NOBODY}"),
    "messages.Undelivered.again": Row(open_to=_SUPERUSER, arguments=_message),
    "messages.Undelivered.look_through": Row(open_to=_SUPERUSER, arguments=_query),
    "messages.Undelivered.all_again": Row(open_to=_SUPERUSER, arguments=_query),
}
