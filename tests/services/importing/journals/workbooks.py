"""Journal workbooks as the earlier system writes them, for tests."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

TRAILING = ("Tēma", "Mājasdarba uzdevums", "Piezīmes", "Autors", "Priekšmeta skolotājs")


@dataclass(frozen=True)
class Line:
    """A data row; `cells` by pupil, in the order of the sheet."""

    day: str
    cells: tuple[str, ...] = ()
    kind: str = "Mācību stunda"
    subject: str = "Matemātika"
    number: str = ""
    topic: str = ""
    homework: str = ""
    notes: str = ""
    author: str = "Jānis Ozols"
    teacher: str = "Jānis Ozols"


@dataclass(frozen=True)
class Page:
    """A sheet: the group's name, pupils as surname, given name, code, and its rows."""

    place: str
    pupils: tuple[tuple[str, str, str], ...]
    lines: tuple[Line, ...]


def workbook(*pages: Page) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for page in pages:
            sheet = book.add_worksheet(page.place.replace("/", " ")[:31])
            for number, row in enumerate(rows_of(page)):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text)
    return target.getvalue()


def rows_of(page: Page) -> Sequence[Sequence[str]]:
    before = ["", "", "", "", ""]
    head = [
        [page.place],
        [*before, *(pupil[0] for pupil in page.pupils), *TRAILING],
        [*before, *(pupil[1] for pupil in page.pupils)],
        [*before, *(pupil[2] for pupil in page.pupils)],
    ]
    body = []
    for line in page.lines:
        cells = [*line.cells, *[""] * (len(page.pupils) - len(line.cells))]
        body.append(
            [
                f"{line.subject} {page.place}",
                line.subject,
                line.number,
                line.day,
                line.kind,
                *cells,
                line.topic,
                line.homework,
                line.notes,
                line.author,
                line.teacher,
            ]
        )
    return [*head, *body]
