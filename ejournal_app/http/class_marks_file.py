"""The marks of a class as a spreadsheet: pupils by subjects."""

from decimal import Decimal
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services.exporting.spreadsheet import MEDIA_TYPE, write_spreadsheet
from ejournal_app.services.periods.class_view import export_class_marks
from ejournal_app.services.periods.names import KIND_WORDS

from .members import attachment, member


@member
async def class_marks_file(request: Request, actor: Actor) -> Response:
    """Answer with the XLSX file of a class in one kind of marks."""
    class_id = request.path_params["class_id"]
    if not 0 < class_id < ROW_ID_LIMIT:
        raise Forbidden(Attempt(action=Permission.CLASS_MARKS_READ, entity="class"))
    asked = request.query_params.get("veids", "")
    kind = EntryKind(asked) if asked in set(EntryKind) else None
    content = await anyio.to_thread.run_sync(lambda: _spreadsheet(actor, class_id, kind))
    name = f"klase-vertejumi-{class_id}-{clock.today():%Y-%m-%d}.xlsx"
    return attachment(content, MEDIA_TYPE, name)


def _spreadsheet(actor: Actor, class_id: int, kind: EntryKind | None) -> bytes:
    view, language = export_class_marks(actor, class_id, kind), actor.language
    words = (
        translate(language, KIND_WORDS[view.chosen])
        if view.chosen
        else gettext(language, N_("Average now"))
    )
    return write_spreadsheet(
        f"{view.name} {words}",
        [gettext(language, N_("Name")), *(subject.name for subject in view.subjects)],
        [
            [pupil.name, *(_value(cell.text) if cell else "" for cell in pupil.cells)]
            for pupil in view.pupils
        ],
    )


def _value(text: str) -> Any:
    """Marks of ten points and averages are numbers in the sheet."""
    number = text.replace(",", ".")
    is_number = number.replace(".", "", 1).isdecimal() and number.isascii()
    return Decimal(number) if is_number else text
