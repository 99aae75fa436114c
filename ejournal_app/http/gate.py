"""The gate before every address: its rule, the method and the origin of a request."""

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.settings import get_settings

from .address import client_address
from .incidents import incident_of, language_of
from .origin import is_own_request, is_own_socket
from .rules import Access, RouteRule, rule_for

_READING = frozenset({"GET", "HEAD"})
_POLICY_VIOLATION = 1008

_NO_SUCH = N_("There is no such page.")
_WRONG_METHOD = N_("This address does not take such requests.")
_FOREIGN = N_("The request was refused: it was not sent by this site's own pages.")

_log = logging.getLogger(__name__)


class Gate:
    """Lets through what has a rule, by its method and from our own pages; refuses the rest."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an allowed request on, answer any other."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope, rule_for(scope["path"]))
        if refusal is not None:
            _log.info("Refused a request: %s, %s.", refusal[0], incident_of(scope))
            await _answer(scope, receive, send, *refusal)
            return
        await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        rule = rule_for(scope["path"])
        if rule.access is Access.EVENTS and is_own_socket(Headers(scope=scope)):
            await self.app(_as_we_see_it(scope), receive, send)
            return
        _log.info("Refused a web socket, %s.", incident_of(scope))
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})


def _as_we_see_it(scope: Scope) -> Scope:
    """Name the base address as the origin and the true client as the peer of a socket.

    The socket's server knows our pages by the base address only and trusts no proxy's word.
    """
    headers = MutableHeaders(raw=list(scope["headers"]))
    if "origin" in headers:
        headers["origin"] = get_settings().base_url
    peer = scope.get("client")
    client = None if peer is None else (client_address(scope) or peer[0], peer[1])
    return {**scope, "headers": headers.raw, "client": client}


def _refusal(scope: Scope, rule: RouteRule) -> tuple[int, str] | None:
    """Return status and sentence when the request may not pass."""
    if rule.access in {Access.CLOSED, Access.EVENTS}:
        return 404, _NO_SUCH
    method = scope["method"]
    if method not in rule.methods:
        return 405, _WRONG_METHOD
    guarded = method not in _READING or rule.access is Access.SAME_ORIGIN
    if guarded and not is_own_request(Headers(scope=scope)):
        return 403, _FOREIGN
    return None


async def _answer(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    text = gettext(language_of(scope), sentence)
    await PlainTextResponse(text + "\n", status_code=status)(scope, receive, send)
