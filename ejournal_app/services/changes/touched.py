"""The rows a run touched, and the words for what stands on them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ejournal_app.domain.messages import N_
from ejournal_app.persistence.models import ImportChange

from .log import REMOVED

CHUNK = 500

WHAT = {
    "account": N_("has an account"),
    "attendance": N_("has recorded attendance"),
    "class_teacher": N_("is a class teacher"),
    "enrolment": N_("has a later enrolment"),
    "group_membership": N_("is in a group"),
    "guardianship": N_("has a later guardian"),
    "journal": N_("has a journal"),
    "journal_teacher": N_("has a teacher attached later"),
    "lesson": N_("has lessons with entries"),
    "mark": N_("has marks"),
    "staff_contract": N_("has a contract"),
    "timetable_slot": N_("is in another timetable"),
    "work": N_("has works"),
}

Found = Iterator[tuple[str, int, str]]
"""Table, row and what of it, as a msgid."""


def ids_of(changes: Iterable[ImportChange], *, added: bool) -> dict[str, dict[int, Any]]:
    """Return table to row to `before`, of rows the run added or of rows it changed."""
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for change in changes:
        if (change.before is None) == added and not (change.before and REMOVED in change.before):
            found[change.entity][change.entity_id] = change.before
    return found


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in order, in parts no database finds too long."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
