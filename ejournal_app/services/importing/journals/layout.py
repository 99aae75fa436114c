"""The workbook as rows: one sheet for each class or group, pupils in columns, lessons in rows.

    A journal · B subject · C lesson number, if any · D date · E kind · F… pupils ·
    Tēma · Mājasdarba uzdevums · Piezīmes · Autors · Priekšmeta skolotājs

Above the pupils stand surnames (row 2), given names (row 3) and personal codes (row 4).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.fields import parse_date
from ejournal_app.services.importing.reading import SourceFile, check_size, describe_file
from ejournal_app.services.importing.workbook import read_sheets

from .problems import SheetProblem

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 20_000, 250, 200
_LONGEST_CELL = 5_000
_FIRST_PUPIL = 5
_HEAD_ROWS = 4
_HEADINGS_WITHIN = 6
_ZIP_SIGNATURE = b"PK\x03\x04"
_NUMBER = re.compile(r"([0-9]{1,2})\.?")
_LAST_NUMBER = 15

TEST = "test"
"""Kind of a row with a test (pārbaudes darbs); a lesson is the empty text."""

_TRAILING = {
    "topic": ("Tēma", "Stundas tēma", "Topic"),
    "homework": ("Mājasdarba uzdevums", "Mājas darbs", "Mājasdarbs"),
    "notes": ("Piezīmes", "Piezīme"),
    "author": ("Autors", "Autore", "Ierakstīja"),
    "teacher": ("Priekšmeta skolotājs", "Skolotājs", "Priekšmeta skolotāja"),
}
_TRAILING_KEYS = {fold(name): key for key, names in _TRAILING.items() for name in names}

_KINDS: dict[str, tuple[str, ...]] = {
    "": ("Mācību stunda", "Stunda", "Nodarbība", "Lesson"),
    TEST: ("Pārbaudes darbs", "Pārbaudes darbs (p.d.)", "p.d.", "Test"),
    EntryKind.INTERIM_1: ("I semestra starpvērtējums", "1. semestra starpvērtējums"),
    EntryKind.INTERIM_2: ("II semestra starpvērtējums", "2. semestra starpvērtējums"),
    EntryKind.SEMESTER_1: ("I semestra vērtējums", "1. semestra vērtējums", "1. semestris"),
    EntryKind.SEMESTER_2: ("II semestra vērtējums", "2. semestra vērtējums", "2. semestris"),
    EntryKind.PREDICTED: ("Prognozētais vērtējums",),
    EntryKind.COMBINED: ("Kombinētais darbs", "Kombinētais pārbaudes darbs"),
    EntryKind.YEAR: ("Gada vērtējums", "Gada atzīme", "Gads"),
    EntryKind.RE_EXAM: ("Pēcpārbaudījums", "Pēcpārbaudījuma vērtējums"),
    EntryKind.FINAL: ("Galīgais vērtējums priekšmetā", "Galīgais vērtējums"),
    EntryKind.STATE_DIAGNOSTIC: (
        "Valsts diagnosticējošais darbs",
        "Valsts monitoringa darbs",
        "Valsts diagnosticējošais vai monitoringa darbs",
    ),
    EntryKind.STATE_EXAM: ("Valsts eksāmens", "Valsts pārbaudes darbs", "Centralizētais eksāmens"),
    EntryKind.SESSION_EXAM: ("Sesijas eksāmens",),
}
_KIND_KEYS = {fold(name): str(kind) for kind, names in _KINDS.items() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilColumn:
    """A pupil of a sheet."""

    position: int
    family_name: str
    given_name: str
    code: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return the name as lists show it."""
        return f"{self.family_name} {self.given_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A row of a sheet: a lesson, a test, or a mark that closes a part of the year."""

    row: int
    journal: str
    subject: str
    number: int | None
    day: date
    kind: str
    """Empty for a lesson, TEST, or an EntryKind."""
    cells: tuple[tuple[int, str], ...] = field(repr=False)
    """Position of the pupil's column and what stands there; empty cells are left out."""
    topic: str = ""
    homework: str = ""
    notes: str = ""
    author: str = ""
    teacher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: a class or a group with its pupils and rows."""

    name: str
    place: str
    """The name of the class or group."""
    pupils: tuple[PupilColumn, ...]
    rows: tuple[EntryRow, ...] = field(repr=False)
    letters: Mapping[str, str] = field(default_factory=dict[str, str])
    """The letters of the columns after the pupils, by what is in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The whole file."""

    file: SourceFile
    sheets: tuple[Sheet, ...] = field(repr=False)
    problems: tuple[SheetProblem, ...]


def read_workbook(content: bytes, file_name: str) -> Workbook:
    """Read a journal workbook; Refused when it is none, with faults of single rows named."""
    check_size(content)
    if not content.startswith(_ZIP_SIGNATURE):
        raise Refused(Message(N_("Journals are read from an Excel workbook (.xlsx).")))
    problems: list[SheetProblem] = []
    sheets: list[Sheet] = []
    for name, rows in read_sheets(
        content, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS, max_sheets=MAX_SHEETS
    ):
        sheet = _sheet(name[:100], rows, problems)
        if sheet is not None:
            sheets.append(sheet)
    if not sheets and not problems:
        raise Refused(Message(N_("The file is empty.")))
    return Workbook(
        file=describe_file(content, file_name), sheets=tuple(sheets), problems=tuple(problems)
    )


def _sheet(
    name: str, rows: Sequence[tuple[str, ...]], problems: list[SheetProblem]
) -> Sheet | None:
    if not any(cell.strip() for row in rows for cell in row):
        return None
    trailing = _trailing(rows)
    place = next((cell.strip() for cell in rows[0] if cell.strip()), "") if rows else ""
    pupils = tuple(_pupils(rows, min(trailing.values(), default=MAX_COLUMNS)))
    if len(rows) < _HEAD_ROWS or not place or "topic" not in trailing or not pupils:
        problems.append(
            SheetProblem(
                sheet=name,
                row=0,
                column="",
                problem=Message(
                    N_(
                        "This is no journal sheet: the group's name belongs into row 1, surnames,"
                        " names and codes into rows 2 to 4 from column F, and a column «Tēma»"
                        " after the pupils."
                    )
                ),
            )
        )
        return None
    entries: list[EntryRow] = []
    for number, row in enumerate(rows[_HEAD_ROWS:], start=_HEAD_ROWS + 1):
        if any(cell.strip() for cell in row) and not _is_heading(row):
            entry = _entry(name, number, row, trailing, pupils, problems)
            if entry is not None:
                entries.append(entry)
    return Sheet(
        name=name,
        place=place,
        pupils=pupils,
        rows=tuple(entries),
        letters={key: _letter(position) for key, position in trailing.items()},
    )


def _trailing(rows: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Return where the columns after the pupils are, by their headings in the first rows."""
    found: dict[str, int] = {}
    for row in rows[:_HEADINGS_WITHIN]:
        for position, cell in enumerate(row):
            key = _TRAILING_KEYS.get(fold(cell)) if position >= _FIRST_PUPIL else None
            if key is not None:
                found.setdefault(key, position)
    return found


def _letter(position: int) -> str:
    """Return the name a spreadsheet gives a column: A … Z, AA …"""
    before, own = divmod(position, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + own)


def _pupils(rows: Sequence[tuple[str, ...]], end: int) -> Iterator[PupilColumn]:
    families, givens, codes = (
        (rows[1], rows[2], rows[3]) if len(rows) >= _HEAD_ROWS else ((), (), ())
    )
    for position in range(_FIRST_PUPIL, min(end, max(map(len, (families, givens)), default=0))):
        family, given = _at(families, position), _at(givens, position)
        if family or given:
            yield PupilColumn(
                position=position, family_name=family, given_name=given, code=_at(codes, position)
            )


def _is_heading(row: tuple[str, ...]) -> bool:
    return fold(_at(row, 3)) in {"datums", "date"}


def _entry(
    sheet: str,
    number: int,
    row: tuple[str, ...],
    trailing: dict[str, int],
    pupils: tuple[PupilColumn, ...],
    problems: list[SheetProblem],
) -> EntryRow | None:
    def fault(column: str, problem: Message) -> None:
        problems.append(SheetProblem(sheet=sheet, row=number, column=column, problem=problem))

    if any(len(cell) > _LONGEST_CELL for cell in row):
        fault(
            "",
            Message(N_("A cell holds more than {length} characters."), {"length": _LONGEST_CELL}),
        )
        return None
    try:
        day = parse_date(_at(row, 3))
    except Refused as refusal:
        fault("D", refusal.message)
        return None
    kind = _KIND_KEYS.get(fold(_at(row, 4)))
    if kind is None:
        fault("E", Message(N_("Unknown kind of entry: «{kind}»."), {"kind": _at(row, 4)[:60]}))
        return None
    texts = {key: _at(row, position) for key, position in trailing.items()}
    lesson_number = _NUMBER.fullmatch(_at(row, 2))
    return EntryRow(
        row=number,
        journal=_at(row, 0),
        subject=_at(row, 1),
        number=int(lesson_number[1])
        if lesson_number and int(lesson_number[1]) <= _LAST_NUMBER
        else None,
        day=day,
        kind=kind,
        cells=tuple(
            (pupil.position, text) for pupil in pupils if (text := _at(row, pupil.position))
        ),
        **texts,
    )


def _at(row: Sequence[str], position: int) -> str:
    return row[position].strip() if position < len(row) else ""
