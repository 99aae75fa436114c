"""Rows of the handlers of each area: a module with a dict `ROWS` each."""

import pkgutil
from importlib import import_module

from tests.states.rows import Row


def rows_of_areas() -> dict[str, Row]:
    """The rows of all modules here; a handler in two of them is a mistake."""
    found: dict[str, Row] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        rows: dict[str, Row] = import_module(module.name).ROWS
        assert not found.keys() & rows.keys(), module.name
        found |= rows
    return found
