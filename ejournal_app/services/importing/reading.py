"""From an untrusted file to rows of text: CSV in UTF-8 or Windows-1257, and XLSX.

Every file either becomes rows or is refused with one sentence, in bounded time and memory.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

from .workbook import read_first_sheet

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 2_000

ENCODINGS = {"utf-8": "utf-8-sig", "windows-1257": "cp1257"}
"""Encodings a file may have, by the name people give, and how Python reads them."""

_ZIP_SIGNATURE = b"PK\x03\x04"
_OLD_EXCEL_SIGNATURE = b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file; number is what a spreadsheet shows beside it, 1 for the first."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """Where imported data come from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a file that have anything in them."""

    file: SourceFile
    rows: tuple[Row, ...] = field(repr=False)
    encoding: str = ""
    """A key of ENCODINGS; empty for a workbook, which knows its own."""
    delimiter: str = ""
    """What parts the columns of a text; empty for a workbook."""


def describe_file(content: bytes, file_name: str) -> SourceFile:
    """Return how a file is remembered: its bare name and its SHA-256 in hex."""
    # A name sent from Windows may carry its whole path.
    bare = PurePath(file_name.replace("\\", "/")).name
    return SourceFile(name=bare[:200], sha256=hashlib.sha256(content).hexdigest())


def check_size(content: bytes) -> None:
    """Refuse an empty file and one that is too large to be what it should be."""
    if not content.strip():
        raise Refused(Message(N_("The file is empty.")))
    if len(content) > MAX_BYTES:
        raise Refused(
            Message(
                N_("The file is too large: at most {megabytes} MB."),
                {"megabytes": MAX_BYTES // (1024 * 1024)},
            )
        )


def read_table(content: bytes, file_name: str, *, encoding: str | None = None) -> Table:
    """Return the rows of a CSV or XLSX file; Refused when it is neither, or too large.

    `encoding` (a key of ENCODINGS) is only needed when guessing would be wrong: without it a file
    that is not UTF-8 is taken for Windows-1257.
    """
    check_size(content)
    suffix = PurePath(file_name.lower()).suffix
    read_as = delimiter = ""
    if suffix == ".xlsx":
        if not content.startswith(_ZIP_SIGNATURE):
            raise Refused(
                Message(N_("The file is named .xlsx, but its content is not an Excel workbook."))
            )
        cells = read_first_sheet(content, max_rows=MAX_ROWS + 1, max_columns=MAX_COLUMNS)
    elif suffix in {".csv", ".txt", ".tsv"}:
        if content.startswith((_ZIP_SIGNATURE, _OLD_EXCEL_SIGNATURE)):
            raise Refused(
                Message(N_("The file is named as text, but its content is an Excel workbook."))
            )
        text, read_as = _decode(content, encoding)
        delimiter = _delimiter(text)
        cells = _read_text(text, delimiter)
    else:
        raise Refused(
            Message(N_("Only CSV and XLSX files can be read. Save the file as one of them."))
        )
    rows = tuple(_rows(cells))
    if not rows:
        raise Refused(Message(N_("The file is empty.")))
    return Table(
        file=describe_file(content, file_name), rows=rows, encoding=read_as, delimiter=delimiter
    )


def _decode(content: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text and the encoding it was read in."""
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise Refused(
            Message(
                N_("The encoding must be one of: {encodings}."), {"encodings": ", ".join(ENCODINGS)}
            )
        )
    for name in [encoding.lower()] if encoding else ENCODINGS:
        try:
            text = content.decode(ENCODINGS[name])
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text) is None:
            return text, name
    raise Refused(
        Message(N_("The file is not text in UTF-8 or Windows-1257. Save it as CSV UTF-8 or XLSX."))
    )


def _read_text(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield tuple(record)
    except csv.Error as error:
        if "field limit" in str(error):
            raise Refused(
                Message(
                    N_("The file has a cell of more than {length} characters."),
                    {"length": MAX_CELL},
                )
            ) from error
        raise Refused(
            Message(N_("The quotation marks in the file do not match; it cannot be read as CSV."))
        ) from error


def _delimiter(text: str) -> str:
    """Return the sign that parts most columns in the first lines; the first wins a tie."""
    sample = text[:20_000].splitlines()[:10]

    def columns(delimiter: str) -> int:
        try:
            return max(len(record) for record in csv.reader(sample, delimiter=delimiter))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=columns)


def _rows(records: Iterator[tuple[str, ...]]) -> Iterator[Row]:
    for number, record in enumerate(records, start=1):
        if number > MAX_ROWS + 1:
            raise Refused(Message(N_("The file has more than {rows} rows."), {"rows": MAX_ROWS}))
        if len(record) > MAX_COLUMNS:
            raise Refused(
                Message(N_("The file has more than {columns} columns."), {"columns": MAX_COLUMNS})
            )
        cells = tuple(" ".join(cell.split()) for cell in record)
        if any(len(cell) > MAX_CELL for cell in cells):
            raise Refused(
                Message(
                    N_("Row {row} has a cell of more than {length} characters."),
                    {"row": number, "length": MAX_CELL},
                )
            )
        if any(cells):
            yield Row(number, cells)
