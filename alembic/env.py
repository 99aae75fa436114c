"""How a migration runs: in one transaction, alone, on either database."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, Engine, TypeDecorator
from sqlmodel import SQLModel

import ejournal_app.persistence.models  # noqa: F401 - registers every table
from ejournal_app.persistence.engine import create_engine
from ejournal_app.settings import get_settings

# Two processes that start together must not both apply a migration (PostgreSQL; on SQLite the
# writing transaction itself is exclusive). The number only has to be ours.
ADVISORY_LOCK = 7_150_002


def chosen_engine() -> Engine:
    """The caller's engine, or one for the URL of the command line, the caller or the settings."""
    given = context.config.attributes.get("connection")
    if isinstance(given, Engine):
        return given
    url = context.get_x_argument(as_dictionary=True).get("url") or context.config.attributes.get(
        "url"
    )
    return create_engine(str(url or get_settings().database_url))


def set_foreign_keys(connection: Connection, state: str) -> None:
    """Switch SQLite's enforcement, which only works between transactions.

    Batch mode replaces a table by a copy: with enforcement on, dropping the old one would delete
    every row that refers to it.
    """
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys = {state}")  # pyright: ignore[reportAttributeAccessIssue]


def as_plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a migration in the database's own types, so that it outlives the model's helpers."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run(connection: Connection) -> None:
    """Apply what was asked for and refuse a result that breaks a reference."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        render_as_batch=True,
        transactional_ddl=True,
        render_item=as_plain_type,
    )
    set_foreign_keys(connection, "OFF")
    try:
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
            context.run_migrations()
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    tables = sorted({str(row[0]) for row in broken})
                    raise RuntimeError(f"The migration leaves broken references in: {tables}")
    finally:
        set_foreign_keys(connection, "ON")


engine = chosen_engine()
with engine.connect() as connection:
    run(connection)
if engine is not context.config.attributes.get("connection"):
    engine.dispose()
