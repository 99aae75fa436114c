"""The door of the event socket: what is no call of a known handler does not come in.

Everything a browser can send arrives here first. The framework takes an event apart without
checking it and writes what it cannot use into the log, values and all; so an event that names no
handler a page may call, or whose arguments are not the handler's own, is exchanged for the one
that says so.
"""

import hashlib
import inspect
import logging
from typing import Any, get_origin
from urllib.parse import parse_qs, urlencode

from reflex.app import App
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler
from socketio import AsyncNamespace

from ejournal_app.domain.plain_text import is_plain
from ejournal_app.http.cookie import secret_from_header

from .middleware import RESUMES, is_allowed
from .refusals import Refusals

FROM_PAGES = frozenset({"hydrate_and_load", "on_load_internal", "handle_frontend_exception"})
"""Those of the framework's own handlers that its pages call; the others only it calls itself."""

_LONGEST_PATH = 2_000
_LONGEST_NUMBER = 16

_log = logging.getLogger(__name__)


class Door(AsyncNamespace):
    """Stands before the framework's receiver of events."""

    def __init__(self, inner: AsyncNamespace) -> None:
        """Stand before `inner`, which goes on sending what is sent to pages."""
        super().__init__(inner.namespace)
        self._inner = inner

    async def trigger_event(self, event: str, *args: Any) -> Any:
        """Pass on what is in order.

        Coming and going have names too, and a page could send events of these names, with
        headers and a network address of its own invention: they count while a page is not
        connected, and its messages only while it is.
        """
        sid = args[0]
        server: Any = self.server
        if server.manager.is_connected(sid, self.namespace):
            return await self._message(event, sid, *args[1:])
        if event == "connect":
            environ, auth = args[1], args[2] if len(args) > 2 else None
            _bind_token(environ)
            args = (sid, environ, _readable_greeting(auth))
        return await self._inner.trigger_event(event, *args)

    async def _message(self, event: str, sid: str, *data: Any) -> Any:
        first = data[0] if data else None
        match event:
            case "event":
                return await self._inner.trigger_event(event, sid, readable(first))
            case "ping":
                return await self._inner.trigger_event(event, sid)
            case "client_error":
                return await self._inner.trigger_event(event, sid, first)
            case _:
                return None


def stand_before(app: App) -> None:
    """Put the door before an application's socket."""
    inner = app.event_namespace
    if app.sio is None or inner is None:
        raise RuntimeError("The application has no event socket to guard.")
    app.sio.register_namespace(Door(inner))


def readable(event: object) -> dict[str, Any]:
    """Return an event that can be carried out: the one sent, or the one that refuses it."""
    if not isinstance(event, dict):
        return _refused({})
    place = _place(event.get("router_data", {}))
    if place is None:
        return _refused({})
    name = event.get("name")
    payload = _payload(name, event.get("payload", {}))
    if payload is None:
        _log.warning("Refused an event that cannot be read: %.120r", name)
        return _refused(place)
    return {"name": name, "payload": payload, "router_data": place}


def _refused(place: dict[str, Any]) -> dict[str, Any]:
    name = format_event_handler(Refusals.event_handlers["unreadable"])
    return {"name": name, "payload": {}, "router_data": place}


def _payload(name: object, payload: object) -> dict[str, Any] | None:
    """Return the arguments when the handler may be called with them by a page."""
    if not isinstance(name, str) or not isinstance(payload, dict) or not is_allowed(name):
        return None
    last = name.rpartition(".")[2]
    handler = RegistrationContext.get().event_handlers[name].handler.fn
    if handler.__module__.startswith("ejournal_app."):
        return payload if _fits(inspect.signature(handler), payload) else None
    if last not in FROM_PAGES:
        return None
    return _framework_payload(last, payload)


def _framework_payload(last: str, payload: dict[str, Any]) -> dict[str, Any] | None:
    match last:
        case "hydrate_and_load":
            # Values for the state's variables are not taken from browsers.
            hashes = payload.get("hashes")
            return {"hashes": hashes} if _is_texts(hashes) else {}
        case "handle_frontend_exception":
            told = {name: payload.get(name) or "" for name in ("info", "component_stack")}
            return told if all(isinstance(text, str) for text in told.values()) else None
        case _:
            return {}


def _fits(signature: inspect.Signature, payload: dict[str, Any]) -> bool:
    """Tell whether these are the handler's arguments, of the kinds it names."""
    parameters = list(signature.parameters.values())[1:]
    if set(payload) != {parameter.name for parameter in parameters}:
        return False
    return all(is_of_kind(payload[own.name], own.annotation) for own in parameters)


def is_of_kind(value: object, annotation: Any) -> bool:
    """Tell whether a value is of an annotated kind; an annotation not known here has no values."""
    kind = get_origin(annotation) or annotation
    if kind is int:
        return _is_number(value)
    return kind in (str, dict, list) and isinstance(value, kind)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(own, str) and is_plain(own) for own in value)


def _place(raw: object) -> dict[str, Any] | None:
    """Return on which page an event happened; None when it cannot be read."""
    if not isinstance(raw, dict):
        return None
    paths = {name: raw.get(name, "") for name in ("pathname", "asPath")}
    if not all(isinstance(path, str) and _is_path(path) for path in paths.values()):
        return None
    query = raw.get("query", {})
    if not isinstance(query, dict):
        return None
    # The parts of an address that is no page come as a list; nobody asks for them.
    query = {name: value for name, value in query.items() if name != "splat"}
    if not _is_texts([*query, *query.values()]):
        return None
    resumed = {RESUMES: True} if raw.get(RESUMES) is True else {}
    return {**paths, "query": query, **resumed}


def _is_path(path: str) -> bool:
    """Tell whether a text is an address on this site; the framework puts our origin before it."""
    if len(path) > _LONGEST_PATH or not is_plain(path):
        return False
    return not path or (path.startswith("/") and not path.startswith("//"))


def _readable_greeting(auth: object) -> dict[str, Any] | None:
    """Return what a page sends while connecting, with its first event made readable."""
    if not isinstance(auth, dict):
        return None
    schema = auth.get("state_schema")
    greeting = {"state_schema": schema} if isinstance(schema, str) else {}
    return {**greeting, "event": readable(auth["event"])} if "event" in auth else greeting


def _bind_token(environ: dict[str, Any]) -> None:
    """Make the page's state belong to the session that opened the socket.

    A tab keeps its token over log-in and log-out, and the state kept under it holds what the
    last person saw. Under the token together with the secret of the cookie, whoever comes next,
    or learns the token, finds an empty state.
    """
    tokens = parse_qs(environ.get("QUERY_STRING", "")).get("token")
    if not tokens:
        return
    secret = secret_from_header(environ.get("HTTP_COOKIE", "")) or ""
    bound = hashlib.sha256(f"{secret}\n{tokens[0]}".encode("utf-8", "surrogatepass"))
    environ["QUERY_STRING"] = urlencode({"token": bound.hexdigest()})
