"""Lists of pupils as files, for tests."""

import csv
import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter

from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.services.importing.reading import Table, read_table
from ejournal_app.services.importing.viis import ViisFile, read

HEADER = (
    "Personas kods",
    "Uzvārds",
    "Vārds",
    "Dzimšanas datums",
    "Klase",
    "Izglītības programmas kods",
    "Uzņemšanas rīkojuma Nr.",
    "Uzņemšanas rīkojuma datums",
    "Uzņemts no",
    "Iepriekšējais personas kods",
    "1. pārstāvja personas kods",
    "1. pārstāvja uzvārds",
    "1. pārstāvja vārds",
    "1. pārstāvja veids",
    "1. pārstāvja e-pasts",
    "1. pārstāvja tālrunis",
)

BORN = date(2015, 3, 14)
ALISE = make_old_code(BORN, 101)
OTTO = make_old_code(date(2015, 7, 2), 202)
ZANE = make_old_code(date(2017, 12, 30), 303)
NEW_STYLE = "324567-89012"
MOTHER = make_old_code(date(1985, 5, 5), 404)


def pupil(
    code: str = ALISE,
    family: str = "Bērziņa",
    given: str = "Alise",
    born: str = "14.03.2015",
    class_name: str = "5.a",
    *,
    programme: str = "21011111",
    order: str = "1-9/12",
    order_date: str = "25.08.2026",
    effective: str = "01.09.2026",
    previous: str = "",
    guardian: tuple[str, ...] = ("", "", "", "", "", ""),
) -> tuple[str, ...]:
    return (
        code,
        family,
        given,
        born,
        class_name,
        programme,
        order,
        order_date,
        effective,
        previous,
        *guardian,
    )


ALISE_ROW = pupil(guardian=(MOTHER, "Bērziņa", "Ilze", "māte", "ilze@example.lv", "+371 20000001"))
OTTO_ROW = pupil(OTTO, "Ozols", "Otto", "02.07.2015", "5.b")
ZANE_ROW = pupil(ZANE, "Žagare", "Zane", "30.12.2017", "2.b")


def csv_bytes(
    rows: Iterable[tuple[str, ...]],
    *,
    header: tuple[str, ...] = HEADER,
    delimiter: str = ";",
    encoding: str = "utf-8",
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([header, *rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Iterable[tuple[object, ...]], *, header: tuple[str, ...] = HEADER) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Izglītojamie")
        for number, row in enumerate([header, *rows]):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return target.getvalue()


def table(*rows: tuple[str, ...]) -> Table:
    return read_table(csv_bytes(rows), "viis.csv")


def viis_file(*rows: tuple[str, ...]) -> ViisFile:
    return read(table(*rows))
