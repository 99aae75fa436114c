"""The scheduler of one process: it works only while it holds the lease, and in threads of its own.

Every few seconds it renews the lease and asks of each job what should have been run by now and is
not in the log. So an ordinary run and one that makes up for a time of being down are the same, and
a moment is never run twice because two processes saw it.

A process cut off from the database for longer than the lease may still be at a run that another
has begun anew: that is why each job may be run twice.
"""

import logging
import secrets
import threading
import time
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from ejournal_app.services.scheduled import lease, runs

from .catalogue import JOBS, Job

LOOK_EVERY_SECONDS = 5.0
GRACE_SECONDS = 10.0
"""How long stopping waits for runs that are under way."""

_log = logging.getLogger(__name__)


class Scheduler:
    """Runs jobs whenever this process holds the lease, from `start` until `stop`."""

    def __init__(
        self, jobs: Sequence[Job] = JOBS, *, look_every: float = LOOK_EVERY_SECONDS
    ) -> None:
        """Take the jobs to run."""
        self.holder = lease.new_holder()
        self._jobs = jobs
        self._look_every = look_every
        self._lock = threading.Lock()
        self._running: dict[str, threading.Thread] = {}
        self._wake = threading.Event()
        self._stopping = False
        self._active = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin in a thread; the process may end without waiting for it."""
        self._thread = threading.Thread(target=self.run, name="scheduler", daemon=True)
        self._thread.start()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping:
            try:
                self.look()
            except SQLAlchemyError:
                _log.warning("The scheduler could not reach the database; trying again.")
            except Exception:  # noqa: BLE001 - the scheduler outlives whatever a look met
                _log.exception("The scheduler failed and goes on.")
            self._wake.wait(self._look_every)
            self._wake.clear()

    def stop(self) -> None:
        """End after the runs under way, but not much later, and let another process take over.

        A run that takes longer keeps the lease until it runs out: it is then marked as broken off
        and run again by whoever is next.
        """
        self._stopping = True
        self._wake.set()
        deadline = time.monotonic() + GRACE_SECONDS
        for thread in (self._thread, *self._under_way().values()):
            if thread is not None and thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))
        if self._under_way():
            _log.warning("The scheduler stops in the middle of a run; it will be run again.")
            return
        try:
            lease.release(self.holder)
        except SQLAlchemyError:
            _log.warning("The lease of the scheduler could not be given up; it runs out by itself.")

    def look(self) -> bool:
        """Begin what should be run now; False while another process holds the lease."""
        held = lease.take(self.holder)
        if held != self._active:
            self._active = held
            _log.info("Scheduled jobs run %s.", "in this process" if held else "elsewhere")
        if not held:
            return False
        if runs.has_lost_runs(self.holder, self._under_way()):
            runs.abandon(self.holder, self._under_way())
        for job in self._jobs:
            if job.name not in self._under_way() and not self._stopping:
                self._begin(job)
        return True

    def wait(self) -> None:
        """Wait for the runs under way."""
        for thread in self._under_way().values():
            thread.join()

    def _under_way(self) -> dict[str, threading.Thread]:
        with self._lock:
            return dict(self._running)

    def _begin(self, job: Job) -> None:
        try:
            claim = runs.claim_due(self.holder, job.name, job.moments, job.catch_up)
        except SQLAlchemyError:
            raise
        except Exception:  # noqa: BLE001 - one job's fault must not keep the others from running
            _log.exception("Job %s could not be planned.", job.name)
            return
        if claim is None:
            return
        thread = threading.Thread(
            target=self._carry_out, args=(job, claim), name=f"job {job.name}", daemon=True
        )
        with self._lock:
            self._running[job.name] = thread
        thread.start()

    def _carry_out(self, job: Job, claim: runs.Claim) -> None:
        try:
            result, error = _outcome(job, claim)
            runs.finish(claim, result=result, error=error)
        except SQLAlchemyError:
            _log.warning("The end of job %s could not be written; it will be run again.", job.name)
        finally:
            with self._lock:
                del self._running[job.name]
            self._wake.set()


def _outcome(job: Job, claim: runs.Claim) -> tuple[str, str]:
    """Do the work; return its result in numbers, or the fault with its reference in the log."""
    try:
        return str(job.work(claim.planned)), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, the run has failed
        reference = secrets.token_hex(4)
        _log.exception(
            "Job %s failed, attempt %d, reference %s", job.name, claim.attempt, reference
        )
        # Not the error's own words: they may name somebody.
        return "", f"{type(error).__name__}, {reference}"
