"""A page that reconnects is not emptied first."""

from pathlib import Path

import pytest
import reflex_base

from ejournal_app.serving.steady_pages import with_steady_pages

TEMPLATE = Path(reflex_base.__file__).parent / ".templates" / "web" / "utils" / "state.js"


def test_the_installed_reflex_is_changed_in_its_one_place() -> None:
    source = TEMPLATE.read_text()
    changed = with_steady_pages(source)
    before, _, after = source.partition("socket.current.auth = bootAuth(false);")
    assert changed.startswith(before + "socket.current.auth = bootAuth(true);")
    assert changed.endswith(after)
    assert changed.count("bootAuth(true)") == source.count("bootAuth(true)") + 1
    assert "router_data.resumes" in changed.removeprefix(before).removesuffix(after)


def test_a_second_time_changes_nothing() -> None:
    once = with_steady_pages(TEMPLATE.read_text())
    assert with_steady_pages(once) == once


def test_a_changed_framework_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match="adapt"):
        with_steady_pages("socket.current.auth = other();")
