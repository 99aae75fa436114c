"""Reading the form of an absence note at the border."""

from collections.abc import Iterable
from typing import Any

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.absences.checking import NoteData
from ejournal_app.services.absences.words import LAST_LESSON

from .parsing import as_day, as_id, as_number, as_text

MOST_VERSIONS = 1_000_000
_LONGEST = 1_000
_LONGEST_LIST = 2_000


def note_data(form: dict[str, Any]) -> NoteData:
    """Return what the form says; Refused, at its field, for what is missing or unreadable."""
    starts_on, ends_on = as_day(form.get("starts_on", "")), as_day(form.get("ends_on", ""))
    if starts_on is None:
        raise Refused(Message(N_("Choose a day.")), field="starts_on")
    try:
        reason = Justification(as_text(form.get("reason", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Choose a reason from the list.")), field="reason") from None
    document = as_text(form.get("document", ""), 16)
    return NoteData(
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        first_lesson=_lesson(form.get("first_lesson", "")),
        last_lesson=_lesson(form.get("last_lesson", "")),
        reason=reason,
        issued_by=as_text(form.get("issued_by", ""), _LONGEST),
        remark=as_text(form.get("remark", ""), _LONGEST),
        document_id=as_id(document) if document else None,
    )


def as_pupils(raw: Any) -> list[int]:
    """Return the pupils of a text of ids with commas between them."""
    text = as_text(raw, _LONGEST_LIST)
    return [as_id(one) for one in text.split(",")] if text else []


def ids_text(ids: Iterable[int]) -> str:
    """Return ids as one text with commas between them."""
    return ",".join(str(one) for one in ids)


def _lesson(raw: Any) -> int | None:
    text = as_text(raw, 3)
    return as_number(text, 0, LAST_LESSON) if text else None
