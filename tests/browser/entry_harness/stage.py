"""Builds the harness once, starts and kills its server, and reads what the server holds."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from uuid import uuid4

from .entry_harness.store import Store, place_of

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


class Stage:
    """One built harness with a server that a test may kill and start again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "harness"
        self.store = Store(folder / "store.json")
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None
        binaries = Path(sys.executable).parent
        self._environment = os.environ | {
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{self.folder}",
            "REFLEX_USE_NPM": "1",
            "REFLEX_TELEMETRY_ENABLED": "false",
            # The product's own build has fetched the packages already.
            "npm_config_prefer_offline": "true",
            "npm_config_audit": "false",
            "npm_config_fund": "false",
            "npm_config_update_notifier": "false",
            "REFLEX_FRONTEND_PORT": str(self.port),
            "REFLEX_BACKEND_PORT": str(self.port),
            "ENTRY_HARNESS_STORE": str(self.store.path),
        }

    def build(self) -> None:
        """Compile the harness to static files."""
        shutil.copytree(HERE / "entry_harness", self.folder / "entry_harness")
        shutil.copy(HERE / "rxconfig.py", self.folder)
        command = ["reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"]
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]

    def start(self) -> None:
        """Serve the built pages and the events on one port."""
        served = {
            "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
            "__REFLEX_SKIP_COMPILE": "true",
            "REFLEX_ENV_MODE": "prod",
        }
        target = "entry_harness.entry_harness:app"
        command = ["granian", "--interface", "asgi", "--factory", "--port", str(self.port), target]
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=self.folder,
                env=self._environment | served,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/ping", timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "server.log").read_text()[-4000:])

    def kill(self) -> None:
        """End the server as a power cut does."""
        if self._server:
            os.killpg(self._server.pid, 9)
            self._server.wait()
            self._server = None

    def reset(self, *, delay_ms: int = 0) -> None:
        """Empty the store and set how slowly the server answers."""
        self.store.path.unlink(missing_ok=True)
        self.store.write(self.store.read() | {"epoch": uuid4().hex, "delay_ms": delay_ms})

    def delay(self, delay_ms: int) -> None:
        """Set how slowly the server answers."""
        self.store.write(self.store.read() | {"delay_ms": delay_ms})

    def held(self, kind: str, **target: int | str) -> str:
        """Return the value the server holds."""
        return self.store.read()["values"].get(place_of(kind, target), "")

    def change(self, kind: str, value: str, **target: int | str) -> None:
        """Put a value there as another person would."""
        content = self.store.read()
        content["values"][place_of(kind, target)] = value
        self.store.write(content)

    def lock(self, kind: str, **target: int | str) -> None:
        """Let a value change only with a reason."""
        content = self.store.read()
        self.store.write(content | {"locked": [*content["locked"], place_of(kind, target)]})

    def hold_back(self, kind: str, **target: int | str) -> None:
        """Keep what is written there until a test confirms it with `change`."""
        content = self.store.read()
        self.store.write(content | {"held": [*content["held"], place_of(kind, target)]})

    def content(self) -> dict[str, Any]:
        """Return everything the server holds."""
        return self.store.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
