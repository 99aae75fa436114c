"""One engine of each kind for all the databases a process of tests uses, one after another.

A new engine works every statement out anew, which took longer than carrying it out: nearly every
test has a database of its own. The product makes its engine through `create_engine` when it first
needs one; here it is given the lasting one, which connects to the database of that moment. Its
connections stay open as long as that database is the same one (`lasting_postgres.py`).
"""

import os
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, make_url

from ejournal_app.persistence import engine as product

_make = product.create_engine
_engines: dict[tuple[str, int], Engine] = {}
"""By kind and process: a fork must make its own, as the product does."""
_targets: dict[str, URL] = {}


def use_lasting_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product's unit of work use the lasting engines during a test."""
    monkeypatch.setattr(product, "create_engine", _lasting)


def take_back() -> None:
    """Let the product forget its engine; the connections to a PostgreSQL that lasts stay open."""
    present = product._current
    lasting = _engines.get(("postgresql", os.getpid()))
    if present is not None and present.writer is lasting:
        product._current = None
    else:
        product.dispose()


def postgres_connections() -> int:
    """How many connections this process keeps open to PostgreSQL and nobody uses."""
    lasting = _engines.get(("postgresql", os.getpid()))
    return lasting.pool.checkedin() if lasting is not None else 0  # type: ignore[attr-defined]


def _lasting(url: str) -> Engine:
    target = make_url(url)
    kind = target.get_backend_name()
    key = kind, os.getpid()
    if key in _engines and _targets.get(kind) != target:
        _engines[key].dispose()
    _targets[kind] = target
    if key not in _engines:
        _engines[key] = _make(url)
        event.listen(_engines[key], "do_connect", _aim)
    return _engines[key]


def _aim(dialect: Any, _record: object, args: list[Any], options: dict[str, Any]) -> None:
    """Connect to the present database, with the options the product gave."""
    there, options_there = dialect.create_connect_args(_targets[dialect.name])
    args[:] = there
    options.update(options_there)
