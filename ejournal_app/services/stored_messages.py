"""Sentences kept in the database untranslated: they are translated when they are shown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from ejournal_app.domain.messages import Message


def plain_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a message as JSON; dates, moments and messages under a name."""
    return {name: _plain(value) for name, value in params.items()}


def rich_message(msgid: str, params: Mapping[str, Any]) -> Message:
    """Return a stored message as it was given."""
    return Message(msgid, {name: _rich(value) for name, value in params.items()})


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Message():
            return {"msgid": value.msgid, "params": plain_params(value.params)}
        case _:
            return value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    stored = cast(dict[str, Any], value)
    if "moment" in stored:
        return datetime.fromisoformat(stored["moment"])
    if "date" in stored:
        return date.fromisoformat(stored["date"])
    return rich_message(stored["msgid"], stored["params"])
