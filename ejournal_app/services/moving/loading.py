"""Loading a written-out school into an empty installation: all of it or nothing."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence import migrate
from ejournal_app.persistence.engine import writing

from .description import FORMAT
from .tables import school_tables
from .values import as_row

_ROWS_AT_ONCE = 500
_LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of one row: a kept file in Base64 is the largest."""
_LARGEST_MANIFEST = 1024 * 1024

_UNREADABLE = N_("The file is not a whole school written out by this program, or it is damaged.")


def load_school(path: Path) -> dict[str, int]:
    """Load an export and return how many rows each table got.

    Refused, with nothing loaded, when the installation is not empty, the export was made by
    another version of the schema, or anything in it is not as its manifest says.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            with writing() as session:
                connection = session.connection()
                _require_empty(connection)
                return {
                    table.name: _load(connection, archive, table, manifest["tables"])
                    for table in school_tables()
                }
    except (zipfile.BadZipFile, OSError, KeyError, TypeError, ValueError, DBAPIError):
        raise Refused(Message(_UNREADABLE)) from None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open("manifest.json") as source:
        manifest = json.loads(source.read(_LARGEST_MANIFEST))
    if manifest["format"] != FORMAT or manifest["schema"] != migrate.head():
        raise Refused(
            Message(
                N_(
                    "The file was written by version {theirs}, this is version {ours}."
                    " Load it with that version, then update."
                ),
                {"theirs": str(manifest["schema"])[:60], "ours": migrate.head()},
            )
        )
    return manifest


def _require_empty(connection: Connection) -> None:
    for table in school_tables():
        if connection.scalar(select(func.count()).select_from(table)):
            raise Refused(
                Message(N_("This installation is not empty; a school is loaded into a new one."))
            )


def _load(
    connection: Connection, archive: zipfile.ZipFile, table: Table, promised: dict[str, Any]
) -> int:
    fingerprint, loaded = hashlib.sha256(), 0
    batch: list[dict[str, Any]] = []
    with archive.open(f"json/{table.name}.json") as source:
        for line in _lines(source):
            fingerprint.update(line)
            row = line.strip().rstrip(b",")
            if row in {b"[", b"]", b""}:
                continue
            batch.append(as_row(table, json.loads(row)))
            loaded += 1
            if len(batch) == _ROWS_AT_ONCE:
                connection.execute(insert(table), batch)
                batch = []
    if batch:
        connection.execute(insert(table), batch)
    expected = promised[table.name]
    if (expected["rows"], expected["sha256"]) != (loaded, fingerprint.hexdigest()):
        raise ValueError("not what the manifest says")
    _go_on_counting(connection, table, loaded)
    return loaded


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    while line := source.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise ValueError("a row is too long")
        yield line


def _go_on_counting(connection: Connection, table: Table, loaded: int) -> None:
    """Let new rows get ids after the loaded ones; SQLite does so by itself."""
    if loaded and connection.dialect.name == "postgresql" and "id" in table.c:
        name = table.name
        connection.execute(
            text(  # the names are those of our own tables
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"  # noqa: S608
            )
        )
