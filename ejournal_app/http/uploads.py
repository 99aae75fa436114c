"""Files to be imported: taken in, kept as a draft, and looked at on a page before anything happens.

A refusal is told to the page as a code in the address, never as text from it.
"""

from datetime import date
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.importing import drafts

from .members import member

IMPORT_PAGES = {
    "viis": (RunKind.VIIS, "/importi/viis"),
    "personals": (RunKind.STAFF, "/importi/personals"),
    "stundu-saraksts": (RunKind.TIMETABLE, "/importi/stundu-saraksts"),
    "zurnali": (RunKind.WORKBOOK, "/importi/zurnali"),
}
"""Name in the address, what it imports, and the page that shows a draft below itself."""

NO_FILE, TOO_LARGE, NO_DATE = "nav", "liels", "datums"
"""Codes for the page: no file or an empty one; too large; not a date."""

_MOST_FIELDS = 5


@member
async def upload_import(request: Request, actor: Actor) -> Response:
    """Keep the file of the form and go to the page that shows what it would do."""
    kind, page = _known(request.path_params["kind"])
    await anyio.to_thread.run_sync(lambda: drafts.require_import(actor, kind))
    try:
        async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
            sent, said = form.get("file"), form.get("on")
            if not isinstance(sent, UploadFile) or not sent.filename:
                return _back(page, NO_FILE)
            on = _day(said)
            if said and on is None:
                return _back(page, NO_DATE)
            name, content = sent.filename, await sent.read(drafts.MAX_BYTES + 1)
    except (MultiPartException, AssertionError, UnicodeDecodeError):
        return _back(page, NO_FILE)
    if not content.strip():
        return _back(page, NO_FILE)
    if len(content) > drafts.MAX_BYTES:
        return _back(page, TOO_LARGE)
    draft_id = await anyio.to_thread.run_sync(
        lambda: drafts.keep(actor, kind, file_name=name, content=content, on=on)
    )
    return RedirectResponse(f"{page}/{draft_id}", status_code=303)


def _known(name: str) -> tuple[RunKind, str]:
    try:
        return IMPORT_PAGES[name]
    except KeyError:
        raise Forbidden(Attempt(action="import.upload", entity="address")) from None


def _day(raw: object) -> date | None:
    """Return the day of the form; None when it has none or what it has is no date."""
    try:
        day = date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
    return day if day is not None and 1990 <= day.year <= 2100 else None


def _back(page: str, code: str) -> Response:
    return RedirectResponse(f"{page}?{urlencode({'kluda': code})}", status_code=303)
