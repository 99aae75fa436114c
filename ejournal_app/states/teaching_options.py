"""Choices that the forms about teaching share, as the browser gets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ejournal_app.services.teaching.staff import StaffOption
from ejournal_app.services.teaching.years import YearOption

from .parsing import as_id, as_text


@dataclass(frozen=True)
class Choice:
    """A value with its words."""

    value: str
    label: str


def year_choices(years: Iterable[YearOption]) -> list[Choice]:
    """Return years to choose from, in the order given."""
    return [Choice(value=str(year.year_id), label=year.label) for year in years]


def staff_choices(staff: Iterable[StaffOption]) -> list[Choice]:
    """Return members of staff to choose from."""
    return [Choice(value=str(one.person_id), label=one.name) for one in staff]


def as_chosen_id(raw: Any) -> int | None:
    """Return the id a choice was sent with; None when nothing was chosen."""
    text = as_text(raw, 16)
    return as_id(text) if text else None


def as_tick(form: dict[str, Any], name: str) -> bool:
    """Tell whether a box of a form is ticked: browsers leave out those that are not."""
    return bool(as_text(form.get(name, ""), 20))
