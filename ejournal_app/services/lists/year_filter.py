"""The filter by school year: lists of several years begin with the one people work on."""

from collections.abc import Callable
from typing import TypeVar

from ejournal_app.domain.messages import N_, Message

from .definition import Filter

Row = TypeVar("Row")

_PRESENT, _OTHERS, _ALL = "sis", "citi", "visi"
_LABELS = {
    _PRESENT: Message(N_("the present year")),
    _OTHERS: Message(N_("other years")),
    _ALL: Message(N_("all years")),
}


def year_filter(is_present: Callable[[Row], bool]) -> Filter[Row]:
    """Return the filter; only rows of the present year are shown unless something else is asked."""
    return Filter(
        key="year",
        title=N_("School year"),
        values_of=lambda row: (_PRESENT if is_present(row) else _OTHERS, _ALL),
        labels=_LABELS,
        default=_PRESENT,
    )
