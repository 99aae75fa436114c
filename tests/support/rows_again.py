"""Puts the rows of one database into another of its kind, faster than making them again."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, text
from sqlmodel import SQLModel


@dataclass(frozen=True, slots=True)
class RowsAgain:
    """Statements of one kind of database, with the values in them: nothing is left to work out."""

    statements: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection) -> "RowsAgain":
        """Read all rows of a small database."""
        is_postgres = connection.dialect.name == "postgresql"
        insert = _postgres_insert if is_postgres else _sqlite_insert
        found: list[str] = []
        for table in SQLModel.metadata.sorted_tables:
            statement = connection.execute(text(insert(table))).scalar()
            if statement is not None:
                found += [statement, *(_sequences(table) if is_postgres else ())]
        return cls((";\n".join(found),) if is_postgres else tuple(found))

    def put_into(self, connection: Connection) -> None:
        """Write the rows into an empty database."""
        driver = connection.connection.driver_connection
        assert driver is not None
        for statement in self.statements:
            driver.execute(statement)


def _sqlite_insert(table: Table) -> str:
    """What makes the statement; NULL when there are no rows."""
    values = " || ',' || ".join(f'quote("{column.name}")' for column in table.columns)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return (
        f"""SELECT 'INSERT INTO "{table.name}" ({names}) VALUES ' ||"""
        f""" group_concat('(' || {values} || ')') FROM "{table.name}\""""
    )


def _postgres_insert(table: Table) -> str:
    """What makes the statement; NULL when there are no rows."""
    return (
        f"""SELECT 'INSERT INTO "{table.name}" SELECT * FROM"""
        f""" jsonb_populate_recordset(NULL\\:\\:"{table.name}", ' ||"""
        f""" quote_literal(jsonb_agg(t)\\:\\:text) || '\\:\\:jsonb)' FROM "{table.name}" t"""
    )


def _sequences(table: Table) -> Iterator[str]:
    """PostgreSQL goes on counting where the rows end; SQLite does so by itself."""
    if "id" in table.columns:
        yield (
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
            f' FROM "{table.name}"'
        )
