"""A number for every request, and a calm answer when one fails."""

import logging
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, gettext

_SCOPE_KEY = "ejournal.request_id"
_FAILED = N_("Something went wrong. If it happens again, tell this number: {number}.")

_log = logging.getLogger(__name__)


def incident_of(scope: Scope) -> str:
    """Return the number of a request, as it stands in the log and in its answer."""
    return str(scope.get(_SCOPE_KEY, ""))


def language_of(scope: Scope) -> str:
    """Return the language for a sentence outside the pages: the browser's, Latvian by default."""
    wanted = Headers(scope=scope).get("accept-language", "")
    return SOURCE_LANGUAGE if wanted.lower().startswith(SOURCE_LANGUAGE) else DEFAULT_LANGUAGE


class Incidents:
    """Numbers each request; one that fails is logged with its number and answered in words."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under a number of its own."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        number = secrets.token_hex(6)
        scope[_SCOPE_KEY] = number
        answering = False

        async def numbered(message: Message) -> None:
            nonlocal answering
            answering = True
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = number
            await send(message)

        try:
            await self.app(scope, receive, numbered)
        except Exception:  # the last line of defence: nothing internal may reach the user
            _log.exception("Request %s failed.", number)
            if scope["type"] != "http" or answering:
                raise
            text = gettext(language_of(scope), _FAILED, number=number)
            await PlainTextResponse(text + "\n", status_code=500)(scope, receive, numbered)
