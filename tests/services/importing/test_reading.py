"""Any file becomes rows or is refused with a sentence, in bounded time and memory."""

import io
import random
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.services.importing.columns import Column, ColumnMapping, map_columns
from ejournal_app.services.importing.reading import MAX_BYTES, MAX_ROWS, read_table
from ejournal_app.services.importing.viis import read
from tests.services.importing.files import (
    ALISE_ROW,
    HEADER,
    OTTO_ROW,
    csv_bytes,
    viis_file,
    xlsx_bytes,
)

ROWS = (ALISE_ROW, OTTO_ROW)
WORKBOOK = xlsx_bytes(ROWS)


def refusal(content: bytes, name: str = "viis.csv", **options: str) -> str:
    with pytest.raises(Refused) as refused:
        read_table(content, name, **options)  # type: ignore[arg-type]
    return refused.value.message.english()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_pupils(encoding: str, delimiter: str) -> None:
    content = csv_bytes(ROWS, delimiter=delimiter, encoding=encoding)
    assert read(read_table(content, "viis.csv")).pupils == viis_file(*ROWS).pupils


def test_a_workbook_gives_the_same_pupils_with_dates_as_dates() -> None:
    def typed(row: tuple[str, ...]) -> tuple[object, ...]:
        day, month, year = row[3].split(".")
        return (*row[:3], date(int(year), int(month), int(day)), *row[4:])

    content = xlsx_bytes([typed(row) for row in ROWS])
    assert read(read_table(content, "viis.xlsx")).pupils == viis_file(*ROWS).pupils


def test_a_blank_row_keeps_the_numbers_a_spreadsheet_shows() -> None:
    content = csv_bytes([ALISE_ROW, ("",) * len(HEADER), OTTO_ROW])
    assert [pupil.row for pupil in read(read_table(content, "viis.csv")).pupils] == [2, 4]


def test_a_title_above_the_headings_is_passed_over() -> None:
    content = "Izglītojamo saraksts;;\r\n\r\n".encode() + csv_bytes(ROWS)
    assert [pupil.row for pupil in read(read_table(content, "viis.csv")).pupils] == [4, 5]


def test_headings_are_known_without_case_and_diacritics_and_by_other_names() -> None:
    header = ("PK", "UZVARDS", "vards", "Dzimsanas  datums", "klase/grupa", "Programmas kods")
    header += ("rīkojuma nr", "Rīkojuma datums", "Uzņemšanas datums", *HEADER[9:])
    content = csv_bytes(ROWS, header=header)
    assert read(read_table(content, "viis.csv")).pupils == viis_file(*ROWS).pupils


def test_a_mapping_goes_before_the_headings() -> None:
    header = ("Kods", *HEADER[1:])
    content = csv_bytes(ROWS, header=header)
    with pytest.raises(Refused, match="no column"):
        read(read_table(content, "viis.csv"))
    source = read(read_table(content, "viis.csv"), ColumnMapping({"code": "Kods"}))
    assert source.pupils == viis_file(*ROWS).pupils
    assert source.headings["code"] == "Kods"


def test_every_missing_column_is_named() -> None:
    content = csv_bytes(ROWS, header=("Kods", "Uzvārds", "Vārds", "Klases nr.", *HEADER[5:]))
    with pytest.raises(Refused) as refused:
        read(read_table(content, "viis.csv"))
    assert refused.value.message.params["columns"] == (
        "«Personas kods», «Dzimšanas datums», «Klase»"
    )


def test_two_columns_of_one_meaning_are_refused() -> None:
    columns = (Column("a", "Klase", required=True), Column("b", "Vārds"))
    with pytest.raises(Refused, match="mean the same"):
        map_columns(read_table(b"Klase;Vards;klase\n1;2;3\n", "x.csv"), columns)


def test_an_empty_file_is_refused() -> None:
    assert refusal(b" \r\n\t") == "The file is empty."
    assert refusal(b";;;\r\n;;\r\n") == "The file is empty."
    assert refusal(xlsx_bytes([], header=()), "x.xlsx") == "The file is empty."


@pytest.mark.parametrize("name", ["x.csv", "x.txt", "x.xlsx"])
def test_garbage_is_refused(name: str) -> None:
    garbage = random.Random(92).randbytes(100_000)
    assert refusal(garbage, name)


@given(st.binary(max_size=2_000), st.sampled_from(["x.csv", "x.xlsx", "x.xls", "x"]))
def test_any_bytes_become_rows_or_a_refusal(content: bytes, name: str) -> None:
    try:
        table = read_table(content, name)
    except Refused:
        return
    assert all(any(row.cells) for row in table.rows)


@settings(deadline=None)
@given(st.data())
def test_a_damaged_workbook_becomes_rows_or_a_refusal(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_table(bytes(content), "x.xlsx")
    except Refused:
        return


def test_a_nul_byte_is_refused() -> None:
    assert "not text" in refusal(csv_bytes(ROWS).replace(b"Otto", b"Ot\x00o"))


def test_a_name_that_lies_about_the_content_is_refused() -> None:
    assert "not an Excel workbook" in refusal(csv_bytes(ROWS), "viis.xlsx")
    assert "is an Excel workbook" in refusal(xlsx_bytes(ROWS), "viis.csv")
    assert "Only CSV and XLSX" in refusal(csv_bytes(ROWS), "viis.pdf")


def test_too_large_a_file_is_refused() -> None:
    assert refusal(b"a;b\n" * (MAX_BYTES // 4 + 1)) == "The file is too large: at most 10 MB."


def test_too_many_rows_are_refused() -> None:
    assert "more than 20000 rows" in refusal(b"a;b\n" * (MAX_ROWS + 2))


def test_unbalanced_quotes_are_refused() -> None:
    assert "quotation marks" in refusal(b'a;"b\n1;2\n')


def test_a_wrong_encoding_is_refused() -> None:
    content = csv_bytes(ROWS, encoding="cp1257")
    assert "not text" in refusal(content, encoding="utf-8")
    assert "one of" in refusal(content, encoding="latin-1")


def with_sheet(sheet: bytes) -> bytes:
    """A workbook whose only sheet is the given XML."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in source.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            changed.writestr(part.filename, sheet if is_sheet else source.read(part))
    return target.getvalue()


SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
)


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    bomb = with_sheet(b" " * (70 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "unpacks" in refusal(bomb, "x.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='XFD1'><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c note="&gt;>" r="XFD1048576"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_claims_to_be_huge_is_refused(rows: str) -> None:
    assert "more than" in refusal(with_sheet(SHEET.format(rows=rows).encode()), "x.xlsx")


def test_formatting_down_to_the_last_row_is_no_content() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'
    rows += '<row r="1048576" s="1"><c r="A1048576" s="1"/></row>'
    table = read_table(with_sheet(SHEET.format(rows=rows).encode()), "x.xlsx")
    assert [row.cells[0] for row in table.rows] == ["1"]


def test_a_workbook_of_too_many_parts_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(600):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"")
    assert "unpacks" in refusal(target.getvalue(), "x.xlsx")
