"""The database engine and the unit of work.

`reading()` opens a transaction that cannot write, `writing()` one that commits on success.
The engine is made at the first use in each process: server processes fork after the import, and a
connection must never be shared across a fork.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy import create_engine as sa_create_engine
from sqlalchemy.engine import make_url
from sqlmodel import Session

from ejournal_app.settings import get_settings

_READ_ONLY = "ejournal_read_only"
_BUSY_TIMEOUT_MS = 5_000
_KNOWN_STATEMENTS = 2_000
"""Statements whose SQL is kept; the product has more than SQLAlchemy's usual 500."""


@dataclass(frozen=True, slots=True)
class _Engines:
    """One pool under two names, with the process it belongs to."""

    pid: int
    writer: Engine
    reader: Engine


_lock = Lock()
_current: _Engines | None = None


def engine() -> Engine:
    """Return this process's engine for the database of the settings."""
    return _engines().writer


@contextmanager
def reading() -> Generator[Session]:
    """Open a session that sees one consistent state and is refused any write."""
    with Session(_engines().reader, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing() -> Generator[Session]:
    """Open a session that commits durably when the block ends and rolls back when it raises."""
    with Session(_engines().writer, expire_on_commit=False) as session, session.begin():
        yield session


def dispose() -> None:
    """Close every connection; the next use makes a new engine from the settings of that time."""
    global _current
    with _lock:
        if _current is not None:
            _current.writer.dispose(close=_current.pid == os.getpid())
        _current = None


def create_engine(url: str) -> Engine:
    """Make an engine for the URL with the product's transaction behaviour.

    Its errors end in logs, so they never show the values that were being written.
    """
    if make_url(url).get_backend_name() != "sqlite":
        made = sa_create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            hide_parameters=True,
            query_cache_size=_KNOWN_STATEMENTS,
            connect_args={"connect_timeout": 10, "options": "-c timezone=UTC"},
        )
        event.listen(made, "handle_error", _hide_values)
        return made
    made = sa_create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,
        query_cache_size=_KNOWN_STATEMENTS,
    )
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _engines() -> _Engines:
    global _current
    with _lock:
        if _current is None or _current.pid != os.getpid():
            if _current is not None:
                _current.writer.dispose(close=False)  # the parent still uses those sockets
            writer = create_engine(get_settings().database_url)
            reader = writer.execution_options(**{_READ_ONLY: True, "postgresql_readonly": True})
            _current = _Engines(os.getpid(), writer, reader)
        return _current


def _hide_values(context: ExceptionContext) -> None:
    """Keep the first line of an error: the details PostgreSQL adds show the row, marks and all."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0],)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late and cannot be IMMEDIATE: we emit it in _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock first: two transactions that read and then write would
    # otherwise refuse each other at once, without waiting for the busy timeout.
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
