"""The built front end talks to the address it was opened at."""

from pathlib import Path

import pytest
import reflex_base

from ejournal_app.serving.same_origin import with_own_origin

TEMPLATE = Path(reflex_base.__file__).parent / ".templates" / "web" / "utils" / "state.js"


def test_the_installed_reflex_is_changed_in_its_one_place() -> None:
    changed = with_own_origin(TEMPLATE.read_text())
    assert changed.count("window.location.origin") == 1
    assert changed.index("window.location.origin") > changed.index("getBackendURL = ")


def test_a_second_time_changes_nothing() -> None:
    once = with_own_origin(TEMPLATE.read_text())
    assert with_own_origin(once) == once


def test_an_unknown_source_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match="same_origin"):
        with_own_origin("export const getBackendURL = other;")
