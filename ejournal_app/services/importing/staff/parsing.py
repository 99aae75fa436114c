"""From rows of text to members of staff, as far as that needs no look at the school's data."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.personal_code import PersonalCode
from ejournal_app.persistence.models import ContractKind
from ejournal_app.services.importing.columns import ColumnMapping, Records, map_columns
from ejournal_app.services.importing.contacts import parse_email, parse_phone
from ejournal_app.services.importing.fields import parse_date, parse_name
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.reading import Row, SourceFile, Table
from ejournal_app.services.importing.row_reader import RowReader

from .cells import (
    parse_contract_kind,
    parse_number,
    parse_position,
    parse_roles,
    roles_of_position,
)
from .columns import COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A member of staff with one contract, as a row of the file tells it; '' says nothing."""

    row: int
    code: PersonalCode | None = field(repr=False)
    family_name: str
    given_name: str
    email: str
    phone: str
    position: str
    kind: ContractKind | None
    number: str
    starts_on: date
    ends_on: date | None
    roles: tuple[GrantedRole, ...]
    notes: tuple[Message, ...]
    """What is allowed but worth a look."""

    @property
    def name(self) -> str:
        """Return the name as lists show it: surname first."""
        return f"{self.family_name} {self.given_name}"

    @property
    def name_key(self) -> tuple[str, str]:
        """Return the name without case: how names are compared."""
        return self.family_name.casefold(), self.given_name.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFile:
    """A file that was read: its good rows and the faults of the others."""

    file: SourceFile
    staff: tuple[StaffRow, ...]
    problems: tuple[RowProblem, ...]
    headings: dict[str, str]
    ignored: tuple[str, ...]


def read(table: Table, mapping: ColumnMapping | None = None) -> StaffFile:
    """Read a table as a list of staff; Refused when it does not have the columns of one."""
    records = map_columns(table, COLUMNS, mapping)
    staff: list[StaffRow] = []
    problems: list[RowProblem] = []
    for row in records.rows:
        reader = _StaffReader(records, row)
        member = reader.member()
        problems += reader.problems
        if member is not None and not reader.problems:
            staff.append(member)
    again = list(_repeated(staff, records))
    doubtful = {problem.row for problem in again}
    return StaffFile(
        file=table.file,
        staff=tuple(member for member in staff if member.row not in doubtful),
        problems=tuple(sorted((*problems, *again), key=lambda problem: problem.row)),
        headings=dict(records.headings),
        ignored=records.ignored,
    )


class _StaffReader(RowReader):
    """Reads the row of a member of staff."""

    def __init__(self, records: Records, row: Row) -> None:
        super().__init__(records, row, COLUMNS)

    def member(self) -> StaffRow | None:
        """Return the member of staff, or None when something needed is missing or wrong."""
        code = self.optional("code", self.code)
        family_name = self.needed("family_name", parse_name)
        given_name = self.needed("given_name", parse_name)
        email = self.optional("email", parse_email) or ""
        phone = self.optional("phone", parse_phone) or ""
        position = self.needed("position", parse_position)
        kind = self.optional("kind", parse_contract_kind)
        number = self.needed("number", parse_number)
        starts_on = self.needed("starts_on", parse_date)
        ends_on = self.optional("ends_on", parse_date)
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            before = Message(N_("The last day is before the first one, {day}."), {"day": starts_on})
            self.problem("ends_on", before)
        if self.cell("roles"):
            roles = self.optional("roles", parse_roles) or ()
        else:
            roles = roles_of_position(position or "")
        if (
            family_name is None
            or given_name is None
            or position is None
            or number is None
            or starts_on is None
        ):
            return None
        return StaffRow(
            row=self.row.number,
            code=code,
            family_name=family_name,
            given_name=given_name,
            email=email,
            phone=phone,
            position=position,
            kind=kind,
            number=number,
            starts_on=starts_on,
            ends_on=ends_on,
            roles=roles,
            notes=tuple(self.notes),
        )


def _repeated(staff: list[StaffRow], records: Records) -> Iterator[RowProblem]:
    """Yield a fault for every row whose contract, or whose person without code, is met twice."""
    numbers: dict[Hashable, list[StaffRow]] = defaultdict(list)
    names: dict[Hashable, list[StaffRow]] = defaultdict(list)
    for member in staff:
        numbers[member.number].append(member)
        names[member.name_key].append(member)
    titles = {column.key: column.title for column in COLUMNS}
    for key, groups, words in (
        ("number", numbers.values(), N_("The same contract is also in row {other}.")),
        (
            "code",
            [rows for rows in names.values() if any(one.code is None for one in rows)],
            N_("The same name is also in row {other}: give the personal code in both."),
        ),
    ):
        heading = records.headings.get(key, titles[key])
        for rows in groups:
            for member in rows if len(rows) > 1 else ():
                other = next(one.row for one in rows if one is not member)
                yield RowProblem(member.row, heading, Message(words, {"other": other}))
