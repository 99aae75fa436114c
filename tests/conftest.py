"""What every test may ask for: a database of either kind, Valkey, a still clock, a product.

`database_url` and `db` run their test twice, on SQLite and on PostgreSQL. A test that needs only
one says `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.

The whole suite has to be quick, and most of its tests are short. What they have in common is done
once in each process: a migrated database of each kind, which is copied (`support/databases.py`), or
emptied and used again on PostgreSQL, with the connections to it (`support/lasting_postgres.py`); an
engine of each kind, which remembers how statements are written out (`support/lasting_engine.py`);
the rows of the tiny school, as ready statements (`support/school.py`, `support/rows_again.py`);
one look through what was imported for garbage (`pytest_collection_finish`). Tests that drive one
server stay together in one process (`_Together`), the largest groups first; the server of the state
tests runs no scheduled jobs, which would change the school meanwhile. A page is not described by
axe where it has no fault, and the harness is built from the packages the product's own build
fetched. A test that looks at what an act added to the audit trail asks `support/trail.py` for the
entries after the last one, not for all.
"""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

# The tests must not see the developer's own installation.
for variable in [name for name in os.environ if name.startswith("EJOURNAL_")]:
    del os.environ[variable]
os.environ["EJOURNAL_ENV_FILE"] = os.devnull

from tests.support.scratch import keep_in_memory

keep_in_memory()

import pytest
import time_machine
from xdist.scheduler.loadscope import LoadScopeScheduling

from ejournal_app import clock
from ejournal_app.settings import get_settings
from tests.support import databases
from tests.support.lasting_engine import postgres_connections, take_back, use_lasting_engine
from tests.support.lasting_postgres import lasting_postgres
from tests.support.product import Product, product
from tests.support.valkey import valkey_server

DATABASES = {
    "sqlite": databases.sqlite_database,
    "postgresql": lambda: lasting_postgres(databases.postgres_database, postgres_connections),
}
EMPTY_DATABASES = {
    "sqlite": databases.empty_sqlite_database,
    "postgresql": databases.empty_postgres_database,
}
DEMO_DATABASES = {"sqlite": databases.sqlite_demo, "postgresql": databases.postgres_demo}


@pytest.fixture(params=list(DATABASES))
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty, migrated database."""
    with DATABASES[request.param]() as url:
        yield url


@pytest.fixture(params=list(EMPTY_DATABASES))
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database without a schema."""
    with EMPTY_DATABASES[request.param]() as url:
        yield url


@pytest.fixture(params=list(DEMO_DATABASES))
def demo_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database with the small demo school, for `run_product(DATABASE_URL=…)`."""
    with DEMO_DATABASES[request.param]() as url:
        yield url


@pytest.fixture
def db(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Settings and engine pointing to an empty, migrated database; gives its URL."""
    monkeypatch.setenv("EJOURNAL_DATABASE_URL", database_url)
    monkeypatch.setenv("EJOURNAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("EJOURNAL_DEMO", "off")
    get_settings.cache_clear()
    take_back()
    use_lasting_engine(monkeypatch)
    yield database_url
    take_back()
    get_settings.cache_clear()


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """The URL of a Valkey server shared by the session's tests."""
    with valkey_server() as url:
        yield url


@pytest.fixture
def clock_at() -> Iterator[Callable[[date | datetime], None]]:
    """Set the clock to a Riga wall-clock moment (a plain date means noon); it stands still."""
    travels: list[time_machine.travel] = []

    def set_clock(moment: date | datetime) -> None:
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time(12))
        while travels:
            travels.pop().stop()
        travel = time_machine.travel(moment.replace(tzinfo=moment.tzinfo or clock.RIGA), tick=False)
        travel.start()
        travels.append(travel)

    yield set_clock
    while travels:
        travels.pop().stop()


@pytest.fixture
def run_product(tmp_path: Path) -> Iterator[Callable[..., Product]]:
    """Start installations: `run_product(DATABASE_URL=…, WORKERS="2")`; all end with the test."""
    with ExitStack() as running:
        yield lambda **settings: running.enter_context(
            product(Path(tempfile.mkdtemp(dir=tmp_path)), **settings)
        )


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage.

    It is some hundred thousand objects that never go away; looking at them again and again took a
    good part of the time of the many short tests.
    """
    gc.collect()
    gc.freeze()


class _Together(LoadScopeScheduling):
    """Gives tests that use one server to one process, all others out one by one.

    The groups of `--dist loadgroup` are not seen by the processes with this pytest.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((name for path, name in _TOGETHER if nodeid.startswith(path)), nodeid)


_TOGETHER = (
    ("tests/browser/test_every_page.py", "every page"),
    ("tests/browser/", "browser"),
    ("tests/states/", "event socket"),
    ("tests/http/test_every_route.py", "event socket"),
    ("tests/serving/test_serve.py", "product"),
)
"""What the path of a test begins with and where it belongs; the largest groups start first."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Distribute the tests; see `_Together`."""
    return _Together(config, log)
