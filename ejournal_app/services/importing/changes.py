"""The record of what an import does to the database, from which it can be taken back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, insert, inspect
from sqlmodel import Session, SQLModel

from ejournal_app.persistence.models import ImportChange

REMOVED = "removed"
"""Key in a change's `before` that holds a removed row whole."""
VERSION = "version"


class ChangeLog:
    """Carries out changes for one import run and remembers the values before them.

    A row is written at most once in a run: what was there before is remembered only then, and
    its version tells later whether somebody else has changed it since.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: list[tuple[SQLModel, dict[str, Any] | None]] = []
        self._known: dict[int, dict[str, Any]] = {}

    def add(self, row: SQLModel) -> None:
        """Add a row; the caller flushes before it needs the id."""
        self._session.add(row)
        self._changes.append((row, None))

    def change(self, row: SQLModel, values: Mapping[str, Any]) -> None:
        """Set columns of a row that is on record."""
        before = self._known.get(id(row))
        if before is None:
            before = self._known[id(row)] = {}
            if hasattr(row, VERSION):
                before[VERSION] = getattr(row, VERSION)
            self._changes.append((row, before))
        for column, value in values.items():
            before.setdefault(column, as_json(getattr(row, column)))
            setattr(row, column, value)

    def remove(self, row: SQLModel) -> None:
        """Delete a row, keeping all of it."""
        columns = table_of(row).columns
        whole = {column.key: as_json(getattr(row, column.key)) for column in columns}
        self._changes.append((row, {REMOVED: whole}))
        self._session.delete(row)

    def write(self, run_id: int) -> None:
        """Store the changes of the run in the order they were made."""
        self._session.flush()
        rows: list[dict[str, Any]] = [
            {
                "run_id": run_id,
                "entity": table_of(row).name,
                "entity_id": row.id,  # type: ignore[attr-defined]
                "before": before,
            }
            for row, before in self._changes
        ]
        if rows:
            # Thousands of rows that nobody here looks at again: past the session.
            self._session.connection().execute(insert(ImportChange), rows)


def table_of(row: SQLModel) -> Table:
    """Return the table a row belongs to."""
    return cast("Table", inspect(type(row)).local_table)


def as_json(value: Any) -> Any:
    """Return a column's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value
