"""Rows on their way into the database: ids given out ahead, written in bulk, parents first."""

from typing import Any

from sqlalchemy import ColumnDefault, Table, func, insert, select, text
from sqlmodel import Session, SQLModel

_CHUNK = 5_000
_Row = dict[str, Any]


class Tables:
    """Collects the rows of one load and writes them in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        """Begin with the ids that are free in this database."""
        self.session = session
        self.counts: dict[str, int] = {}
        """Rows added so far, by table name."""
        self._next_id: dict[Table, int] = {}
        self._defaults: dict[Table, _Row] = {}
        self._waiting: dict[Table, list[_Row]] = {}

    def add(self, model: type[SQLModel], /, **values: Any) -> int:
        """Add a row and return its id; columns not named get the model's defaults."""
        table = _table(model)
        if table not in self._defaults:
            self._open(table)
        row_id = self._next_id[table]
        self._next_id[table] = row_id + 1
        self._waiting[table].append({**self._defaults[table], "id": row_id, **values})
        return row_id

    @property
    def waiting(self) -> int:
        """How many rows are not written yet."""
        return sum(len(rows) for rows in self._waiting.values())

    def write(self) -> None:
        """Write every waiting row, referred-to tables first."""
        connection = self.session.connection()
        for table in SQLModel.metadata.sorted_tables:
            rows = self._waiting.get(table)
            if not rows:
                continue
            for start in range(0, len(rows), _CHUNK):
                connection.execute(insert(table), rows[start : start + _CHUNK])
            self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)
            rows.clear()

    def close(self) -> None:
        """Write what is left and let the database's own counters go on after our ids."""
        self.write()
        connection = self.session.connection()
        if connection.dialect.name != "postgresql":
            return
        for table in self._next_id:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :next_id, false)"),
                {"table": table.name, "next_id": self._next_id[table]},
            )

    def _open(self, table: Table) -> None:
        highest = self.session.connection().scalar(select(func.max(table.c.id)))
        self._next_id[table] = (highest or 0) + 1
        self._defaults[table] = _defaults(table)
        self._waiting[table] = []


def _table(model: type[SQLModel]) -> Table:
    return model.__table__  # type: ignore[attr-defined]


def _defaults(table: Table) -> _Row:
    """Return what a row gets without being told; a missing required value then fails the insert."""
    found: _Row = {}
    for name, column in table.columns.items():
        if isinstance(column.default, ColumnDefault):
            found[name] = column.default.arg
        elif column.nullable:
            found[name] = None
    return found
