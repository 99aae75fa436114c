"""The first sheet of an XLSX workbook from anybody, as text.

The reading library sets memory aside for the whole rectangle a sheet claims to fill, and unpacks
whatever the archive holds. So the archive is unpacked here first, within limits, the claims are
checked, and the library sees only what passed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 500
MAX_TEXT = 128 * 1024 * 1024
"""Bytes the cells may come to when each has the longest of the workbook's shared texts."""

_NEEDED = re.compile(
    r"(\[Content_Types\]\.xml|_rels/.*|xl/[^/]+\.xml|xl/_rels/.*|xl/worksheets/.*)"
)
_SHEET = re.compile(r"xl/worksheets/.*\.xml")
_EMPTY_CELL = re.compile(rb'<(?:\w+:)?c(?: [\w:]+="[^"<>]*")*\s*/>')
_EMPTY_ROW = re.compile(rb'<(?:\w+:)?row(?: [\w:]+="[^"<>]*")*\s*(?:/>|>\s*</(?:\w+:)?row>)')
_TAG = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_POSITION = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,9})([0-9]+)["']""")

Cell = int | float | str | bool | time | date | datetime | timedelta


def read_first_sheet(
    content: bytes, *, max_rows: int, max_columns: int
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the first worksheet, blank ones included; Refused when it cannot be."""
    safe = _repack(content, max_rows=max_rows, max_columns=max_columns)
    try:
        book = CalamineWorkbook.from_filelike(safe)
        rows = _rows(book, _names(book)[0])
    except (CalamineError, EOFError, ValueError, OSError) as error:
        raise _unreadable() from error
    return (tuple(as_text(cell) for cell in row) for row in rows)


def read_sheets(
    content: bytes, *, max_rows: int, max_columns: int, max_sheets: int
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield name and rows of every worksheet, one at a time; Refused when it cannot be read."""
    safe = _repack(content, max_rows=max_rows, max_columns=max_columns)
    try:
        book = CalamineWorkbook.from_filelike(safe)
        names = _names(book)
        if len(names) > max_sheets:
            raise Refused(
                Message(N_("The workbook has more than {sheets} sheets."), {"sheets": max_sheets})
            )
        for name in names:
            yield name, [tuple(as_text(cell) for cell in row) for row in _rows(book, name)]
    except (CalamineError, EOFError, ValueError, OSError) as error:
        raise _unreadable() from error


def _names(book: CalamineWorkbook) -> list[str]:
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    if not names:
        raise _unreadable()
    return names


def _rows(book: CalamineWorkbook, name: str) -> list[list[Cell]]:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def as_text(cell: Cell) -> str:
    """Return a cell as its author would type it: whole numbers bare, dates as 01.09.2026."""
    match cell:
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return f"{cell:%d.%m.%Y}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case _:
            return str(cell)


def _repack(content: bytes, *, max_rows: int, max_columns: int) -> io.BytesIO:
    """Return the workbook with only its needed parts, unpacked and checked."""
    target = io.BytesIO()
    left = MAX_UNPACKED
    cells = longest = 0
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as checked,
        ):
            parts = source.infolist()
            if len(parts) > MAX_PARTS:
                raise _too_large()
            for part in parts:
                if not _NEEDED.fullmatch(part.filename):
                    continue
                with source.open(part) as packed:
                    data = packed.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise _too_large()
                if _SHEET.fullmatch(part.filename):
                    data = _without_blanks(data)
                    _check_positions(data, max_rows=max_rows, max_columns=max_columns)
                    cells += _count_cells(data, max_rows=max_rows, max_columns=max_columns)
                else:
                    longest = max(longest, _longest_shared_text(data))
                # The library gives every cell a copy of the text it shares with others.
                if cells * longest > MAX_TEXT:
                    raise _too_large()
                checked.writestr(part.filename, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        # RuntimeError: the archive is encrypted; NotImplementedError is one of its kind.
        raise _unreadable() from error
    target.seek(0)
    return target


def _without_blanks(sheet: bytes) -> bytes:
    """Drop cells and rows that hold only formatting: people format a whole column at once."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", sheet))


def _check_positions(sheet: bytes, *, max_rows: int, max_columns: int) -> None:
    for found in _POSITION.finditer(sheet):
        column, row = found.groups()
        if len(row) > len(str(max_rows)) or int(row) > max_rows:
            raise Refused(
                Message(N_("The file has more than {rows} rows."), {"rows": max_rows - 1})
            )
        if _column_number(column) > max_columns:
            raise Refused(
                Message(N_("The file has more than {columns} columns."), {"columns": max_columns})
            )


def _count_cells(sheet: bytes, *, max_rows: int, max_columns: int) -> int:
    """Count the cells; those that do not say where they stand follow the one before them."""
    cells = rows = in_row = 0
    for found in _TAG.finditer(sheet):
        if found[1] == b"row":
            rows, in_row = rows + 1, 0
        else:
            cells, in_row = cells + 1, in_row + 1
        if rows > max_rows:
            raise Refused(
                Message(N_("The file has more than {rows} rows."), {"rows": max_rows - 1})
            )
        if in_row > max_columns:
            raise Refused(
                Message(N_("The file has more than {columns} columns."), {"columns": max_columns})
            )
    return cells


def _longest_shared_text(part: bytes) -> int:
    starts = [found.start() for found in _SHARED_TEXT.finditer(part)]
    ends = [*starts[1:], len(part)]
    return max((end - start for start, end in zip(starts, ends, strict=False)), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _unreadable() -> Refused:
    return Refused(
        Message(N_("The workbook cannot be read. Open it in a spreadsheet and save it once more."))
    )


def _too_large() -> Refused:
    return Refused(Message(N_("The workbook unpacks to more than a list of pupils can be.")))
