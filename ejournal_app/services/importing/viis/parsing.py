"""From rows of text to pupils, as far as that needs no look at the school's data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from ejournal_app.domain import personal_code
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode
from ejournal_app.services.importing.columns import ColumnMapping, Records, map_columns
from ejournal_app.services.importing.fields import (
    ClassName,
    parse_class,
    parse_date,
    parse_name,
)
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.reading import Row, SourceFile, Table

from .cells import parse_email, parse_kind, parse_order_number, parse_phone, parse_programme
from .columns import COLUMNS, GUARDIANS

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRow:
    """A guardian as a row names one; empty texts say nothing about what is on record."""

    code: PersonalCode | None = field(repr=False)
    family_name: str
    given_name: str
    kind: GuardianKind
    email: str
    phone: str

    @property
    def stated(self) -> dict[str, str]:
        """Return what the row says of the person, by column."""
        return {
            "family_name": self.family_name,
            "given_name": self.given_name,
            "email": self.email,
            "phone": self.phone,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    """A pupil as a row of the file tells it."""

    row: int
    code: PersonalCode | None = field(repr=False)
    previous_code: PersonalCode | None = field(repr=False)
    family_name: str
    given_name: str
    birth_date: date
    class_name: ClassName
    programme_code: str
    order_number: str
    order_date: date
    effective: date
    guardians: tuple[GuardianRow, ...]
    notes: tuple[Message, ...]
    """What is allowed but worth a look."""

    @property
    def name(self) -> str:
        """Return the name as lists show it: surname first."""
        return f"{self.family_name} {self.given_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViisFile:
    """A file that was read: its good rows and the faults of the others."""

    file: SourceFile
    pupils: tuple[PupilRow, ...]
    problems: tuple[RowProblem, ...]
    headings: dict[str, str]
    """Column key to heading: what a page remembers for the next file."""
    ignored: tuple[str, ...]
    mentioned: frozenset[PersonalCode] = field(repr=False)
    """Every code in the file, also of rows with faults: those people are not missing."""


def read(table: Table, mapping: ColumnMapping | None = None) -> ViisFile:
    """Read a table as a list of pupils; Refused when it does not have the columns of one."""
    records = map_columns(table, COLUMNS, mapping)
    pupils: list[PupilRow] = []
    problems: list[RowProblem] = []
    mentioned: set[PersonalCode] = set()
    for row in records.rows:
        reader = _RowReader(records, row)
        pupil = reader.pupil()
        problems += reader.problems
        mentioned |= reader.codes
        if pupil is not None and not reader.problems:
            pupils.append(pupil)
    return ViisFile(
        file=table.file,
        pupils=tuple(pupils),
        problems=tuple(problems),
        headings=dict(records.headings),
        ignored=records.ignored,
        mentioned=frozenset(mentioned),
    )


class _RowReader:
    """Reads one row and gathers all of its faults, not only the first."""

    def __init__(self, records: Records, row: Row) -> None:
        self.problems: list[RowProblem] = []
        self.codes: set[PersonalCode] = set()
        self._notes: list[Message] = []
        self._records = records
        self._row = row

    def pupil(self) -> PupilRow | None:
        """Return the pupil of the row, or None when something needed is missing or wrong."""
        code = self._optional("code", self._code)
        previous = self._optional("previous_code", self._code)
        family_name = self._needed("family_name", parse_name)
        given_name = self._needed("given_name", parse_name)
        birth_date = self._birth_date(code)
        class_name = self._needed("class", parse_class)
        programme = self._needed("programme", parse_programme)
        order_number = self._needed("order_number", parse_order_number)
        order_date = self._needed("order_date", parse_date)
        effective = self._needed("effective", parse_date)
        guardians = [self._guardian(number) for number in GUARDIANS]
        if code is None and not self.problems:
            self._notes.append(Message(N_("No personal code: found by name and birth date only.")))
        if (
            family_name is None
            or given_name is None
            or birth_date is None
            or class_name is None
            or programme is None
            or order_number is None
            or order_date is None
            or effective is None
        ):
            return None
        return PupilRow(
            row=self._row.number,
            code=code,
            previous_code=previous if previous != code else None,
            family_name=family_name,
            given_name=given_name,
            birth_date=birth_date,
            class_name=class_name,
            programme_code=programme,
            order_number=order_number,
            order_date=order_date,
            effective=effective,
            guardians=tuple(guardian for guardian in guardians if guardian is not None),
            notes=tuple(self._notes),
        )

    def _birth_date(self, code: PersonalCode | None) -> date | None:
        told = personal_code.birth_date(code) if code is not None else None
        if not self._cell("birth_date") and told is not None:
            return told
        born = self._needed("birth_date", parse_date)
        if born is not None and told is not None and born != told:
            self._notes.append(Message(N_("The birth date differs from the one in the code.")))
        return born

    def _guardian(self, number: int) -> GuardianRow | None:
        def key(name: str) -> str:
            return f"guardian{number}_{name}"

        said = [self._cell(key(name)) for name in ("code", "family_name", "given_name")]
        if not any(said):
            return None
        family_name = self._needed(key("family_name"), parse_name)
        kind = self._optional(key("kind"), parse_kind) or GuardianKind.PARENT
        # An institution has one name.
        is_institution = kind is GuardianKind.INSTITUTION and not self._cell(key("given_name"))
        given_name = "" if is_institution else self._needed(key("given_name"), parse_name)
        email = self._optional(key("email"), parse_email) or ""
        phone = self._optional(key("phone"), parse_phone) or ""
        code = self._optional(key("code"), self._code)
        if family_name is None or given_name is None:
            return None
        return GuardianRow(
            code=code,
            family_name=family_name,
            given_name=given_name,
            kind=kind,
            email=email,
            phone=phone,
        )

    def _code(self, text: str) -> PersonalCode:
        parsed = personal_code.parse(text)
        if parsed.warning is not None:
            self._notes.append(parsed.warning)
        self.codes.add(parsed.code)
        return parsed.code

    def _cell(self, key: str) -> str:
        return self._records.cell(self._row, key)

    def _needed(self, key: str, parse: Callable[[str], T]) -> T | None:
        if not self._cell(key):
            self._problem(key, Message(N_("This must be filled in.")))
            return None
        return self._optional(key, parse)

    def _optional(self, key: str, parse: Callable[[str], T]) -> T | None:
        text = self._cell(key)
        if not text:
            return None
        try:
            return parse(text)
        except Refused as refusal:
            self._problem(key, refusal.message)
            return None

    def _problem(self, key: str, problem: Message) -> None:
        title = next(column.title for column in COLUMNS if column.key == key)
        heading = self._records.headings.get(key, title)
        self.problems.append(RowProblem(self._row.number, heading, problem))
