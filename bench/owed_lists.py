"""How long the owed lists take: the whole school's, and one teacher's.

Beside the time it prints what this process worked for it (CPU): on a machine busy with other
things only that says something.

The full demo school is made as it stands at the end of May, so that it has a year of lessons, works
and marks: about 600 journals, 90 teachers, 48,000 lessons, 15,000 works, 300,000 marks.
"""

import os
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session, SQLModel, func, select

from bench.demo_school import afternoon_in_may, demo_school
from bench.numbers import percentile
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Lesson, Mark, Work
from ejournal_app.services.duties.owed import owed_by_person, owed_of
from ejournal_app.serving.memory import settle
from tests.support.databases import empty_postgres_database, empty_sqlite_database

ROUNDS = 25
WARM = 6
"""Rounds not counted: the driver prepares a statement when it has seen it five times."""
WHOLE_MS, ONE_MS = 1_000, 30
DATABASES = {"SQLite": empty_sqlite_database, "PostgreSQL": empty_postgres_database}


def main() -> None:
    """Measure on both databases and print the table."""
    print("| Owed lists, ms | Database | median | best | CPU | must |\n|---|---|---|---|---|---|")
    now = afternoon_in_may()
    for name, database in DATABASES.items():
        with database() as url, demo_school(url, now):
            _measure(name, now)
    print(f"(on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})", flush=True)


def _measure(name: str, now: datetime) -> None:
    with reading() as session:
        lists = owed_by_person(session, now)
        print(
            f"<!-- {name}: {_count(session, Journal)} journals, {_count(session, Lesson)} lessons,"
            f" {_count(session, Work)} works, {_count(session, Mark)} marks;"
            f" {len(lists)} people owe {sum(map(len, lists.values()))} things -->"
        )
    busiest = max(lists, key=lambda person: len(lists[person]))
    settle()
    _row("the whole school", name, lambda session: owed_by_person(session, now), WHOLE_MS)
    _row("whoever owes most", name, lambda session: owed_of(session, busiest, now), ONE_MS)
    everybody = [partial(owed_of, person_id=person, now=now) for person in lists]
    _print("one teacher (each once)", name, *_times(everybody), ONE_MS)


def _row(what: str, name: str, read: Callable[[Session], Any], must: int) -> None:
    _times([read] * WARM)
    _print(what, name, *_times([read] * ROUNDS), must)


def _times(reads: Iterable[Callable[[Session], Any]]) -> tuple[list[float], list[float]]:
    """Return how long each took and what this process worked for it, in ms."""
    taken: list[float] = []
    worked: list[float] = []
    for read in reads:
        begun, cpu = time.perf_counter(), time.process_time()
        with reading() as session:
            read(session)
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    return taken, worked


def _print(what: str, name: str, taken: list[float], worked: list[float], must: int) -> None:
    print(
        f"| {what} | {name} | {percentile(taken, 0.5):.0f} | {min(taken):.0f} | {min(worked):.0f}"
        f" | ≤ {must} |",
        flush=True,
    )


def _count(session: Session, model: type[SQLModel]) -> int:
    return session.exec(select(func.count()).select_from(model)).one()


if __name__ == "__main__":
    main()
