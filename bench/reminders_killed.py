"""Kills the server again and again while it tells 3,000 families something.

`python -m bench.reminders_killed [--families N] [--kills N] [--database sqlite|postgresql]`: one
real process plans the run and is killed while it does; the real server sends and is killed at
random moments, each time started again. At the end the mail server on this machine counts: each
recipient has exactly one message.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from ejournal_app.services.outbox.outbox_list import MailState
from tests.support.databases import postgres_database, sqlite_database
from tests.support.killed_sending import CountingServer, Families, mail_settings, process
from tests.support.product import product

_KILLS_WHILE_PLANNING = 4

DATABASES = {"sqlite": sqlite_database, "postgresql": postgres_database}


def main() -> None:
    """Run it and print what the mail server counted."""
    parser = argparse.ArgumentParser(prog="python -m bench.reminders_killed")
    parser.add_argument("--families", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    asked = parser.parse_args()
    server = CountingServer()
    with (
        DATABASES[asked.database]() as url,
        server.running() as port,
        tempfile.TemporaryDirectory() as folder,
    ):
        families = Families(url, asked.families)
        killed_planning = _plan(families, port)
        began = time.monotonic()
        moments = sorted(random.sample(range(1, asked.families), asked.kills))
        with product(Path(folder), DATABASE_URL=url, **mail_settings(port)) as school:
            for moment in moments:
                while server.got.total() < moment:
                    time.sleep(0.001)
                school.kill()
                families.let_leases_run_out()
                school.start()
            states = families.wait_until_settled(600)
        took = time.monotonic() - began
        families.close()
    times = Counter(server.got[address] for address in states)
    unclear = sum(state is MailState.UNCLEAR for state in states.values())
    print(f"{asked.families} families, {asked.database}: killed {killed_planning} times while")
    print(f"planning, {asked.kills} times while sending (after {moments}); {took:.0f} s.")
    print(f"Messages at the mail server by recipient: {dict(times)}; told as unclear: {unclear}.")
    assert times == {1: asked.families}, times


def _plan(families: Families, port: int) -> int:
    """Plan the run, killed some times before it is whole; return how often."""
    run = families.planned.isoformat()
    killed = 0
    while True:
        before = families.planned_so_far()
        with process(run, "plan", url=families.url, port=port) as planner:
            while planner.poll() is None:
                planned = families.planned_so_far()
                if killed < _KILLS_WHILE_PLANNING and before < planned < families.count * 0.9:
                    time.sleep(random.random() * 0.05)
                    killed += 1
                    break
                time.sleep(0.005)
            else:
                assert planner.returncode == 0
                if families.planned_so_far() == families.count:
                    return killed


if __name__ == "__main__":
    main()
