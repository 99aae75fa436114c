"""A real Chromium: found on the machine, installed when it can be, never skipped.

`python -m tests.support.browser` makes sure there is one; it is a step of `make test`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, StorageState, sync_playwright

INSECURE_HOST = "school.test"
"""This machine under a name that makes its pages neither local nor served over TLS."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    f"--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = (
    "The browser tests need Chromium, which is not here and could not be installed."
    " Install it (Debian: apt-get install chromium; or: .venv/bin/playwright install chromium)"
    " and run make test again."
)


class NoBrowser(Exception):
    """There is no Chromium and none can be installed."""


@cache
def chromium() -> str:
    """Return the path of a Chromium that starts; raises `NoBrowser` with what to do."""
    found = _present()
    if found is None:
        _install()
        found = _present()
    if found is None:
        raise NoBrowser(_MISSING)
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium without a window."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def window(
    started: Browser,
    base_url: str,
    *,
    width: int = 1180,
    height: int = 820,
    touch: bool = False,
    logged_in: StorageState | None = None,
    bypass_csp: bool = False,
) -> Iterator[BrowserContext]:
    """Open a window of its own, with its own cookies, of a user in Latvia.

    The default size is a tablet held sideways; a phone is 390 x 844 with `touch`. `logged_in` is
    what another window's `storage_state()` gave; `bypass_csp` lets tests add scripts to a page.
    """
    context = started.new_context(
        base_url=base_url,
        locale="lv-LV",
        timezone_id="Europe/Riga",
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        storage_state=logged_in,
        bypass_csp=bypass_csp,
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


def _present() -> str | None:
    candidates = [path for name in _NAMES if (path := shutil.which(name))]
    with sync_playwright() as playwright:
        candidates.append(playwright.chromium.executable_path)
    return next((path for path in candidates if Path(path).exists() and _starts(path)), None)


def _starts(path: str) -> bool:
    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(executable_path=path, args=ARGUMENTS).close()
        except Error:
            return False
    return True


def _install() -> None:
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    installer = [sys.executable, "-m", "playwright", "install", "chromium"]
    if not (_succeeds([*apt, "update"]) and _succeeds([*apt, "install", "-y", "chromium"])):
        _succeeds(installer)


def _succeeds(command: list[str]) -> bool:
    print("$", *command, flush=True)
    try:
        return subprocess.run(command, check=False, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    try:
        print(f"Chromium: {chromium()}")
    except NoBrowser as missing:
        sys.exit(str(missing))
