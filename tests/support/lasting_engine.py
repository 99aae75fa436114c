"""One engine of each kind for all the databases a process of tests uses, one after another.

A new engine works every statement out anew, which took longer than carrying it out: nearly every
test has a database of its own. The product makes its engine through `create_engine` when it first
needs one; here it is given the lasting one, which connects to the database of that moment.
"""

from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, make_url

from ejournal_app.persistence import engine as product

_make = product.create_engine
_engines: dict[str, Engine] = {}
_targets: dict[str, URL] = {}


def use_lasting_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product's unit of work use the lasting engines during a test."""
    monkeypatch.setattr(product, "create_engine", _lasting)


def _lasting(url: str) -> Engine:
    target = make_url(url)
    kind = target.get_backend_name()
    _targets[kind] = target
    if kind not in _engines:
        made = _make(url)
        event.listen(made, "do_connect", _aim)
        _engines[kind] = made
    return _engines[kind]


def _aim(dialect: Any, _record: object, args: list[Any], options: dict[str, Any]) -> None:
    """Connect to the present database, with the options the product gave."""
    there, options_there = dialect.create_connect_args(_targets[dialect.name])
    args[:] = there
    options.update(options_there)
