"""Documents of absences: taken in from a form while it is filled in, and shown again.

The answer to an upload is JSON: `{"id", "name"}`, or `{"error"}` with the sentence to show.
"""

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.attachments.kinds import MAX_BYTES, Purpose
from ejournal_app.services.attachments.reading import read_attachment
from ejournal_app.services.attachments.storing import require_store, store

from .members import attachment, member

_FRAME = 64 * 1024
"""What a form adds to the file itself."""
_HEADERS = {
    # Whatever is in the file: nothing of it runs, and nothing of it is kept on the way.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
}


@member
async def upload_attachment(request: Request, actor: Actor) -> Response:
    """Store the file of the form; the address says what it is for."""
    purpose = _purpose(request.query_params.get("veids", ""))
    await anyio.to_thread.run_sync(lambda: require_store(actor, purpose))
    try:
        name, content = await _file(request)
        file_id = await anyio.to_thread.run_sync(
            lambda: store(actor, purpose=purpose, name=name, content=content)
        )
    except Refused as refusal:
        return JSONResponse({"error": translate(actor.language, refusal.message)}, status_code=400)
    return JSONResponse({"id": file_id, "name": name})


@member
async def show_attachment(request: Request, actor: Actor) -> Response:
    """Answer with the document, to be kept or opened by the person, never shown in our page."""
    file_id: int = request.path_params["file_id"]
    found = await anyio.to_thread.run_sync(lambda: read_attachment(actor, file_id))
    response = attachment(found.content, found.media_type, found.name)
    response.headers.update(_HEADERS)
    return response


def _purpose(said: str) -> Purpose:
    try:
        return Purpose(said)
    except ValueError:
        raise Forbidden(Attempt(action="attachment.upload", entity="address")) from None


async def _file(request: Request) -> tuple[str, bytes]:
    """Return name and content of the file; Refused before reading what is surely too large."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MAX_BYTES + _FRAME:
        raise Refused(Message(N_("The file is too large: at most 10 MB.")))
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            sent = form.get("file")
            if isinstance(sent, UploadFile):
                return sent.filename or "", await sent.read(MAX_BYTES + 1)
    except (MultiPartException, AssertionError, UnicodeDecodeError):
        pass
    raise Refused(Message(N_("The file is empty.")))
