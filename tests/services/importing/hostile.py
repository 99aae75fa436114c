"""Hostile files, and reading them within limits of the operating system.

`python -m tests.services.importing.hostile FOLDER` reads every file of a folder one after another
and prints as JSON what became of each, and by how many MB the process grew in all.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ejournal_app.domain.errors import Refused
from ejournal_app.services.importing import staff, timetable, viis
from ejournal_app.services.importing.journals.layout import read_workbook
from ejournal_app.services.importing.reading import read_table
from tests.services.importing.files import ALISE_ROW, HEADER, OTTO_ROW, csv_bytes, pupil, xlsx_bytes

MB = 1024 * 1024
ADDRESS_SPACE, CPU_SECONDS = 3_000 * MB, 120
SHEET = "xl/worksheets/sheet1.xml"
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = "</sheetData></worksheet>"


def workbook(**parts: bytes) -> bytes:
    """A workbook with parts put in the place of its own."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes([ALISE_ROW, OTTO_ROW])))
    names = {"sheet": SHEET, "strings": "xl/sharedStrings.xml"}
    changed = {names.get(name, name): data for name, data in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.infolist():
            made.writestr(part.filename, changed.pop(part.filename, source.read(part)))
        for name, data in changed.items():
            made.writestr(name, data)
    return target.getvalue()


def sheet(rows: str) -> bytes:
    return (OPEN + rows + CLOSE).encode()


def lying_size() -> bytes:
    """A workbook whose sheet unpacks to far more than its directory says."""
    content = workbook(sheet=b" " * (200 * MB))
    size = (200 * MB).to_bytes(4, "little")
    return content.replace(size, (1_000).to_bytes(4, "little"))


def files() -> Iterator[tuple[str, str, bytes]]:
    """Name of the case, name of the file, content."""
    yield "20 MB of zeros", "x.csv", bytes(20 * MB)
    yield "20 MB of letters", "x.csv", b"a" * (20 * MB)
    yield "20 MB called a workbook", "x.xlsx", b"PK\x03\x04" + b"a" * (20 * MB)
    yield "20 MB of XML", "x.xml", b"<timetable>" + b"<a/>" * (5 * MB)
    yield "10 MB in one cell", "x.csv", b"a" * (9 * MB)
    yield "many columns", "x.csv", b"a;" * 100_000
    yield (
        "columns in a sheet",
        "x.xlsx",
        workbook(sheet=sheet('<row r="1">' + "<c><v>1</v></c>" * 100_000 + "</row>")),
    )
    yield (
        "a rectangle of nameless cells",
        "x.xlsx",
        workbook(
            sheet=sheet(
                "<row>"
                + "<c><v>1</v></c>" * 90_000
                + "</row>"
                + "<row><c><v>1</v></c></row>" * 19_000
            )
        ),
    )
    yield (
        "rows without number",
        "x.xlsx",
        workbook(sheet=sheet("<row><c><v>1</v></c></row>" * 300_000)),
    )
    yield (
        "one text in every cell",
        "x.xlsx",
        workbook(
            sheet=sheet('<row><c t="s"><v>0</v></c></row>' * 15_000),
            strings=b"<sst><si><t>" + b"a" * (20 * MB) + b"</t></si></sst>",
        ),
    )
    yield "zip bomb", "x.xlsx", workbook(sheet=b" " * (200 * MB))
    yield "zip bomb in the texts", "x.xlsx", workbook(strings=b" " * (200 * MB))
    yield "zip bomb with a lying size", "x.xlsx", lying_size()
    inner = workbook(sheet=b" " * (60 * MB))
    yield "zip bomb in a zip bomb", "x.xlsx", workbook(**{"xl/embeddings/inner.xlsx": inner * 20})
    yield "names that climb", "x.xlsx", workbook(**{"../../../etc/x.xml": b"x", "/etc/y": b"y"})
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE t [{entities}]><timetable>&e11;</timetable>'
    yield "entities", "x.xml", bomb.encode()
    outside = '<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/passwd">]><timetable>&e;</timetable>'
    yield "an entity from outside", "x.xml", outside.encode()
    strings = f"<!DOCTYPE t [{entities}]><sst><si><t>&e11;</t></si></sst>".encode()
    yield "entities in a workbook", "x.xlsx", workbook(strings=strings)
    yield "deep XML", "x.xml", b"<timetable>" + b"<a>" * 500_000
    yield "a NUL byte", "x.csv", csv_bytes([ALISE_ROW]).replace(b"Alise", b"Al\x00ise")
    yield "UTF-16", "x.csv", csv_bytes([ALISE_ROW], encoding="utf-16")
    yield "an empty sheet", "x.xlsx", xlsx_bytes([], header=())
    yield "only headings", "x.csv", csv_bytes([])
    yield "renamed columns", "x.csv", csv_bytes([ALISE_ROW], header=("A", "B", *HEADER[2:]))
    yield "no such day", "x.csv", csv_bytes([pupil(born="31.02.2015")])
    yield "the same code twice", "x.csv", csv_bytes([ALISE_ROW, pupil(family="Ozola")])
    yield "formulas", "x.csv", csv_bytes([pupil(family='=HYPERLINK("http://x")', given="@SUM(1)")])
    yield "formulas in a sheet", "x.xlsx", xlsx_bytes([pupil(family="=1+1", given="=A1")])
    merged = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    yield "merged cells", "x.xlsx", workbook(sheet=merged)


def become(name: str, content: bytes) -> str:
    """What a file becomes: the refusal, or how many pupils and faults."""
    try:
        if name.endswith(".xml"):
            source = timetable.read(content, name)
            return f"entries {len(source.entries)}, faults {len(source.problems)}"
        if content.startswith(b"PK"):
            with suppress(Refused):
                read_workbook(content, name)
        table = read_table(content, name)
        with suppress(Refused):  # it has not the columns of one, or it is read as one
            staff.read(table)
        pupils = viis.read(table)
    except Refused as refusal:
        return f"refused: {refusal.message.english()}"
    return f"pupils {len(pupils.pupils)}, faults {len(pupils.problems)}"


def peak_mb() -> int:
    """The most memory this program has held; `ru_maxrss` would count its parent's as well."""
    status = Path("/proc/self/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) // 1024


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    said: dict[str, str] = {}
    grown: dict[str, int] = {}
    start = peak_mb()
    for path in sorted(Path(sys.argv[1]).iterdir()):
        said[path.stem] = become(path.name, path.read_bytes())
        grown[path.stem] = peak_mb() - start
    json.dump({"said": said, "grown": grown}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
