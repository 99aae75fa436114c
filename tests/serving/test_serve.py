"""`python -m ejournal_app serve`: one command from nothing to a working school, and a clean end."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from ejournal_app.serving.build import ROOT
from tests.support.product import Product, free_port

Run = Callable[..., Product]


def command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is expected to end by itself."""
    own = {f"EJOURNAL_{name}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "ejournal_app", *arguments],
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_nothing_becomes_a_school_and_stays_one(run_product: Run) -> None:
    product = run_product()
    first = httpx.get(f"{product.url}/healthz").json()
    assert first["status"] == "ok"
    assert first["schema_is_current"] is True
    page = httpx.get(product.url)
    assert page.status_code == httpx.codes.OK
    assert "<!DOCTYPE html>" in page.text
    assert product.stop() == 0
    assert "Traceback" not in product.log.read_text()
    product.start()
    assert httpx.get(f"{product.url}/healthz").json() == first


def test_a_killed_server_starts_again_on_its_port(run_product: Run) -> None:
    product = run_product()
    product.restart()
    assert httpx.get(f"{product.url}/healthz").json()["status"] == "ok"


def test_several_processes_serve_one_address(run_product: Run, valkey_url: str) -> None:
    product = run_product(WORKERS="2", REDIS_URL=valkey_url)
    log = product.log.read_text()
    assert "Started worker-1" in log
    assert "Started worker-2" in log
    assert product.stop() == 0


def test_the_migration_is_made_by_command_when_it_is_not_automatic(tmp_path: Path) -> None:
    settings = {
        "DATA_DIR": str(tmp_path),
        "AUTO_MIGRATE": "false",
        "PORT": str(free_port()),
        "DEMO": "off",
    }
    refused = command("serve", "--no-build", **settings)
    assert refused.returncode == 1
    assert "python -m ejournal_app migrate" in refused.stderr
    assert command("migrate", **settings).returncode == 0


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "x"}, "EJOURNAL_PORT"),
        ({"WORKERS": "2"}, "EJOURNAL_REDIS_URL"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "EJOURNAL_REDIS_URL"),
        ({"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "EJOURNAL_DATABASE_URL"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    settings: dict[str, str], named: str, tmp_path: Path
) -> None:
    base = {"DATA_DIR": str(tmp_path), "PORT": str(free_port())}
    refused = command("serve", "--no-build", **{**base, **settings})
    assert refused.returncode in {1, 2}
    assert named in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_taken_port_is_said_before_anything_else_is_done(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = command("serve", HOST="127.0.0.1", PORT=port, DATA_DIR=str(tmp_path))
    assert refused.returncode == 1
    assert "EJOURNAL_PORT" in refused.stderr
    assert list(tmp_path.iterdir()) == []
