"""Reads what the board of a split sends."""

from typing import Any

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.groups.board import MOST_CLASSES, MOST_SUBJECTS, SplitAsk
from ejournal_app.services.groups.group_page import NAME_LENGTH
from ejournal_app.services.groups.splitting import MOST_NEW_GROUPS, Assignment

from .parsing import UNREADABLE, as_day, as_id, as_text

_MOST_PUPILS = 1_000
_MOST_GROUPS = 60
_LONGEST_ADDRESS = 200


def as_ask(raw: dict[str, Any]) -> SplitAsk:
    """Return what is split; Refused for what no page of ours sends."""
    day = as_day(raw.get("on", ""))
    if day is None:
        raise Refused(Message(N_("Choose the day from which it holds.")), field="on")
    return SplitAsk(
        class_ids=tuple(_ids(raw.get("classes"), MOST_CLASSES)),
        subject_ids=tuple(_ids(raw.get("subjects"), MOST_SUBJECTS)),
        on=day,
    )


def as_assignment(places: list[Any], groups: list[Any]) -> Assignment:
    """Return who is to be where; Refused for what no page of ours sends."""
    if len(places) > _MOST_PUPILS or len(groups) > MOST_NEW_GROUPS:
        raise Refused(UNREADABLE)
    return Assignment(
        places=tuple(
            (as_id(pupil), _group(group)) for pupil, group in (_pair(one) for one in places)
        ),
        new_groups=tuple(
            (_group(group), as_text(name, NAME_LENGTH))
            for group, name in (_pair(one) for one in groups)
        ),
    )


def as_groups(raw: list[Any]) -> dict[int, str]:
    """Return groups by number with their names, in order."""
    if len(raw) > _MOST_GROUPS:
        raise Refused(UNREADABLE)
    return {
        _group(group): as_text(name, NAME_LENGTH) for group, name in (_pair(one) for one in raw)
    }


def ids_of(address: str) -> list[int]:
    """Return the row ids of an address: `3,12`."""
    return [as_id(part) for part in as_text(address, _LONGEST_ADDRESS).split(",") if part]


def _ids(raw: Any, most: int) -> list[int]:
    if not isinstance(raw, list) or len(raw) > most:
        raise Refused(UNREADABLE)
    return [as_id(one) for one in raw]


def _pair(raw: Any) -> tuple[Any, Any]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise Refused(UNREADABLE)
    return raw[0], raw[1]


def _group(raw: Any) -> int:
    """Return a group's id, 0 for none, or a small negative number for one to be made."""
    if isinstance(raw, int) and not isinstance(raw, bool) and -MOST_NEW_GROUPS <= raw <= 0:
        return raw
    return as_id(raw)
