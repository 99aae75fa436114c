"""The full demo school as it stands at some moment, for measuring on."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import time_machine

from ejournal_app import clock
from ejournal_app.demo.load import load_if_empty
from ejournal_app.persistence import engine, migrate
from ejournal_app.settings import get_settings


def starting_year() -> int:
    """The year in which the school year of today began."""
    today = clock.today()
    return today.year - (today.month < 9)


def afternoon_in_may() -> datetime:
    """Two in the afternoon of a day at the end of May: a full year of entries."""
    return datetime(starting_year() + 1, 5, 27, 14, tzinfo=clock.RIGA)


@contextmanager
def demo_school(url: str, now: datetime, fill: Callable[[], None] | None = None) -> Iterator[None]:
    """Make the school in an empty database, add what `fill` adds, and stay at that moment."""
    os.environ["EJOURNAL_DATABASE_URL"] = url
    get_settings.cache_clear()
    engine.dispose()
    migrate.upgrade(url)
    with time_machine.travel(now):
        load_if_empty("full")
        if fill is not None:
            fill()
        with engine.engine().connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        yield
    engine.dispose()
