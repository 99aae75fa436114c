"""The journal as a plain page of a form: every cell a field, saved as a whole, drawn by the server.

The same database, the same log-in and the same services as the product; what differs is the way a
mark goes. Served by `granian --interface asgi bench.form_app:app`.
"""

from html import escape
from itertools import count

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ejournal_app.domain.access import Actor
from ejournal_app.domain.attendance import AttendanceStatus, parse_attendance
from ejournal_app.http.cookie import secret_from_header
from ejournal_app.services.accounts.sessions import resolve
from ejournal_app.services.entries.operations import BATCH_LIMIT, Operation, OperationKind
from ejournal_app.services.entries.submit import submit
from ejournal_app.services.journal_page import OUTSIDE, JournalView, WorkColumn, open_journal

_MOST_FIELDS = 20_000
_numbers = count(1)

_HEAD = """<!doctype html><html lang="lv"><meta charset="utf-8"><title>Žurnāls</title>
<style>table{border-collapse:collapse;font:14px sans-serif}th,td{border:1px solid #ccc;padding:2px}
input{width:3em;border:0;text-align:center}form{overflow:auto}</style>"""


async def journal(request: Request) -> Response:
    """Show the form, or save it and lead back to it."""
    journal_id = int(request.path_params["journal"])
    actor = await run_in_threadpool(resolve, secret_from_header(request.headers.get("cookie", "")))
    if actor is None:
        return Response(status_code=401)
    if request.method == "POST":
        async with request.form(max_fields=_MOST_FIELDS) as form:
            typed = {name: value for name, value in form.items() if isinstance(value, str)}
        await run_in_threadpool(_save, actor, journal_id, typed)
        return RedirectResponse(f"/zurnals/{journal_id}", status_code=303)
    view = await run_in_threadpool(open_journal, actor, journal_id)
    return HTMLResponse(_page(view))


def _save(actor: Actor, journal_id: int, typed: dict[str, str]) -> None:
    """Write what differs from what stands now: a plain form knows nothing of what was seen."""
    view = open_journal(actor, journal_id)
    changed = [
        _operation(name, typed[name].strip(), standing)
        for name, standing in _fields(view)
        if name in typed and typed[name].strip() != standing
    ]
    for start in range(0, len(changed), BATCH_LIMIT):
        submit(actor, changed[start : start + BATCH_LIMIT])


def _operation(name: str, value: str, base: str) -> Operation:
    kind, column, pupil = name.split("-")
    number = f"form-{next(_numbers)}"
    if kind == "w":
        return Operation(
            id=number,
            kind=OperationKind.MARK,
            value=value,
            base=base,
            work_id=int(column),
            pupil_id=int(pupil),
        )
    seen = parse_attendance(base)
    return Operation(
        id=number,
        kind=OperationKind.ATTENDANCE,
        value=parse_attendance(value),
        base="" if seen is AttendanceStatus.PRESENT else seen,
        lesson_id=int(column),
        pupil_id=int(pupil),
    )


def _fields(view: JournalView) -> list[tuple[str, str]]:
    """Return the name and value of every field, row by row."""
    return [
        (name, cell)
        for pupil, row in zip(view.pupils, view.cells, strict=True)
        for name, cell in zip(_names(view, pupil.pupil_id), row, strict=True)
        if cell != OUTSIDE
    ]


def _names(view: JournalView, pupil_id: int) -> list[str]:
    return [
        f"w-{column.work_id}-{pupil_id}"
        if isinstance(column, WorkColumn)
        else f"l-{column.lesson_id}-{pupil_id}"
        for column in view.columns
    ]


def _page(view: JournalView) -> str:
    heads = "".join(f"<th>{column.day:%d.%m.}" for column in view.columns)
    rows: list[str] = []
    for pupil, cells in zip(view.pupils, view.cells, strict=True):
        fields = "".join(
            "<td>"
            if cell == OUTSIDE
            else f'<td><input name="{name}" value="{escape(cell)}" maxlength="12">'
            for name, cell in zip(_names(view, pupil.pupil_id), cells, strict=True)
        )
        rows.append(f"<tr><th>{escape(pupil.name)}{fields}<td>{pupil.average}")
    return (
        f"{_HEAD}<h1>{escape(view.name)}</h1><form method=post><button>Saglabāt</button>"
        f"<table><thead><tr><th>Skolēns{heads}<th>Vidējais<tbody>{''.join(rows)}</table></form>"
    )


app = Starlette(
    routes=[Route("/zurnals/{journal:int}", journal, methods=["GET", "POST"])],
    middleware=[Middleware(GZipMiddleware)],
)
