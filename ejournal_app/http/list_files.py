"""Lists as spreadsheets: what the list on the page finds, on all its pages."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services.exporting.spreadsheet import MEDIA_TYPE, write_spreadsheet
from ejournal_app.services.lists.addresses import query_of
from ejournal_app.services.lists.definition import Cell, ListQuery
from ejournal_app.services.lists.view import export_list

from .members import attachment, member


@member
async def list_file(request: Request, actor: Actor) -> Response:
    """Answer with the XLSX file of a list."""
    key = request.path_params["key"]
    query = query_of(dict(request.query_params))
    content = await anyio.to_thread.run_sync(lambda: _spreadsheet(actor, key, query))
    return attachment(content, MEDIA_TYPE, f"{key}-{clock.today():%Y-%m-%d}.xlsx")


def _spreadsheet(actor: Actor, key: str, query: ListQuery) -> bytes:
    whole = export_list(actor, key, query)
    language = actor.language
    return write_spreadsheet(
        gettext(language, whole.title),
        [gettext(language, heading) for heading in whole.headings],
        [[_value(cell, language) for cell in row] for row in whole.rows],
    )


def _value(cell: Cell, language: str) -> Cell:
    return translate(language, cell) if isinstance(cell, Message) else cell
