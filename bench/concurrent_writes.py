"""10,000 marks from 50 clients into the same cells while a server is killed: is the ledger right?

Two server processes on one PostgreSQL and one Valkey. Every client keeps sending what was not
answered, and at times what was. At the end the ledger is compared with what the clients were told.
"""

import argparse
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import col, select

from bench.numbers import percentile
from ejournal_app import clock
from ejournal_app.demo.logins import DEMO_PASSWORD
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.models import Enrolment, Journal, RuleSetting, Work
from ejournal_app.services.school_rules import Rule
from tests.support.databases import empty_postgres_database
from tests.support.demo_school import MATHS_A, DemoSchool
from tests.support.events import EventSocket, handler_name, log_in, values
from tests.support.ledger_check import Cell, Claim, Values, faults
from tests.support.product import Product, product
from tests.support.valkey import valkey_server
from tests.support.websocket import Closed

WRITES, CLIENTS, WORKS, BATCH = 10_000, 50, 40, 5
TEACHERS = ("skolotajs", "audzinatajs")
"""Both teach the journal that is written in."""

SHARED = 0.2
"""How often a client writes where all do; otherwise it keeps to places it mostly has to itself."""

_PATIENCE = 30.0
_SEND = handler_name("entry.Entry", "send")


def main(arguments: Sequence[str] = ()) -> None:
    """Run it and print the table; exit with an error when the ledger is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench concurrent_writes")
    parser.add_argument("--writes", type=int, default=WRITES)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    chosen = parser.parse_args(arguments)
    with _installation() as (school, servers):
        cells, works = _cells(school)
        run = _Run(chosen.writes)
        clients = [
            _Client(number, servers[number % 2], cells, run, chosen.clients)
            for number in range(chosen.clients)
        ]
        begun = time.perf_counter()
        for client in clients:
            client.start()
        killed = _kill_midway(servers[0], run)
        for client in clients:
            client.join()
        taken = time.perf_counter() - begun
        with school.session() as session:
            wrong = faults(session, run.claims, works)
    _print(run, chosen.clients, taken, killed, wrong)
    if wrong:
        raise SystemExit("\n".join(wrong[:20]))


@dataclass
class _Run:
    """What all clients share: how many writes are left, and what was claimed."""

    writes: int
    values: Values = field(default_factory=Values)
    claims: list[Claim] = field(default_factory=list[Claim])
    resent: int = 0
    broken: int = 0
    taken_ms: list[float] = field(default_factory=list[float])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _given: int = 0

    def take(self, most: int) -> list[int]:
        """Return the numbers of the next writes; none when all are given out."""
        with self._lock:
            first = self._given
            self._given = min(self.writes, first + most)
            return list(range(first, self._given))

    def note(self, claims: list[Claim], ms: float, *, resent: int, broken: int) -> None:
        """Keep what a client was told of a batch."""
        with self._lock:
            self.claims += claims
            self.taken_ms.append(ms)
            self.resent += resent
            self.broken += broken


class _Client(threading.Thread):
    """A teacher's browser: sends batches, resends what was not answered, and some that was."""

    def __init__(
        self, number: int, server: Product, cells: list[Cell], run: _Run, clients: int
    ) -> None:
        super().__init__(name=f"client {number}")
        self._own = cells[number::clients]
        self._server, self._cells, self._run = server, cells, run
        self._chance = random.Random(number)
        self._cookie = log_in(server.url, TEACHERS[number % 4 // 2], DEMO_PASSWORD)
        self._seen: dict[Cell, str] = {}
        self._socket: EventSocket | None = None

    def run(self) -> None:
        """Write until all writes are given out."""
        while numbers := self._run.take(self._chance.randint(1, BATCH)):
            self._write(numbers)
        if self._socket is not None:
            self._socket.close()

    def _write(self, numbers: list[int]) -> None:
        typed: list[tuple[str, Cell, str, str]] = []
        for number in numbers:
            shared = self._chance.random() < SHARED
            cell = self._chance.choice(self._cells if shared else self._own)
            value = self._run.values.take(cell)
            # As the outbox does: over the value of the one before that still waits.
            base = next(
                (own for _, other, _, own in reversed(typed) if other == cell),
                self._seen.get(cell, ""),
            )
            typed.append((f"w{number}", cell, base, value))
        batch = [_operation(*one) for one in typed]
        begun, broken = time.perf_counter(), 0
        forgetful = self._chance.random() < 0.03  # the answer gets lost on its way
        if forgetful:
            self._send(batch, wait=False)
        while (answers := self._send(batch)) is None:
            broken += 1
        ms = (time.perf_counter() - begun) * 1000
        again = self._send(batch) if self._chance.random() < 0.1 else None
        claims: list[Claim] = []
        for name, cell, base, value in typed:
            status, standing = answers[name]
            self._seen[cell] = value if status == "saved" else standing
            repeated = (again[name][0],) if again else ()
            claims.append(Claim(name, cell, base, value, status, repeated))
        self._run.note(
            claims, ms, resent=len(batch) * (bool(again) + forgetful + broken), broken=broken
        )

    def _send(
        self, batch: list[dict[str, Any]], *, wait: bool = True
    ) -> dict[str, tuple[str, str]] | None:
        """Send a batch; None when the connection broke before it was answered."""
        names = {operation["id"] for operation in batch}
        try:
            if self._socket is None:
                self._socket = EventSocket(self._server.url, self._cookie)
            self._socket.send(_SEND, {"operations": batch})
            if not wait:
                self._socket.close()
                self._socket = None
                return None
            update = self._socket.wait_for(
                lambda update: names <= _answers(update).keys(), _PATIENCE
            )
            return _answers(update)
        except (OSError, Closed, AssertionError):
            if self._socket is not None:
                self._socket.close()
            self._socket = None
            time.sleep(0.2 + self._chance.random())
            return None


def _operation(name: str, cell: Cell, base: str, value: str) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "mark",
        "value": value,
        "base": base,
        "target": {"work_id": cell[0], "pupil_id": cell[1]},
    }


def _answers(update: dict[str, Any]) -> dict[str, tuple[str, str]]:
    told = values([update], "entry.Entry").get("answers", {"items": []})
    return {item["id"]: (item["status"], item["value"]) for item in told["items"]}


def _kill_midway(server: Product, run: _Run) -> float:
    """Kill one of the servers after half of the writes; return how long it was away."""
    while len(run.claims) < run.writes // 2:
        time.sleep(0.01)
    begun = time.perf_counter()
    server.restart()
    return time.perf_counter() - begun


@contextmanager
def _installation() -> Iterator[tuple[DemoSchool, list[Product]]]:
    """Two servers on one database, with the small demo school."""
    with ExitStack() as stack:
        url = stack.enter_context(empty_postgres_database())
        valkey = stack.enter_context(valkey_server())
        folder = Path(stack.enter_context(TemporaryDirectory()))
        servers: list[Product] = []
        for name, demo in (("a", "small"), ("b", "off")):
            place = folder / name
            place.mkdir()
            servers.append(
                stack.enter_context(product(place, DATABASE_URL=url, REDIS_URL=valkey, DEMO=demo))
            )
        school = DemoSchool(url)
        stack.callback(school.dispose)
        yield school, servers


def _cells(school: DemoSchool) -> tuple[list[Cell], list[int]]:
    """Make works in per cent: enough values for every write to have one of its own.

    What is written looks like a burst at night to the brake, which is not what is measured.
    """
    first = date(school.year(), 9, 1)
    school.add(
        RuleSetting(school_id=1, key=Rule.WORKING_HOURS, effective_from=first, value="00:00,23:59")
    )
    lesson = school.lesson(MATHS_A)
    works = [school.work(lesson, f"Darbs {number}") for number in range(WORKS)]
    with school.session() as session:
        for work_id in works:
            session.get_one(Work, work_id).scale = Scale.PERCENT
        journal = session.get_one(Journal, school.journal(MATHS_A))
        pupils = session.exec(
            select(Enrolment.pupil_id).where(
                Enrolment.class_id == journal.class_id,
                Enrolment.starts_on <= clock.today(),
                col(Enrolment.ends_on).is_(None),
            )
        ).all()
    return [(work, pupil) for work in works for pupil in pupils], works


def _print(run: _Run, clients: int, taken: float, killed: float, wrong: list[str]) -> None:
    statuses = Counter(claim.status for claim in run.claims)
    rows = {
        "Clients": clients,
        "Writes answered": len(run.claims),
        "of them saved": statuses["saved"],
        "of them told of another's value": statuses["conflict"],
        "of them otherwise": len(run.claims) - statuses["saved"] - statuses["conflict"],
        "Writes sent again": run.resent,
        "Connections broken": run.broken,
        "Server away, s": f"{killed:.1f}",
        "Time, s": f"{taken:.1f}",
        "Batch answered, median ms": f"{percentile(run.taken_ms, 0.5):.0f}",
        "Batch answered, p95 ms": f"{percentile(run.taken_ms, 0.95):.0f}",
        "Faults of the ledger": len(wrong),
    }
    print(f"| {clients} clients, PostgreSQL, 2 processes, 1 killed | |\n|---|---|")
    for what, value in rows.items():
        print(f"| {what} | {value} |")
    print(f"(on {os.cpu_count()} cores)", flush=True)
