"""Addresses for people who are logged in: who asks, and how a refusal is told."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote, urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.accounts.sessions import resolve

from .address import client_address
from .cookie import secret_from_header

LOGIN_PAGE = "/ieiet"

Endpoint = Callable[[Request], Awaitable[Response]]
MemberEndpoint = Callable[[Request, Actor], Awaitable[Response]]


def member(function: MemberEndpoint) -> Endpoint:
    """Let only people who are logged in ask; the function asks its service for the rights.

    Nobody: the log-in page, which leads back. No rights, or nothing there: 404. A rule says no:
    400. Both with the sentence in the person's language. Answers are never kept by browsers.
    """

    @wraps(function)
    async def guarded(request: Request) -> Response:
        secret = secret_from_header(request.headers.get("cookie", ""))
        address = client_address(request.scope)
        actor = await anyio.to_thread.run_sync(lambda: resolve(secret, address=address))
        if actor is None:
            query = f"?{request.url.query}" if request.url.query else ""
            here = urlencode({"next": request.url.path + query})
            target = f"{LOGIN_PAGE}?{here}" if request.method in {"GET", "HEAD"} else LOGIN_PAGE
            return RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})
        try:
            response = await function(request, actor)
        except Forbidden as refusal:
            response = _sentence(actor, refusal, 404)
        except Refused as refusal:
            response = _sentence(actor, refusal, 400)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def attachment(
    content: bytes, media_type: str, file_name: str, *, inline: bool = False
) -> Response:
    """Return a file to be kept, or shown in place; browsers never guess what it is."""
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": content_disposition(file_name, inline=inline)},
    )


def content_disposition(file_name: str, *, inline: bool = False) -> str:
    """Return the header that names a file, with and without Latvian letters."""
    kind = "inline" if inline else "attachment"
    plain = file_name.encode("ascii", "replace").decode("ascii").replace('"', "_").replace("?", "_")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name)}"


def _sentence(actor: Actor, refusal: Forbidden | Refused, status: int) -> Response:
    return PlainTextResponse(translate(actor.language, refusal.message) + "\n", status_code=status)
