"""One PostgreSQL database for many tests of a process: emptied after each instead of made anew.

To make and drop a database, and to fill the memory of a new connection, took five times as long as
emptying one. It is emptied only when nothing else but rows can have changed; a database whose
schema is another, which somebody still uses or which has served long is dropped, and the next test
gets a new one.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

_USES = 40
"""Emptying leaves dead rows behind, which searches have to pass: not too many of them."""

_TABLES = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND relname <> 'alembic_version'
"""
_SEQUENCES = "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S'"
_SCHEMA = """
    SELECT (SELECT string_agg(version_num, ',') FROM alembic_version),
        (SELECT (count(*), sum(relnatts), max(oid::bigint))::text FROM pg_class),
        (SELECT (count(*), string_agg(DISTINCT tgenabled::text, ''))::text FROM pg_trigger),
        (SELECT (count(*), max(oid::bigint))::text FROM pg_constraint),
        (SELECT count(*) FROM pg_proc)
"""
_SESSIONS = """
    SELECT count(*), count(*) FILTER (WHERE state <> 'idle') FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(slots=True)
class _Database:
    """A database in use, with the connection that empties it."""

    url: str
    whole: AbstractContextManager[str]
    connection: psycopg.Connection
    uses: int = 0
    filled: str = field(init=False)
    """Asks which tables have rows."""
    counters: str = field(init=False)
    """Lets all numbers start again."""
    schema: tuple[Any, ...] | None = field(init=False)

    def __post_init__(self) -> None:
        tables = [name for (name,) in self._rows(_TABLES)]
        sequences = [name for (name,) in self._rows(_SEQUENCES)]
        asked = ", ".join(
            f"""CASE WHEN EXISTS (SELECT 1 FROM "{t}") THEN '{t}' END""" for t in tables
        )
        self.filled = f"SELECT array_remove(ARRAY[{asked}], NULL)"
        anew = ", ".join(f"setval('{name}', 1, false)" for name in sequences)
        self.counters = f"SELECT {anew}"
        # Rows that may not be changed, or that others refer to, go as well.
        self.connection.execute("SET session_replication_role = replica")
        self.connection.execute("SET lock_timeout = '1s'")
        assert self._rows(self.filled) == [([],)]
        self.schema = self._look()

    def empty(self, own_sessions: int) -> bool:
        """Delete every row; False when that does not make it as new."""
        ((sessions, busy),) = self._rows(_SESSIONS)
        if sessions > own_sessions or busy or self._look() != self.schema:
            return False
        ((filled,),) = self._rows(self.filled)
        with self.connection.transaction():
            for table in filled:
                self.connection.execute(f'DELETE FROM "{table}"')  # type: ignore[arg-type]
            self._rows(self.counters)
        return True

    def drop(self) -> None:
        self.connection.close()
        self.whole.__exit__(None, None, None)

    def _look(self) -> tuple[Any, ...]:
        return self._rows(_SCHEMA)[0]

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, prepare=True).fetchall()  # type: ignore[arg-type]


_kept: list[_Database] = []
"""The one that waits for the next test."""


@contextmanager
def lasting_postgres(
    make: Callable[[], AbstractContextManager[str]], sessions: Callable[[], int]
) -> Iterator[str]:
    """An empty database of what `make` makes; `sessions` counts those that may stay open."""
    database = _kept.pop() if _kept else _new(make)
    database.uses += 1
    yield database.url
    try:
        again = database.uses < _USES and not _kept and database.empty(sessions())
    except psycopg.Error:
        again = False
    if again:
        _kept.append(database)
    else:
        database.drop()


def _new(make: Callable[[], AbstractContextManager[str]]) -> _Database:
    whole = make()
    url = whole.__enter__()
    connection = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
    return _Database(url, whole, connection)
