"""Reads what a browser sent: type hints do not validate, so everything is checked here."""

from datetime import UTC, date, datetime
from typing import Any

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.plain_text import is_plain
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.domain.typed_name import FIELD

UNREADABLE = Message(N_("The program sent something unreadable. Reload the page."))
"""Told when what a page sent cannot be what its own program sends."""

_NO_MOMENT = Message(N_("This is not a day with a time. Choose both from the calendar."))


def as_id(raw: Any) -> int:
    """Return a row id; Refused for anything that cannot be one."""
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) <= 16:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 < raw < ROW_ID_LIMIT:
        raise Refused(UNREADABLE)
    return raw


def address_id(path: str, permission: Permission, part: int = -1) -> int:
    """Return the row id in an address, usually its last part; Forbidden, as for a foreign one, if
    there is none.
    """
    try:
        return as_id(path.rstrip("/").split("/")[part])
    except (Refused, IndexError):
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


def as_moment(raw: Any) -> datetime | None:
    """Return a moment given as Riga's calendar and clock show it; None for an empty text."""
    text = as_text(raw, 16)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(_NO_MOMENT) from None
    if len(text) != len("2026-11-25T14:00") or not 1990 <= moment.year <= 2100:
        raise Refused(_NO_MOMENT)
    return moment.replace(tzinfo=clock.RIGA).astimezone(UTC)


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


def typed_name(form: dict[str, Any]) -> str:
    """Return the name typed in a `typed_dialog`."""
    return as_text(form.get(FIELD, ""), 1_000)
