"""The product as people run it: `python -m ejournal_app serve`, started, stopped and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from ejournal_app.serving.build import ROOT, ensure_built

START_SECONDS = 60


def free_port() -> int:
    """A TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Product:
    """One installation with its own port, data directory and settings."""

    data_dir: Path
    settings: Mapping[str, str]
    """Settings by their names without the prefix: `{"DATABASE_URL": …, "WORKERS": "2"}`."""
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address people open."""
        return f"http://localhost:{self.port}"

    @property
    def database_url(self) -> str:
        """Where it keeps its rows."""
        return self.settings.get("DATABASE_URL", f"sqlite:///{self.data_dir / 'ejournal.db'}")

    @property
    def log(self) -> Path:
        """What the server has said, over all its starts."""
        return self.data_dir / "server.log"

    def start(self) -> None:
        """Start and wait until `/healthz` says that everything works."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ejournal_app", "serve", "--no-build"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_well():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"The server did not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def stop(self) -> int:
        """Ask it to end; returns the exit status."""
        assert self._process is not None
        self._process.terminate()
        try:
            return self._process.wait(timeout=20)
        finally:
            self.kill()

    def kill(self) -> None:
        """End every process of it at once, as a power failure would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Kill it and start it again on the same port with the same data."""
        self.kill()
        self.start()

    def environment(self) -> dict[str, str]:
        """The environment of the installation's processes."""
        inherited = {
            k: v for k, v in os.environ.items() if not k.startswith(("EJOURNAL_", "PYTEST"))
        }
        own = {
            "ENV_FILE": os.devnull,
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "DATA_DIR": str(self.data_dir),
            "DEMO": "off",
            "AUTO_MIGRATE": "true",
            "JOBS": "off",  # a test compares rows that nobody else may change
            **self.settings,
        }
        return {**inherited, **{f"EJOURNAL_{name}": value for name, value in own.items()}}

    def _is_well(self) -> bool:
        # Asked ten times a second while it starts: a client that reads the certificates of the
        # world each time would take a good part of the machine.
        asked = HTTPConnection("localhost", self.port, timeout=5)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()


@contextmanager
def product(data_dir: Path, **settings: str) -> Iterator[Product]:
    """A running product with the given settings, ended afterwards whatever happened."""
    ensure_built()
    running = Product(data_dir, settings)
    running.start()
    try:
        yield running
    finally:
        running.kill()
