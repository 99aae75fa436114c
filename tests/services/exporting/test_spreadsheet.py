"""Spreadsheets that leave: no cell can act as a formula, dates and numbers stay what they are."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ejournal_app.services.exporting.cells import harmless
from ejournal_app.services.exporting.spreadsheet import write_spreadsheet


def read(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


@pytest.mark.parametrize(
    "text", ["=1+1", "+371 20000000", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]
)
def test_what_a_spreadsheet_could_take_for_a_formula_is_only_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    rows = read(write_spreadsheet("Skolēni", ["=A"], [[text]]))
    assert [str(cell)[0] for row in rows for cell in row] == ["'", "'"]


@given(st.text(max_size=40))
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_values_stay_what_they_are() -> None:
    moment = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    rows = read(
        write_spreadsheet(
            "Saraksts: [klase] 5.a/5.b un vēl ļoti garš nosaukums",
            ["Vārds", "Diena", "Laiks", "Skaits", "Vidējā", "Nekas"],
            [["Āboliņa", date(2026, 11, 24), moment, 3, Decimal("7.50"), None]],
        )
    )
    assert rows[1][:5] == [
        "Āboliņa",
        date(2026, 11, 24),
        datetime(2026, 11, 24, 12, 30),  # Riga
        3.0,
        7.5,
    ]
