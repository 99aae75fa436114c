"""What a row of a file would change about a person: shown to people, then carried out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode

from .fields import same_name
from .masking import mask_code

LABELS = {
    "family_name": N_("family name"),
    "given_name": N_("given name"),
    "birth_date": N_("birth date"),
    "personal_code": N_("personal code"),
    "email": N_("e-mail"),
    "phone": N_("telephone"),
}
"""Columns of a person as people call them, within a sentence."""


class PersonRecord(NamedTuple):
    """A person as on record."""

    person_id: int
    given_name: str
    family_name: str
    personal_code: str | None
    birth_date: date | None
    email: str | None
    phone: str | None

    @property
    def name(self) -> str:
        """Return the name as lists show it: surname first."""
        return f"{self.family_name} {self.given_name}"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that would change; values are texts, dates or messages, codes already masked."""

    label: Message
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStep:
    """A person to be added (no id) or changed: column to its new value."""

    person_id: int | None
    values: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)
    former_codes: tuple[PersonalCode, ...] = field(default=(), repr=False)
    """Codes the person had before, not on record yet."""
    key: str = field(default="", repr=False)
    """For an added person: the same for every row that names it."""


def plan_person(
    values: dict[str, Any], record: PersonRecord | None, *, key: str
) -> tuple[PersonStep, list[FieldChange]]:
    """Return what to add or change so that a person on record (None: nobody) has the values."""
    if record is None:
        return PersonStep(person_id=None, values=values, key=key), []
    different: dict[str, Any] = {}
    changes: list[FieldChange] = []
    for column, value in values.items():
        old = getattr(record, column)
        if old == value or (column.endswith("_name") and same_name(value, old)):
            continue
        different[column] = value
        shown = mask_code if column == "personal_code" else _plain
        changes.append(FieldChange(Message(LABELS[column]), shown(old), shown(value)))
    return PersonStep(person_id=record.person_id, values=different), changes


def _plain(value: Any) -> Any:
    return "" if value is None else value


def change_in_words(change: FieldChange) -> Message:
    """Return what is written differently: the field, the old value, the new one."""
    old: object = change.old if isinstance(change.old, Message | date) else change.old or "—"
    return Message(
        N_("{field}: {old} → {new}"), {"field": change.label, "old": old, "new": change.new}
    )


def change_to_show(change: FieldChange) -> Message:
    """Return a change as a page lists it: what is added stands alone."""
    if change.old == "":
        return Message(N_("{field}: {new}"), {"field": change.label, "new": change.new})
    return change_in_words(change)
