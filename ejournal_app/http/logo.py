"""The school's logo: shown to whoever is logged in, changed by the superuser."""

from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.services.setup import logo

from .members import attachment, member

PAGE = "/iestatijumi/skola"
REFUSED_PICTURE = "logo"
"""Code for the page: the file is no picture that fits."""


@member
async def show_logo(_request: Request, actor: Actor) -> Response:
    """Answer with the picture."""
    found = await anyio.to_thread.run_sync(lambda: logo.logo(actor))
    name = "logo.png" if found.media_type == "image/png" else "logo.jpg"
    return attachment(found.content, found.media_type, name, inline=True)


@member
async def upload_logo(request: Request, actor: Actor) -> Response:
    """Keep the picture of the form and go back to the page."""
    await anyio.to_thread.run_sync(lambda: logo.require_logo_change(actor))
    content = b""
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            sent = form.get("file")
            if isinstance(sent, UploadFile):
                content = await sent.read(logo.MAX_BYTES + 1)
    except (MultiPartException, AssertionError, UnicodeDecodeError):
        return _back({"kluda": REFUSED_PICTURE})
    try:
        await anyio.to_thread.run_sync(lambda: logo.save_logo(actor, content))
    except Refused:
        return _back({"kluda": REFUSED_PICTURE})
    return _back({})


def _back(told: dict[str, str]) -> Response:
    query = f"?{urlencode(told)}" if told else ""
    return RedirectResponse(f"{PAGE}{query}", status_code=303)
