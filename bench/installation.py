"""The product on the full demo school, on either database, with one process or two."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.databases import empty_postgres_database
from tests.support.demo_school import always_work
from tests.support.product import Product, product
from tests.support.valkey import valkey_server

START_SECONDS = 600


@dataclass(frozen=True)
class Setup:
    """One way of running the product."""

    database: str
    processes: int

    @property
    def name(self) -> str:
        """How the tables of results call it."""
        words = "1 process" if self.processes == 1 else f"{self.processes} processes, Valkey"
        return f"{self.database}, {words}"


SETUPS = (
    Setup("SQLite", 1),
    Setup("SQLite", 2),
    Setup("PostgreSQL", 1),
    Setup("PostgreSQL", 2),
)


@contextmanager
def installed(setup: Setup, demo: str = "full") -> Iterator[Product]:
    """Run the product with a freshly made demo school."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        settings = {"DEMO": demo, "WORKERS": str(setup.processes)}
        if setup.database == "PostgreSQL":
            settings["DATABASE_URL"] = stack.enter_context(empty_postgres_database())
        if setup.processes > 1:
            settings["REDIS_URL"] = stack.enter_context(valkey_server())
        running = stack.enter_context(product(folder, **settings))
        always_work(running.database_url)
        yield running
