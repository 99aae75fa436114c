"""Who may use which address. An address without a rule here does not exist for the outside.

A test walks all routes of the finished application and fails for one without a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.routing import BaseRoute, Mount


class Access(StrEnum):
    """What protects an address."""

    PUBLIC = "public"
    """Anyone: nothing personal is there."""
    SAME_ORIGIN = "same_origin"
    """Only our own pages may send it; acts on the browser's own session and nothing else."""
    EVENTS = "events"
    """The web socket of the pages: our own origin; each event handler has its own permission."""
    MEMBER = "member"
    """People who are logged in; the address asks its service for the rights. Sending: our own
    origin only."""
    HOLDER = "holder"
    """Whoever holds the address: the secret is in it. It reads as its owner would, and no more."""
    CLOSED = "closed"
    """Nobody: the framework offers it, we do not use it."""


@dataclass(frozen=True, slots=True)
class RouteRule:
    """The rule of one address and of everything below it."""

    access: Access
    methods: frozenset[str]
    why: str


_READ = frozenset({"GET", "HEAD"})
_SEND = frozenset({"POST"})
_NONE = frozenset[str]()

ROUTE_RULES: dict[str, RouteRule] = {
    "/": RouteRule(Access.PUBLIC, _READ, "prerendered pages and their files hold nothing personal"),
    "/healthz": RouteRule(Access.PUBLIC, _READ, "monitoring; tells no data"),
    "/auth/login": RouteRule(Access.SAME_ORIGIN, _SEND, "checks the password, limits attempts"),
    "/auth/logout": RouteRule(Access.SAME_ORIGIN, _SEND, "ends the session of the cookie"),
    "/auth/logout-all": RouteRule(Access.SAME_ORIGIN, _SEND, "ends the account's sessions"),
    "/auth/invitation": RouteRule(
        Access.SAME_ORIGIN, _SEND, "takes a one-time code and a new password, limits attempts"
    ),
    "/auth/forgotten": RouteRule(
        Access.SAME_ORIGIN, _SEND, "asks for a new password by e-mail, limits attempts"
    ),
    "/lejupielade/ielugumi": RouteRule(
        Access.MEMBER, _SEND, "prints slips with new codes; each asks its service for the rights"
    ),
    "/lejupielade": RouteRule(Access.MEMBER, _READ, "files; each asks its service for the rights"),
    "/augsupielade/pielikums": RouteRule(
        Access.MEMBER, _SEND, "a document for a form; kept only for those who may save the form"
    ),
    "/lejupielade/pielikums": RouteRule(
        Access.MEMBER, _READ, "documents; rights are asked of what the document hangs on"
    ),
    "/augsupielade": RouteRule(
        Access.MEMBER, _SEND, "files to be imported; kept only for those who may import them"
    ),
    "/kalendars": RouteRule(
        Access.HOLDER, _READ, "calendar programs cannot log in; limits attempts, can be revoked"
    ),
    "/ekrans": RouteRule(
        Access.HOLDER, _READ, "screens cannot log in; no reasons, limits attempts, can be ended"
    ),
    "/_event": RouteRule(Access.EVENTS, _NONE, "every handler is guarded by a permission"),
    "/ping": RouteRule(Access.CLOSED, _NONE, "/healthz answers better"),
    "/_health": RouteRule(Access.CLOSED, _NONE, "/healthz answers better"),
    "/_upload": RouteRule(Access.CLOSED, _NONE, "knows no log-in; files have routes of their own"),
    "/_all_routes": RouteRule(Access.CLOSED, _NONE, "a tool for developers"),
    "/auth-codespace": RouteRule(Access.CLOSED, _NONE, "a tool for developers"),
    "/admin": RouteRule(Access.CLOSED, _NONE, "the framework's table editor"),
}

_PAGES = ROUTE_RULES["/"]
_CLOSED = RouteRule(Access.CLOSED, _NONE, "has no rule")


def rule_for(path: str) -> RouteRule:
    """Return the rule of a requested path: of itself, of what it lies below, else of the pages.

    What the framework may add under `/_…` or we under `/auth/…` is closed until it has a rule.
    """
    known = _named(path)
    if known is not None:
        return known
    return _CLOSED if path.startswith(("/_", "/auth/")) else _PAGES


def unruled(app: Any) -> list[str]:
    """Return the addresses of an application that no rule names; a wrapped one is looked into."""
    return sorted({path for path in addresses(app) if _named(path) is None})


def addresses(app: Any, prefix: str = "") -> Iterator[str]:
    """Walk the paths of all routes, mounted and wrapped applications included."""
    routes: list[BaseRoute] | None = getattr(app, "routes", None)
    if routes is None:
        inner = getattr(app, "app", None)
        yield from [prefix or "/"] if inner is None else addresses(inner, prefix)
        return
    for route in routes:
        path = prefix + str(getattr(route, "path", ""))
        if isinstance(route, Mount):
            yield from addresses(route.app, path)
        else:
            yield path or "/"
    default = getattr(app, "default", None)
    if getattr(default, "routes", None) is not None or getattr(default, "app", None) is not None:
        yield from addresses(default, prefix)


def _named(path: str) -> RouteRule | None:
    """Find the rule of the path or of the nearest address above it; the root covers only itself."""
    known = path.rstrip("/") or "/"
    while known not in ROUTE_RULES and known != "/":
        known = known.rpartition("/")[0] or "/"
        if known == "/":
            return None
    return ROUTE_RULES[known]
