"""At most one scheduler is active, each moment is run once, a dead one's work is taken up."""

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.jobs import LEASE, MOST_ATTEMPTS, CatchUp
from ejournal_app.jobs.catalogue import JOBS, Job
from ejournal_app.jobs.moments import daily
from ejournal_app.jobs.scheduler import Scheduler
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import JobRun, RunState
from ejournal_app.services.scheduled import lease, runs
from ejournal_app.services.scheduled.names import JOB_WORDS, JobName
from ejournal_app.serving.build import ROOT

Clock = Callable[[date | datetime], None]

MONDAY = datetime(2026, 11, 23, 16, 0, 5)
ALL_DAY = CatchUp(within=timedelta(hours=24))
SECRET = "Anna Bērziņa"


class Work:
    """A job that writes down for which moments it was run and fails as often as told."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.failures = 0
        self.held: threading.Event | None = None

    def __call__(self, planned: datetime) -> int:
        self.done.append(f"{clock.local(planned):%d. %H:%M}")
        if self.held is not None:
            self.held.wait(30)
        if self.failures:
            self.failures -= 1
            raise ValueError(SECRET)
        return len(self.done)


def job(work: Work, catch_up: CatchUp = ALL_DAY) -> Job:
    return Job(name=JobName.OUTBOX, moments=daily(16, 0), work=work, catch_up=catch_up)


def look(scheduler: Scheduler) -> bool:
    held = scheduler.look()
    scheduler.wait()
    return held


def log() -> list[JobRun]:
    with reading() as session:
        return list(session.exec(select(JobRun).order_by(col(JobRun.planned_for))))


def test_a_moment_is_run_once_whoever_looks(db: str, clock_at: Clock) -> None:
    clock_at(MONDAY)
    work = Work()
    first, second = Scheduler([job(work)]), Scheduler([job(work)])
    assert [look(first), look(second), look(first), look(second)] == [True, False, True, False]
    assert work.done == ["23. 16:00"]
    (run,) = log()
    assert (run.state, run.result, run.attempts, run.holder) == ("done", "1", 1, first.holder)
    assert clock.local(run.planned_for).replace(tzinfo=None) == datetime(2026, 11, 23, 16)
    # Given up at the end, the other one goes on at once; the moment is not run again.
    first.stop()
    assert look(second)
    assert work.done == ["23. 16:00"]
    clock_at(MONDAY + timedelta(days=1))
    assert look(second)
    assert work.done == ["23. 16:00", "24. 16:00"]


def test_two_that_begin_at_once_have_one_lease(db: str) -> None:
    started = threading.Barrier(6)
    held: list[bool] = []

    def contend() -> None:
        started.wait()
        held.append(lease.take(lease.new_holder()))

    threads = [threading.Thread(target=contend) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == [False] * 5 + [True]


def test_what_a_dead_process_was_at_is_broken_off_and_run_again(db: str, clock_at: Clock) -> None:
    clock_at(MONDAY)
    dead = lease.new_holder()
    work = Work()
    assert lease.take(dead)
    claim = runs.claim_due(dead, JobName.OUTBOX, daily(16, 0), ALL_DAY)
    assert claim is not None
    heir = Scheduler([job(work)])
    clock_at(MONDAY + LEASE - timedelta(seconds=1))
    assert not look(heir)
    clock_at(MONDAY + LEASE)
    assert look(heir)
    (run,) = log()
    assert (run.state, run.attempts, run.holder) == (RunState.DONE, 2, heir.holder)
    # The dead one wakes up after all: its end is not written over the other's.
    assert not runs.finish(claim, result="99")
    assert runs.claim_due(dead, JobName.OUTBOX, daily(15, 0), ALL_DAY) is None
    assert log()[0].result == "1"


def test_a_failure_is_logged_with_a_reference_and_tried_again_for_a_while(
    db: str, clock_at: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    clock_at(MONDAY)
    work = Work()
    work.failures = 99
    scheduler = Scheduler([job(work)])
    look(scheduler)
    look(scheduler)  # not at once
    (run,) = log()
    kind, reference = run.error.split(", ")
    assert (run.state, kind, run.attempts) == ("failed", "ValueError", 1)
    assert reference in caplog.text
    assert SECRET not in run.error
    at = MONDAY
    for minutes in (1, 5, 15, 60, 60, 60):
        at += timedelta(minutes=minutes)
        clock_at(at)
        look(scheduler)
    (run,) = log()
    assert (run.attempts, len(work.done)) == (MOST_ATTEMPTS, MOST_ATTEMPTS)
    # The next moment begins anew.
    work.failures = 1
    for minutes in (0, 1):
        clock_at(MONDAY + timedelta(days=1, minutes=minutes))
        look(scheduler)
    assert [(one.state, one.attempts) for one in log()] == [("failed", 5), ("done", 2)]


def test_a_reminder_that_failed_is_not_sent_when_it_is_too_late(db: str, clock_at: Clock) -> None:
    clock_at(MONDAY)
    work = Work()
    work.failures = 1
    scheduler = Scheduler([job(work, CatchUp(within=timedelta(hours=3)))])
    look(scheduler)
    clock_at(MONDAY + timedelta(hours=6))
    look(scheduler)
    assert len(work.done) == 1


def test_every_missed_moment_is_run_by_a_job_that_says_so(db: str, clock_at: Clock) -> None:
    work = Work()
    scheduler = Scheduler([job(work, CatchUp(every=True))])
    for hours in (0, 73, 73, 73):
        clock_at(MONDAY + timedelta(hours=hours))
        look(scheduler)
    assert work.done == ["23. 16:00", "24. 16:00", "25. 16:00", "26. 16:00"]


def test_stopping_in_a_long_run_leaves_it_to_the_next(
    db: str, clock_at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ejournal_app.jobs.scheduler.GRACE_SECONDS", 0.2)
    clock_at(MONDAY)
    work = Work()
    work.held = threading.Event()
    scheduler, heir = Scheduler([job(work)]), Scheduler([job(Work())])
    scheduler.look()
    scheduler.stop()
    assert not look(heir)
    work.held.set()
    scheduler.wait()
    assert log()[0].state == RunState.DONE


def test_a_job_that_cannot_be_planned_does_not_keep_the_others_from_running(
    db: str, clock_at: Clock
) -> None:
    clock_at(MONDAY)

    def broken(_after: datetime, _until: datetime) -> list[datetime]:
        raise KeyError(SECRET)

    work = Work()
    bad = Job(name=JobName.JOB_RUNS, moments=broken, work=work)
    look(Scheduler([bad, job(work)]))
    assert work.done == ["23. 16:00"]


def test_every_job_has_a_name_words_and_a_moment_in_the_next_year() -> None:
    assert [one.name for one in JOBS] == list(dict.fromkeys(one.name for one in JOBS))
    assert {one.name for one in JOBS} == set(JobName) == set(JOB_WORDS)


@contextmanager
def scheduler_process(settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "ejournal_app", "jobs"],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def until(true: Callable[[], Any], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_separate_process_runs_what_is_due_and_gives_the_lease_up(
    db: str, tmp_path: Any
) -> None:
    from tests.support.product import Product

    environment = Product(tmp_path, {"DATABASE_URL": db, "JOBS": "off"}).environment()
    with scheduler_process(dict(environment)) as running:
        # The reminders of the day may be too late to be told, or not due yet.
        daily_ones = {job.name for job in JOBS if job.catch_up.within is None}
        until(lambda: {run.job for run in log() if run.state == RunState.DONE} >= daily_ones)
        known = lease.lease()
        assert known is not None
        assert known.runs(clock.now())
        assert not lease.take(lease.new_holder())
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    assert lease.take(lease.new_holder())
