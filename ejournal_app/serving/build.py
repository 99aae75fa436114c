"""The built front end: made when something it consists of has changed, otherwise left alone."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / ".web"
_STAMP = WEB / "ejournal-build.json"
_NOTES = ROOT / ".build"  # beside .web, which Reflex replaces whole
_LOG = _NOTES / "log"
_LOCK = _NOTES / "lock"
_RESULT = WEB / "build" / "client" / "index.html"

# A change here may change what is installed or how: everything made before is thrown away.
_GROUND = ("rxconfig.py", "requirements.txt", "ejournal_app/serving")
# A change here is a change of pages: the installed packages stay.
_PAGES = (
    "assets",
    "ejournal_app/components",
    "ejournal_app/ejournal_app.py",
    "ejournal_app/i18n",
    "ejournal_app/pages",
    "ejournal_app/states",
)
# Reflex writes the exact versions it installed here; a change from outside asks for them again.
_VERSIONS = ("reflex.lock",)
_MADE_BY_REFLEX = {"assets/external"}


class BuildError(Exception):
    """The front end could not be built; the text says where to read why."""


def ensure_built() -> bool:
    """Build the front end if it is not up to date; returns whether it had to.

    Several processes may ask at once: one builds, the others wait for it.
    """
    with _alone():
        sources = {"ground": _fingerprint(_GROUND), "pages": _fingerprint(_PAGES)}
        known = _read_stamp()
        if known == {**sources, "versions": _fingerprint(_VERSIONS)} and _RESULT.exists():
            return False
        if known.get("ground") != sources["ground"]:
            shutil.rmtree(WEB, ignore_errors=True)
        _STAMP.unlink(missing_ok=True)
        _run_build()
        _STAMP.write_text(json.dumps({**sources, "versions": _fingerprint(_VERSIONS)}))
        return True


def front_end_environment() -> dict[str, str]:
    """The environment in which Reflex builds and serves: Node of this Python environment, npm."""
    return {
        **os.environ,
        # Before anything else: the machine may have an older Node of its own.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_USE_NPM": "true",
        # The lock file must be the same wherever it was made.
        "npm_config_omit_lockfile_registry_resolved": "true",
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
    }


def _run_build() -> None:
    with _LOG.open("w") as log:
        done = subprocess.run(
            [sys.executable, "-m", "ejournal_app.serving.compile"],
            cwd=ROOT,
            env=front_end_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0 or not _RESULT.exists():
        end = "\n".join(_LOG.read_text(errors="replace").splitlines()[-40:])
        raise BuildError(f"{end}\nThe front end could not be built; the full log is {_LOG}.")


def _read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(_STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _fingerprint(names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(_files(names)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(names: tuple[str, ...]) -> Iterator[Path]:
    for name in names:
        path = ROOT / name
        if path.is_file():
            yield path
        for inner in path.rglob("*") if path.is_dir() else ():
            made = any(inner.is_relative_to(ROOT / folder) for folder in _MADE_BY_REFLEX)
            if inner.is_file() and not made and "__pycache__" not in inner.parts:
                yield inner


@contextmanager
def _alone() -> Iterator[None]:
    _NOTES.mkdir(exist_ok=True)
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
