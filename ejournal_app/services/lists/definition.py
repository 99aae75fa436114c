"""What a list is made of: its rows, columns, filters, and who may see it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import Message

Row = TypeVar("Row")

Cell = str | int | Decimal | date | datetime | Message | None
"""What a cell holds; the border turns it into text in the reader's language."""

Look = Literal["", "info", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """What somebody wants to see of a list; unknown names are passed over."""

    search: str = ""
    sort: str = ""
    """Key of a column; empty: the order of the rows as loaded."""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    """Filter key to the chosen value; an empty value chooses nothing."""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """A column: its heading (a msgid) and what it shows of a row."""

    key: str
    title: str
    cell: Callable[[Row], Cell]
    order: Callable[[Row], Any] | None = None
    """What to sort by when it is not the cell itself."""
    look: Callable[[Row], Look] | None = None
    """The colour of the cell as a chip; the words must say it too."""
    on_screen: bool = True
    """False: only in the export."""

    def sort_value(self, row: Row) -> tuple[bool, Any]:
        """Return what orders the rows: empty cells last, texts in Latvian order."""
        if self.order is not None:
            return (False, self.order(row))
        value = self.cell(row)
        if value is None or value == "":
            return (True, 0)
        if isinstance(value, Message):
            return (False, sort_key(value.english()))
        return (False, sort_key(value) if isinstance(value, str) else value)


@dataclass(frozen=True, kw_only=True)
class Filter(Generic[Row]):
    """A choice that narrows the list: its label (a msgid) and the values a row stands under."""

    key: str
    title: str
    values_of: Callable[[Row], Sequence[str]]
    """The values of this filter under which a row is found."""
    labels: Mapping[str, str | Message] | None = None
    """Value to what people read, in this order; None: the values are read as they are."""
    default: str = ""
    """Chosen unless something else is: one value must then mean everything. Empty: nothing is."""


@dataclass(frozen=True, kw_only=True)
class ListDefinition(Generic[Row]):
    """A list; `load` returns all rows the actor may see, already in the usual order."""

    key: str
    """Names it in addresses: `skoleni`."""
    title: str
    """A msgid: name of the page and of the exported sheet."""
    permission: Permission
    load: Callable[[Actor], Sequence[Row]]
    columns: tuple[Column[Row], ...]
    """The first names the row."""
    filters: tuple[Filter[Row], ...] = ()
    href: Callable[[Row], str] | None = None
    """Where a row leads."""
    found_by: Callable[[Row], str] | None = None
    """The words a search looks in; None: the text cells."""
    page_size: int = 50
