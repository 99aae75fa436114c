"""The timetable as a table: Diena;Stunda;Klase;Grupa;Priekšmets;Skolotājs;Kabinets."""

import re
from collections.abc import Iterator

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import (
    Column,
    ColumnMapping,
    Records,
    fold,
    map_columns,
)
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.reading import Row, read_table

from .entries import Entry, TimetableFile

COLUMNS: tuple[Column, ...] = (
    Column("day", "Diena", ("Nedēļas diena", "Day"), required=True),
    Column("number", "Stunda", ("Stundas nr.", "Nr.", "Lesson"), required=True),
    Column("class", "Klase", ("Klases", "Class"), required=True),
    Column("group", "Grupa", ("Group",)),
    Column("subject", "Priekšmets", ("Mācību priekšmets", "Subject"), required=True),
    Column("teacher", "Skolotājs", ("Skolotāja", "Pedagogs", "Teacher"), required=True),
    Column("room", "Kabinets", ("Telpa", "Room")),
)
_TITLES = {column.key: column.title for column in COLUMNS}
_DAYS = (
    "pirmdiena",
    "otrdiena",
    "tresdiena",
    "ceturtdiena",
    "piektdiena",
    "sestdiena",
    "svetdiena",
)
_SHORT_DAYS = {"p": 1, "o": 2, "t": 3, "c": 4, "pk": 5, "s": 6, "sv": 7}
_SEPARATOR = re.compile(r"\s*[,+/]\s*")
_NUMBER = re.compile(r"([0-9]{1,2})\.?")
_LAST_NUMBER = 15


def read_listing(
    content: bytes,
    file_name: str,
    *,
    encoding: str | None = None,
    mapping: ColumnMapping | None = None,
) -> TimetableFile:
    """Read a CSV or XLSX timetable; Refused when it does not have the columns of one."""
    table = read_table(content, file_name, encoding=encoding)
    records = map_columns(table, COLUMNS, mapping)
    entries: list[Entry] = []
    problems: list[RowProblem] = []
    for row in records.rows:
        read = list(_entries(records, row, problems))
        entries += read
    return TimetableFile(file=table.file, entries=tuple(entries), problems=tuple(problems))


def parse_weekday(text: str) -> int:
    """Read a day of the week (pirmdiena, P, 1) as its ISO number; Refused otherwise."""
    said = fold(text)
    if said in _DAYS:
        return _DAYS.index(said) + 1
    if said in _SHORT_DAYS:
        return _SHORT_DAYS[said]
    if said.isdigit() and 1 <= int(said) <= len(_DAYS):
        return int(said)
    raise Refused(Message(N_("The day is a day of the week: pirmdiena, otrdiena …")))


def parse_number(text: str) -> int:
    """Read the number of a lesson, 0–15; Refused otherwise."""
    match = _NUMBER.fullmatch(text)
    if match is None or int(match[1]) > _LAST_NUMBER:
        raise Refused(Message(N_("The lesson is its number in the day, 0 to 15.")))
    return int(match[1])


def _entries(records: Records, row: Row, problems: list[RowProblem]) -> Iterator[Entry]:
    faults = len(problems)

    def problem(key: str, message: Message) -> None:
        problems.append(RowProblem(row.number, records.headings.get(key, _TITLES[key]), message))

    weekday = number = 0
    try:
        weekday = parse_weekday(records.cell(row, "day"))
    except Refused as refusal:
        problem("day", refusal.message)
    try:
        number = parse_number(records.cell(row, "number"))
    except Refused as refusal:
        problem("number", refusal.message)
    classes = _parts(records.cell(row, "class"))
    subject = records.cell(row, "subject")
    for key, value in (("class", classes), ("subject", subject)):
        if not value:
            problem(key, Message(N_("This must be filled in.")))
    if len(problems) > faults:
        return
    group = records.cell(row, "group")
    wholes = [classes] if group else [(name,) for name in classes]
    for whole in wholes:
        yield Entry(
            row=row.number,
            weekday=weekday,
            number=number,
            classes=tuple((name,) for name in whole),
            group=group,
            subject=(subject,),
            teachers=tuple((name,) for name in _parts(records.cell(row, "teacher"))),
            room=records.cell(row, "room"),
            together=f"row {row.number}" if len(wholes) > 1 else "",
        )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATOR.split(text) if part)
