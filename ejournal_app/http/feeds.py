"""Calendars by secret address: read by programs that cannot log in."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services.feeds.ical import MEDIA_TYPE
from ejournal_app.services.feeds.reading import read_feed

from .address import client_address
from .incidents import language_of

_NO_SUCH = N_("There is no such calendar, or its address was revoked.")
_KEPT = "private, no-cache"
"""Programs keep their copy and ask each time whether it still holds: revoking works at once."""


async def calendar_feed(request: Request) -> Response:
    """Answer with the calendar of an address."""
    secret, address = request.path_params["secret"], client_address(request.scope)
    try:
        found = await anyio.to_thread.run_sync(lambda: read_feed(secret, address=address))
    except Refused as refusal:
        return _sentence(translate(language_of(request.scope), refusal.message), 429)
    if found is None:
        return _sentence(gettext(language_of(request.scope), _NO_SUCH), 404)
    headers = {"ETag": f'"{found.tag}"', "Cache-Control": _KEPT, "X-Robots-Tag": "noindex"}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(
        await anyio.to_thread.run_sync(found.content),
        media_type=MEDIA_TYPE,
        headers={**headers, "Content-Disposition": 'inline; filename="kalendars.ics"'},
    )


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text + "\n", status_code=status, headers={"Cache-Control": "no-store"})
