"""XLSX files with one sheet of rows."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from ejournal_app import clock

from .cells import harmless

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET_NAME_LIMIT = 31
_WIDEST, _NARROWEST = 60, 8
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_TEXTS_ARE_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_spreadsheet(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return an XLSX file; texts are never formulas, links or numbers, moments are Riga time."""
    target = io.BytesIO()
    book: Any = xlsxwriter.Workbook(target, _TEXTS_ARE_TEXTS)
    sheet = _Sheet(book, title)
    sheet.head(headings)
    for number, row in enumerate(rows, start=1):
        sheet.write(number, row)
    sheet.finish()
    book.close()
    return target.getvalue()


class _Sheet:
    def __init__(self, book: Any, title: str) -> None:
        name = _NOT_IN_SHEET_NAMES.sub(" ", title).strip()[:_SHEET_NAME_LIMIT] or "1"
        self._sheet: Any = book.add_worksheet(name)
        self._bold: Any = book.add_format({"bold": True, "bottom": 1})
        self._day: Any = book.add_format({"num_format": "dd.mm.yyyy"})
        self._moment: Any = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        self._widths: list[int] = []

    def head(self, headings: Sequence[str]) -> None:
        """Write the headings."""
        self._widths = [len(heading) for heading in headings]
        for column, heading in enumerate(headings):
            self._sheet.write_string(0, column, harmless(heading), self._bold)

    def write(self, number: int, row: Sequence[Any]) -> None:
        """Write one row."""
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            self._cell(number, column, value)
            if column < len(self._widths):
                self._widths[column] = max(self._widths[column], len(str(value)))

    def finish(self) -> None:
        """Make the sheet pleasant to read."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
        self._sheet.freeze_panes(1, 0)
        if self._widths:
            self._sheet.autofilter(0, 0, 0, len(self._widths) - 1)

    def _cell(self, number: int, column: int, value: Any) -> None:
        match value:
            case datetime():
                local = value.astimezone(clock.RIGA).replace(tzinfo=None)
                self._sheet.write_datetime(number, column, local, self._moment)
            case date():
                self._sheet.write_datetime(number, column, value, self._day)
            case int() | float() | Decimal() if not isinstance(value, bool):
                self._sheet.write_number(number, column, float(value))
            case _:
                self._sheet.write_string(number, column, harmless(str(value)))
