"""A step of the checklist, and how far it can be."""

from dataclasses import dataclass
from enum import StrEnum

from ejournal_app.domain.messages import Message


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    MISSING = "missing"
    """Should be done; people can work without."""
    BLOCKS = "blocks"
    """Somebody cannot work until it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step in the order of the work: what it is (a msgid), how it stands, where it is done."""

    key: str
    label: str
    state: StepState
    detail: Message
    href: str
