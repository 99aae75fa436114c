"""Absences as files: summaries, the canteen's numbers, reports to the municipality."""

from datetime import date

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.services.attendance.canteen import canteen_page
from ejournal_app.services.attendance.canteen_files import canteen_csv, canteen_sheet
from ejournal_app.services.attendance.kept_files import CSV, PDF, XLSX
from ejournal_app.services.attendance.municipality import open_report
from ejournal_app.services.attendance.summary_files import summary_pdf, summary_sheet

from .members import attachment, member

_LONGEST_PERIOD = 10


@member
async def summary_file(request: Request, actor: Actor) -> Response:
    """Answer with the summary of absences as XLSX or PDF."""
    asked = request.query_params
    class_id, period = _class_id(asked.get("klase", "")), asked.get("periods", "")
    if len(period) > _LONGEST_PERIOD:
        raise Refused(Message(N_("Choose a month.")))
    is_pdf = _kind(request, "pdf", "xlsx") == "pdf"
    make = summary_pdf if is_pdf else summary_sheet
    content = await anyio.to_thread.run_sync(lambda: make(actor, class_id, period))
    name = f"kavejumi-{clock.today():%Y-%m-%d}.{'pdf' if is_pdf else 'xlsx'}"
    return attachment(content, PDF if is_pdf else XLSX, name)


@member
async def canteen_file(request: Request, actor: Actor) -> Response:
    """Answer with the canteen's numbers of a day as XLSX or CSV."""
    raw = request.query_params.get("datums", "")
    try:
        day = date.fromisoformat(raw) if raw else clock.today()
    except ValueError:
        raise Refused(Message(N_("This is not a date. Choose a day from the calendar."))) from None
    is_csv = _kind(request, "csv", "xlsx") == "csv"
    page = await anyio.to_thread.run_sync(lambda: canteen_page(actor, day))
    make = canteen_csv if is_csv else canteen_sheet
    content = make(page.lines, actor.language)
    name = f"1-stunda-{day:%Y-%m-%d}.{'csv' if is_csv else 'xlsx'}"
    return attachment(content, CSV if is_csv else XLSX, name)


@member
async def municipality_file(request: Request, actor: Actor) -> Response:
    """Answer with a report to the municipality as it was made."""
    file_id = request.path_params["file_id"]
    if not 0 < file_id < ROW_ID_LIMIT:
        raise Forbidden(
            Attempt(action=Permission.ABSENCE_REPORT_READ, entity="municipality_report")
        )
    kept = await anyio.to_thread.run_sync(lambda: open_report(actor, file_id))
    return attachment(kept.content, kept.media_type, kept.name)


def _kind(request: Request, *known: str) -> str:
    """Return which kind of file an address asks for; Forbidden, as for what is not there."""
    kind = request.path_params["kind"]
    if kind not in known:
        raise Forbidden(Attempt(action=Permission.ABSENCE_REPORT_READ, entity="address"))
    return kind


def _class_id(raw: str) -> int | None:
    if not raw:
        return None
    known = raw.isascii() and raw.isdecimal() and len(raw) <= 16
    if not known or not 0 < int(raw) < ROW_ID_LIMIT:
        raise Forbidden(Attempt(action=Permission.ABSENCE_REPORT_READ, entity="class"))
    return int(raw)
