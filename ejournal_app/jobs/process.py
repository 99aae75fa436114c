"""The scheduler as a process of its own: `python -m ejournal_app jobs`."""

import logging
import signal
import threading

from .scheduler import Scheduler

_log = logging.getLogger(__name__)


def run_until_told_to_stop() -> None:
    """Run scheduled work until SIGTERM or Ctrl-C."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    scheduler = Scheduler()
    scheduler.start()
    _log.info("Waiting for scheduled jobs.")
    told.wait()
    scheduler.stop()
