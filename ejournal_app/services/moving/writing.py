"""Writing the whole school out: CSV for people, JSON for programs, files as they are, one zip."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence import migrate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .description import FORMAT, describe
from .explanation import EXPLANATION
from .stream import StreamedZip
from .tables import school_tables, table_named
from .values import as_csv, as_json

_ROWS_AT_ONCE = 1_000
_LINES_A_PIECE = 200
_UNFIT_FOR_NAMES = re.compile(r"[^\w.\- ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContents:
    """How much there is to write out."""

    school: str
    tables: int
    rows: int
    files: int


@use_case
def export_contents(actor: Actor) -> ExportContents:
    """Return how much the export would hold."""
    require(actor, Permission.SCHOOL_EXPORT)
    with reading() as session:
        connection = session.connection()
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in school_tables()
        }
        school = school_of(session)
        return ExportContents(
            school=school.name if school else "",
            tables=len(counts),
            rows=sum(counts.values()),
            files=counts["stored_file"],
        )


@use_case
def export_school(actor: Actor) -> Iterator[bytes]:
    """Return the pieces of a zip with the whole school as it is at this moment; audited.

    Password hashes are in it (nobody could log in after moving otherwise), sessions are not.
    """
    require(actor, Permission.SCHOOL_EXPORT)
    with writing() as session:
        audit.record(session, actor=actor, action=Permission.SCHOOL_EXPORT, entity="school")
    return write_school()


def write_school() -> Iterator[bytes]:
    """Yield the pieces of the zip; for the border above and for commands."""
    archive = StreamedZip()
    files: dict[str, dict[str, Any]] = {}
    with reading() as session:
        # All tables as of one moment, whatever is written meanwhile; SQLite always reads so.
        connection = session.connection(
            execution_options={"isolation_level": "REPEATABLE READ"}
            if session.get_bind().dialect.name == "postgresql"
            else {}
        )
        school = school_of(session)
        yield from archive.add("LASI-MANI.txt", [EXPLANATION.encode("utf-8")])
        yield from archive.add("schema.json", [_json(describe())])
        for table in school_tables():
            seen = _Seen()
            yield from archive.add(
                f"json/{table.name}.json", seen.over(_as_json(connection, table))
            )
            files[table.name] = {"rows": seen.rows, "sha256": seen.sha256}
            yield from archive.add(f"csv/{table.name}.csv", _as_csv(connection, table))
        for name, content in _stored(connection):
            yield from archive.add(name, [content])
    manifest = {
        "format": FORMAT,
        "schema": migrate.head(),
        "made_at": clock.now().isoformat(),
        "school": school.name if school else "",
        "tables": files,
    }
    yield from archive.add("manifest.json", [_json(manifest)])
    yield archive.finish()


class _Seen:
    """Counts and fingerprints what passes by."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.rows = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def over(self, pieces: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
        for rows, piece in pieces:
            self.rows += rows
            self._hash.update(piece)
            yield piece


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    statement = select(table).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(statement)
    for partition in found.mappings().partitions(_LINES_A_PIECE):
        yield [dict(row) for row in partition]


def _as_json(connection: Connection, table: Table) -> Iterator[tuple[int, bytes]]:
    """Yield an array with one row a line, and how many rows each piece holds."""
    opening = "[\n"
    for rows in _rows(connection, table):
        lines = ",\n".join(json.dumps(as_json(row), ensure_ascii=False) for row in rows)
        yield len(rows), (opening + lines).encode("utf-8")
        opening = ",\n"
    yield 0, b"[\n]\n" if opening.startswith("[") else b"\n]\n"


def _as_csv(connection: Connection, table: Table) -> Iterator[bytes]:
    # The mark at the beginning tells spreadsheet programs that it is UTF-8.
    yield ("\ufeff" + _csv_lines([list(table.columns.keys())])).encode("utf-8")
    for rows in _rows(connection, table):
        yield _csv_lines([as_csv(row) for row in rows]).encode("utf-8")


def _csv_lines(rows: list[list[Any]]) -> str:
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue()


def _stored(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield every kept file as it was issued or uploaded, under a name that is safe anywhere."""
    table = table_named("stored_file")
    for row_id in connection.scalars(select(table.c.id).order_by(table.c.id)).all():
        name, content = connection.execute(
            select(table.c.name, table.c.content).where(table.c.id == row_id)
        ).one()
        yield f"files/{row_id}-{_UNFIT_FOR_NAMES.sub('_', name)}", bytes(content)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
