"""The front end is built again when something it consists of has changed, and only then."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ejournal_app.serving import build

Change = Callable[[Path], object]


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A project folder, and for each build in it whether installed packages were still there."""
    web = tmp_path / ".web"
    done: list[bool] = []

    def bundle() -> None:
        done.append((web / "node_modules").exists())
        (web / "node_modules").mkdir(parents=True, exist_ok=True)
        (web / "build" / "client").mkdir(parents=True, exist_ok=True)
        (web / "build" / "client" / "index.html").write_text("<!doctype html>")
        (tmp_path / "reflex.lock").mkdir(exist_ok=True)
        (tmp_path / "reflex.lock" / "package.json").write_text("{}")

    for name, place in {
        "ROOT": tmp_path,
        "WEB": web,
        "_STAMP": web / "stamp.json",
        "_LOCK": tmp_path / ".build" / "lock",
        "_NOTES": tmp_path / ".build",
        "_RESULT": web / "build" / "client" / "index.html",
    }.items():
        monkeypatch.setattr(build, name, place)
    monkeypatch.setattr(build, "_run_build", bundle)
    for folder in ("assets/external", "ejournal_app/pages", "ejournal_app/services"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("rxconfig.py", "requirements.txt", "assets/a.css", "ejournal_app/pages/a.py"):
        (tmp_path / name).write_text("1")
    build.ensure_built()
    return done


def write(name: str) -> Change:
    return lambda root: (root / name).write_text("2")


def test_nothing_changed_builds_nothing(builds: list[bool]) -> None:
    assert not build.ensure_built()
    assert builds == [False]


@pytest.mark.parametrize(
    "change",
    [
        write("ejournal_app/pages/a.py"),
        write("ejournal_app/pages/new.py"),
        write("assets/a.css"),
        write("reflex.lock/package.json"),
        lambda root: (root / "assets/a.css").unlink(),
        lambda root: (root / ".web/build/client/index.html").unlink(),
    ],
)
def test_a_change_of_pages_keeps_the_installed_packages(
    change: Change, builds: list[bool], tmp_path: Path
) -> None:
    change(tmp_path)
    assert build.ensure_built()
    assert builds == [False, True]
    assert not build.ensure_built()


@pytest.mark.parametrize("name", ["rxconfig.py", "requirements.txt"])
def test_a_change_of_the_configuration_starts_from_nothing(
    name: str, builds: list[bool], tmp_path: Path
) -> None:
    (tmp_path / name).write_text("2")
    assert build.ensure_built()
    assert builds == [False, False]


@pytest.mark.parametrize(
    "name", ["ejournal_app/services/a.py", "assets/external/made_by_reflex.js", "README.md"]
)
def test_what_is_not_in_the_browser_builds_nothing(
    name: str, builds: list[bool], tmp_path: Path
) -> None:
    (tmp_path / name).write_text("2")
    assert not build.ensure_built()


def test_a_build_that_failed_is_tried_again(
    builds: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise build.BuildError("no")

    (tmp_path / "assets/a.css").write_text("2")
    with monkeypatch.context() as broken:
        broken.setattr(build, "_run_build", fail)
        with pytest.raises(build.BuildError):
            build.ensure_built()
    assert build.ensure_built()
    assert json.loads((tmp_path / ".web" / "stamp.json").read_text())
