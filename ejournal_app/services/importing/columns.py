"""Which column of a file is which, by its heading or as somebody has said."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

from .reading import Row, Table

_HEADER_WITHIN = 10
"""A heading is looked for in so many first rows: reports begin with a title."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column the import knows: its key, its Latvian heading and other headings met."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return every heading the column goes by, folded."""
        return frozenset(fold(name) for name in (self.title, *self.aliases))


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What somebody said of a file: column key to the heading used there."""

    headings: Mapping[str, str] = field(default_factory=dict[str, str])
    positions: Mapping[str, int] | None = None
    """Column key to its place in the row of headings, 0 for the first. When given, nothing is
    guessed: a column without a place is not in the file."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What can be said of a file's headings before anybody has said what they mean."""

    header: Row
    positions: Mapping[str, int]
    """Column key to the place of its heading, as guessed."""
    doubled: tuple[int, ...]
    """Places of further headings that mean the same as one before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The data rows of a table, with the place of every known column."""

    rows: tuple[Row, ...] = field(repr=False)
    headings: Mapping[str, str]
    """Column key to the heading found in the file, for remembering and for errors."""
    positions: Mapping[str, int]
    ignored: tuple[str, ...] = ()
    """Headings of the file that mean nothing to the import."""

    def cell(self, row: Row, key: str) -> str:
        """Return a row's text in a column; '' when the file or the row has no such cell."""
        position = self.positions.get(key)
        if position is None or position >= len(row.cells):
            return ""
        return row.cells[position]


def fold(name: str) -> str:
    """Return a heading without case, diacritics, spaces and signs: how headings are compared."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in decomposed if sign.isalnum())


def map_columns(
    table: Table, columns: Sequence[Column], mapping: ColumnMapping | None = None
) -> Records:
    """Find the heading row and the columns; Refused, naming every one that is missing.

    A mapping goes before the headings the import knows by itself.
    """
    if mapping is not None and mapping.positions is not None:
        return _as_told(table, columns, mapping.positions)
    wanted = _wanted(columns, mapping or ColumnMapping())
    best: dict[str, int] = {}
    header: Row | None = None
    for row in table.rows[:_HEADER_WITHIN]:
        found = _find(row, wanted)
        if len(found) > len(best):
            best, header = found, row
    if header is None:
        header = table.rows[0]
    return _records(table, columns, header, best)


def survey(table: Table, columns: Sequence[Column]) -> Survey:
    """Find the row of headings and guess what each means; never refuses."""
    wanted = _wanted(columns, ColumnMapping())
    best: Survey | None = None
    for row in table.rows[:_HEADER_WITHIN]:
        found: dict[str, int] = {}
        doubled: list[int] = []
        for position, cell in enumerate(row.cells):
            key = wanted.get(fold(cell))
            if key is not None and key in found:
                doubled.append(position)
            elif key is not None:
                found[key] = position
        if best is None or _weight(row, found) > _weight(best.header, best.positions):
            best = Survey(row, found, tuple(doubled))
    assert best is not None, "a table has rows"
    return best


def _weight(row: Row, found: Mapping[str, int]) -> tuple[int, int]:
    """Tell how much a row looks like the headings: known ones count first, then filled cells."""
    return len(found), sum(1 for cell in row.cells if cell)


def _as_told(table: Table, columns: Sequence[Column], positions: Mapping[str, int]) -> Records:
    header = survey(table, columns).header
    keys = {column.key for column in columns}
    told = {
        key: position
        for key, position in positions.items()
        if key in keys and 0 <= position < len(header.cells)
    }
    return _records(table, columns, header, told)


def _records(
    table: Table, columns: Sequence[Column], header: Row, positions: Mapping[str, int]
) -> Records:
    missing = [
        column.title for column in columns if column.required and column.key not in positions
    ]
    if missing:
        raise Refused(
            Message(
                N_("The file has no column: {columns}. Headings are expected in one row."),
                {"columns": ", ".join(f"«{title}»" for title in missing)},
            )
        )
    used = set(positions.values())
    return Records(
        rows=tuple(row for row in table.rows if row.number > header.number),
        headings={key: header.cells[position] for key, position in positions.items()},
        positions=dict(positions),
        ignored=tuple(
            name for position, name in enumerate(header.cells) if name and position not in used
        ),
    )


def _wanted(columns: Sequence[Column], mapping: ColumnMapping) -> dict[str, str]:
    """Return folded heading to column key."""
    wanted = {
        name: column.key
        for column in columns
        if column.key not in mapping.headings
        for name in column.names
    }
    return wanted | {fold(heading): key for key, heading in mapping.headings.items()}


def _find(row: Row, wanted: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(row.cells):
        key = wanted.get(fold(cell))
        if key is None:
            continue
        if key in found:
            raise Refused(
                Message(
                    N_("Two columns mean the same: «{first}» and «{second}». Leave one of them."),
                    {"first": row.cells[found[key]], "second": cell},
                )
            )
        found[key] = position
    return found
