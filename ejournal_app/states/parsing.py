"""Reads what a browser sent: type hints do not validate, so everything is checked here."""

from datetime import date
from typing import Any

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.plain_text import is_plain
from ejournal_app.domain.row_ids import ROW_ID_LIMIT

UNREADABLE = Message(N_("The program sent something unreadable. Reload the page."))
"""Told when what a page sent cannot be what its own program sends."""


def as_id(raw: Any) -> int:
    """Return a row id; Refused for anything that cannot be one."""
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) <= 16:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 < raw < ROW_ID_LIMIT:
        raise Refused(UNREADABLE)
    return raw


def address_id(path: str, permission: Permission) -> int:
    """Return the row id an address ends with; Forbidden, as for a foreign one, when it is none."""
    try:
        return as_id(path.rstrip("/").rpartition("/")[2])
    except Refused:
        raise Forbidden(Attempt(action=permission, entity="address")) from None


def as_text(raw: Any, limit: int = 200) -> str:
    """Return a text of at most `limit` characters."""
    if not isinstance(raw, str) or len(raw) > limit or not is_plain(raw):
        raise Refused(UNREADABLE)
    return raw


def as_number(raw: Any, first: int, last: int) -> int:
    """Return a whole number within bounds."""
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) <= 9:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not first <= raw <= last:
        raise Refused(UNREADABLE)
    return raw


def as_day(raw: Any) -> date | None:
    """Return an ISO date; None for an empty text."""
    text = as_text(raw, 10)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(Message(N_("This is not a date. Choose a day from the calendar."))) from None
    if not 1990 <= day.year <= 2100:
        raise Refused(Message(N_("This is not a date. Choose a day from the calendar.")))
    return day
