"""How a handler is called with what belongs to somebody else: the rows of `handlers.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.states.school import EVERYBODY, Objects, School


@dataclass(frozen=True)
class Call:
    """One call of a handler with somebody else's things."""

    arguments: dict[str, Any]
    path: str
    """The page it is called from; some handlers take their id from it."""
    ids: frozenset[int]
    """What the refusal's entry in the audit trail may be about."""


Calls = Callable[[School, Objects, str], list[Call]]
"""The calls somebody makes with foreign things: the school, those things, the caller's name."""


@dataclass(frozen=True)
class Row:
    """One handler: who may call it at all, and who may call it with the foreign things."""

    open_to: frozenset[str] = EVERYBODY
    """Those whose role lets them call it; the others get a refusal whatever they send."""
    arguments: Callable[[School], dict[str, Any]] = lambda _school: {}
    """Arguments of the right kinds with own things: garbage takes the place of each in turn."""
    path: Callable[[Objects], str] = lambda _own: "/"
    foreign: Calls = lambda _school, _things, _caller: []
    may_see: frozenset[str] = field(default_factory=frozenset)
    """Those to whom the foreign things are not foreign: they read all, or keep the files."""


def at(path: str, *ids: int, **arguments: Any) -> Call:
    return Call(arguments=arguments, path=path, ids=frozenset(ids))
