"""The canteen's report as CSV and XLSX."""

import csv
import io
from collections.abc import Sequence

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.exporting.cells import harmless
from ejournal_app.services.exporting.spreadsheet import write_spreadsheet

from .canteen import CanteenLine


def canteen_csv(lines: Sequence[CanteenLine], language: str) -> bytes:
    """Return CSV as spreadsheets of this country open it: semicolons, UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_headings(language))
    writer.writerows([harmless(str(cell)) for cell in row] for row in _rows(lines, language))
    return text.getvalue().encode("utf-8-sig")


def canteen_sheet(lines: Sequence[CanteenLine], language: str) -> bytes:
    """Return XLSX."""
    title = gettext(language, N_("First lesson"))
    return write_spreadsheet(title, _headings(language), _rows(lines, language))


def _headings(language: str) -> list[str]:
    return [
        gettext(language, N_("Class")),
        gettext(language, N_("Pupils")),
        gettext(language, N_("Present")),
        gettext(language, N_("Absent")),
        gettext(language, N_("Not registered yet")),
    ]


def _rows(lines: Sequence[CanteenLine], language: str) -> list[list[str | int]]:
    rows: list[list[str | int]] = [
        [one.class_name, one.pupils, one.present, one.absent, one.unknown] for one in lines
    ]
    if len(lines) > 1:
        rows.append(
            [
                gettext(language, N_("Together")),
                sum(one.pupils for one in lines),
                sum(one.present for one in lines),
                sum(one.absent for one in lines),
                sum(one.unknown for one in lines),
            ]
        )
    return rows
