"""From rows of text to pupils, as far as that needs no look at the school's data."""

from dataclasses import dataclass, field
from datetime import date

from ejournal_app.domain import personal_code
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode
from ejournal_app.domain.programmes import parse_code
from ejournal_app.services.importing.columns import ColumnMapping, Records, map_columns
from ejournal_app.services.importing.contacts import parse_email, parse_phone
from ejournal_app.services.importing.fields import (
    ClassName,
    parse_class,
    parse_date,
    parse_name,
)
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.reading import Row, SourceFile, Table
from ejournal_app.services.importing.row_reader import RowReader

from .cells import parse_kind, parse_order_number
from .columns import COLUMNS, GUARDIANS


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
        reader = _PupilReader(records, row)
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


class _PupilReader(RowReader):
    """Reads the row of a pupil with guardians."""

    def __init__(self, records: Records, row: Row) -> None:
        super().__init__(records, row, COLUMNS)

    def pupil(self) -> PupilRow | None:
        """Return the pupil of the row, or None when something needed is missing or wrong."""
        code = self.optional("code", self.code)
        previous = self.optional("previous_code", self.code)
        family_name = self.needed("family_name", parse_name)
        given_name = self.needed("given_name", parse_name)
        birth_date = self._birth_date(code)
        class_name = self.needed("class", parse_class)
        programme = self.needed("programme", parse_code)
        order_number = self.needed("order_number", parse_order_number)
        order_date = self.needed("order_date", parse_date)
        effective = self.needed("effective", parse_date)
        guardians = [self._guardian(number) for number in GUARDIANS]
        if code is None and not self.problems:
            self.notes.append(Message(N_("No personal code: found by name and birth date only.")))
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
            row=self.row.number,
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
            notes=tuple(self.notes),
        )

    def _birth_date(self, code: PersonalCode | None) -> date | None:
        told = personal_code.birth_date(code) if code is not None else None
        if not self.cell("birth_date") and told is not None:
            return told
        born = self.needed("birth_date", parse_date)
        if born is not None and told is not None and born != told:
            self.notes.append(Message(N_("The birth date differs from the one in the code.")))
        return born

    def _guardian(self, number: int) -> GuardianRow | None:
        def key(name: str) -> str:
            return f"guardian{number}_{name}"

        said = [self.cell(key(name)) for name in ("code", "family_name", "given_name")]
        if not any(said):
            return None
        family_name = self.needed(key("family_name"), parse_name)
        kind = self.optional(key("kind"), parse_kind) or GuardianKind.PARENT
        # An institution has one name.
        is_institution = kind is GuardianKind.INSTITUTION and not self.cell(key("given_name"))
        given_name = "" if is_institution else self.needed(key("given_name"), parse_name)
        email = self.optional(key("email"), parse_email) or ""
        phone = self.optional(key("phone"), parse_phone) or ""
        code = self.optional(key("code"), self.code)
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
