"""Applications under way in this process: they go on whoever looks on or leaves.

What is lasting about an application (that it began, the run it became) stands in the draft's row;
here is only how far it is, and why it ended without a run.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from ejournal_app.domain.errors import DomainError
from ejournal_app.domain.messages import Message
from ejournal_app.services.changes.runs import AppliedImport

from .progress import Progress

_log = logging.getLogger(__name__)

_KEPT = 50
"""Ended jobs remembered, for those who come back to see how one ended."""


@dataclass
class Job:
    """One application of a draft."""

    draft_id: int
    done: int = 0
    total: int = 1
    ended: bool = False
    run_id: int | None = None
    refusal: Message | None = None
    """Why nothing was applied, when a rule said no."""
    failed: bool = False
    """Something broke that should not; it is in the log."""
    thread: Thread | None = field(default=None, repr=False)

    def tell(self, done: int, total: int) -> None:
        """Remember how far it is."""
        self.done, self.total = done, total


_jobs: dict[int, Job] = {}
_lock = Lock()


def start(
    draft_id: int, work: Callable[[Progress], AppliedImport], no_run: Callable[[], None]
) -> Job:
    """Begin to apply a draft in a thread; `no_run` is called when it ends without a run."""
    job = Job(draft_id)
    job.thread = Thread(target=_work, args=(job, work, no_run), name=f"import-{draft_id}")
    with _lock:
        _jobs.pop(draft_id, None)
        _jobs[draft_id] = job
        for old in [key for key, known in _jobs.items() if known.ended][:-_KEPT]:
            del _jobs[old]
    job.thread.start()
    return job


def job_of(draft_id: int) -> Job | None:
    """Return the last application of a draft in this process."""
    with _lock:
        return _jobs.get(draft_id)


def _work(job: Job, work: Callable[[Progress], AppliedImport], no_run: Callable[[], None]) -> None:
    try:
        job.run_id = work(job.tell).run_id
    except DomainError as refusal:
        job.refusal = refusal.message
    except Exception:  # noqa: BLE001 - the thread ends here; whoever looks on is told
        job.failed = True
        # Not the arguments: they hold personal data.
        _log.exception("An import failed, draft %d", job.draft_id)
    try:
        if job.run_id is None:
            no_run()
    except Exception:  # noqa: BLE001 - the same
        job.failed = True
        _log.exception("The end of an import could not be written, draft %d", job.draft_id)
    finally:
        job.ended = True
