"""Lists of staff for tests."""

from datetime import date

from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.services.importing.reading import Table, read_table
from ejournal_app.services.importing.staff.columns import COLUMNS

BERZA_CODE = make_old_code(date(1985, 4, 2), 911)
OZOLS_CODE = make_old_code(date(1979, 8, 30), 912)

Cells = dict[str, str]

BERZA: Cells = {
    "family_name": "Bērza",
    "given_name": "Ieva",
    "code": BERZA_CODE,
    "email": "ieva@example.lv",
    "phone": "+371 20000001",
    "position": "Ķīmijas skolotāja",
    "kind": "darba līgums",
    "number": "DL-1",
    "starts_on": "01.09.2026",
    "ends_on": "",
    "roles": "",
}


def member(**cells: str) -> Cells:
    """A row like Ieva Bērza's with other cells."""
    return {**BERZA, **cells}


def staff_table(*rows: Cells) -> Table:
    """A file with the rows."""
    lines = [";".join(column.title for column in COLUMNS)]
    lines += [";".join(row[column.key] for column in COLUMNS) for row in rows]
    return read_table("\n".join(lines).encode(), "personals.csv")
