"""Timeliness as files: the heat map and its lines as spreadsheets, the month's report as a PDF."""

from datetime import date
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import day_and_month
from ejournal_app.services.exporting.spreadsheet import MEDIA_TYPE, write_spreadsheet
from ejournal_app.services.timeliness.exporting import export_lines, export_timeliness
from ejournal_app.services.timeliness.heat_map import By, HeatRow, Order, last_day_of
from ejournal_app.services.timeliness.kinds import KIND_NAMES
from ejournal_app.services.timeliness.outcome_words import OUTCOME_NAMES
from ejournal_app.services.timeliness.report import monthly_report
from ejournal_app.services.timeliness.report_pdf import report_pdf
from ejournal_app.services.timeliness.spans import Term

from .members import attachment, member

PDF = "application/pdf"


@member
async def heat_map_file(request: Request, actor: Actor) -> Response:
    """Answer with the heat map as XLSX."""
    asked = request.query_params
    term = asked.get("semestris", "")
    by, order = asked.get("skats", ""), asked.get("seciba", "")
    content = await anyio.to_thread.run_sync(
        lambda: _heat_map(
            actor,
            Term(term) if term in set(Term) else None,
            By(by) if by in set(By) else By.TEACHER,
            Order(order) if order in set(Order) else Order.WORST,
        )
    )
    return attachment(content, MEDIA_TYPE, f"savlaicigums-{clock.today():%Y-%m-%d}.xlsx")


@member
async def lines_file(request: Request, actor: Actor) -> Response:
    """Answer with the lines of a week as XLSX."""
    by, owner_id = request.path_params["by"], request.path_params["owner_id"]
    if by not in set(By) or not 0 < owner_id < ROW_ID_LIMIT:
        raise Forbidden(Attempt(action=Permission.TIMELINESS_READ, entity="timeliness"))
    monday = _monday(request.path_params["week"])
    content = await anyio.to_thread.run_sync(lambda: _lines(actor, By(by), owner_id, monday))
    return attachment(content, MEDIA_TYPE, f"savlaicigums-{by}-{owner_id}-{monday}.xlsx")


@member
async def report_file(request: Request, actor: Actor) -> Response:
    """Answer with the report of a month as PDF."""
    asked = request.query_params.get("menesis", "") or f"{clock.today():%Y-%m}"
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        raise Refused(Message(N_("Choose a month."))) from None
    content = await anyio.to_thread.run_sync(
        lambda: report_pdf(monthly_report(actor, month), actor.language)
    )
    return attachment(content, PDF, f"savlaicigums-{month:%Y-%m}.pdf")


def _heat_map(actor: Actor, term: Term | None, by: By, order: Order) -> bytes:
    view, language = export_timeliness(actor, term, by), actor.language
    weeks = [
        f"{day_and_month(monday, language)}–{day_and_month(last_day_of(monday), language)}"
        for monday in view.weeks
    ]
    return write_spreadsheet(
        gettext(language, N_("Timeliness of entries")),
        [
            gettext(language, N_("Teacher") if by is By.TEACHER else N_("Class")),
            gettext(language, N_("Share in time")) + ", %",
            gettext(language, N_("Fell due")),
            gettext(language, N_("In time")),
            gettext(language, N_("Done late")),
            gettext(language, N_("Not done")),
            *(f"{week}, %" for week in weeks),
        ],
        [_row(row) for row in view.rows(by, order)],
    )


def _row(row: HeatRow) -> list[Any]:
    tally = row.total
    return [
        row.name,
        tally.per_cent,
        tally.due,
        tally.in_time,
        tally.late,
        tally.overdue,
        *(cell.per_cent for cell in row.cells),
    ]


def _lines(actor: Actor, by: By, owner_id: int, monday: date) -> bytes:
    view, language = export_lines(actor, by, owner_id, monday), actor.language
    headings = (
        N_("What"),
        N_("Kind"),
        N_("Journal"),
        N_("Teachers"),
        N_("Deadline"),
        N_("Done at"),
        N_("State"),
        N_("Missing"),
        N_("Of"),
        N_("How the deadline was counted"),
    )
    return write_spreadsheet(
        view.name,
        [gettext(language, heading) for heading in headings],
        [
            [
                translate(language, line.title),
                translate(language, KIND_NAMES[line.kind]),
                line.journal,
                ", ".join(line.people),
                line.due_at,
                line.done_at,
                gettext(language, OUTCOME_NAMES[line.outcome]),
                line.missing,
                line.total,
                " ".join(translate(language, sentence) for sentence in line.reason),
            ]
            for line in view.lines
        ],
    )


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.weekday() != 0:
        raise Forbidden(Attempt(action=Permission.TIMELINESS_READ, entity="timeliness"))
    return day
