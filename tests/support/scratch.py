"""Where tests keep their databases and files: in memory where the machine has room for it.

A database is made for nearly every test. On a disk the making waits for everything else that was
written lately, which took longer than the tests themselves.
"""

import os
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
"""Bytes; the whole suite needs about a quarter of it."""


def keep_in_memory() -> None:
    """Let everything temporary of this process and those it starts be made in memory."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    free = os.statvfs(_MEMORY)
    if free.f_bavail * free.f_frsize >= _ROOM:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None  # ask again
