"""The record of what a run does to the database, from which it can be taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, insert, inspect, update
from sqlmodel import Session, SQLModel

from ejournal_app.persistence.models import ImportChange

REMOVED = "removed"
"""Key in a change's `before` that holds a removed row whole."""
VERSION = "version"


class _Place(NamedTuple):
    """A row that was written past the session."""

    entity: str
    id: int


class ChangeLog:
    """Carries out changes for one run and remembers the values before them.

    A row is written at most once in a run: what was there before is remembered only then, and
    its version tells later whether somebody else has changed it since.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: list[tuple[SQLModel | _Place, dict[str, Any] | None]] = []
        self._known: dict[int, dict[str, Any]] = {}

    def add(self, row: SQLModel) -> None:
        """Add a row; the caller flushes before it needs the id."""
        self._session.add(row)
        self._changes.append((row, None))

    def note_added(self, row: SQLModel) -> None:
        """Remember a row that somebody else has just added in this transaction."""
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

    def add_all(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add many rows past the session and return their ids in the same order."""
        if not rows:
            return []
        self._session.flush()
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        found = self._session.connection().execute(statement, [dict(row) for row in rows])
        ids = [int(row_id) for (row_id,) in found]
        self._changes.extend((_Place(table.name, row_id), None) for row_id in ids)
        return ids

    def change_all(
        self,
        table: Table,
        row_ids: Sequence[int],
        before: Sequence[Mapping[str, Any]],
        after: Sequence[Mapping[str, Any]],
    ) -> None:
        """Change many rows past the session.

        Each of `before` and `after` names the same columns, without the version, which is counted
        up and must be in `before` under its own name when the table has one.
        """
        if not row_ids:
            return
        self._session.flush()
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in after[0]}
        if VERSION in table.c:
            values[VERSION] = table.c.version + 1
        self._session.connection().execute(
            update(table).where(table.c.id == bindparam("row_id")).values(values),
            [
                {"row_id": row_id} | {f"new_{name}": value for name, value in row.items()}
                for row_id, row in zip(row_ids, after, strict=True)
            ],
        )
        for row_id, held in zip(row_ids, before, strict=True):
            kept = {name: as_json(value) for name, value in held.items()}
            self._changes.append((_Place(table.name, row_id), kept))

    def write(self, run_id: int) -> None:
        """Store the changes of the run in the order they were made."""
        self._session.flush()
        rows: list[dict[str, Any]] = [
            {
                "run_id": run_id,
                "entity": row.entity if isinstance(row, _Place) else table_of(row).name,
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
    return value.isoformat() if isinstance(value, date | datetime | time) else value
