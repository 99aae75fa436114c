"""The screen in the school: the changes of the day at a secret address, without log-in.

One plain page that loads nothing else: it calls itself again by its own header, so that it also
runs on the oldest television. Long lists go round page by page.
"""

from html import escape
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, long_date
from ejournal_app.services.substitutions.change_rows import Change
from ejournal_app.services.substitutions.screen_reading import ScreenPage, read_screen
from ejournal_app.services.substitutions.screens import PATH

from .address import client_address

LINES = 11
"""Of a page: more would not be readable from three metres."""
_TURN_SECONDS = 15
_WHOLE_SECONDS = 60
_LANGUAGE = "lv"
_NO_SUCH = N_("There is no such screen, or its address has ended.")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}

_SHORT_PLACE = 6
"""Letters of a place that is a class: 12.b, 1.kl."""

_STYLE = """
*{box-sizing:border-box;margin:0}
body{background:#0d1b2a;color:#fff;font:600 3.1vh/1.25 system-ui,"Segoe UI",Roboto,sans-serif;
min-height:100vh;padding:2.4vh 2.4vw;display:flex;flex-direction:column;gap:1.6vh}
header,footer{display:flex;justify-content:space-between;align-items:baseline;gap:2vw}
h1{font-size:5vh}
footer{font-size:2.2vh;color:#b8c7d9;margin-top:auto}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th{font-size:2.2vh;text-align:left;color:#b8c7d9;padding:0 .8vw .6vh}
td{padding:.9vh .8vw;border-top:.2vh solid #33475e;overflow-wrap:anywhere;vertical-align:top}
td.big{font-size:4vh;line-height:1.1}
td.place{font-size:2.6vh;line-height:1.15}
s{color:#b8c7d9;font-weight:400}
.off{color:#ffd166}
.none{font-size:5vh;margin:auto;text-align:center}
@media (max-width:700px){body{font-size:16px}td.big{font-size:18px}h1{font-size:22px}
th,footer{font-size:13px}.none{font-size:22px}}
"""


async def public_screen(request: Request) -> Response:
    """Answer with the page of a screen."""
    secret, address = request.path_params["secret"], client_address(request.scope)
    try:
        page = await anyio.to_thread.run_sync(lambda: read_screen(secret, address=address))
    except Refused as refusal:
        return _sentence(translate(_LANGUAGE, refusal.message), 429)
    if page is None:
        return _sentence(gettext(_LANGUAGE, _NO_SUCH), 404)
    return HTMLResponse(
        screen_html(page, secret, _asked(request.query_params.get("lapa", ""))), headers=_HEADERS
    )


def screen_html(page: ScreenPage, secret: str, asked: int) -> str:
    """Return the page: one of several when there are many changes, which then takes its turn."""
    pages = max(1, -(-len(page.changes) // LINES))
    number = asked if 1 <= asked <= pages else 1
    shown = page.changes[(number - 1) * LINES : number * LINES]
    following = number % pages + 1
    address = f"{PATH}{quote(secret, safe='')}?lapa={following}"
    seconds = _WHOLE_SECONDS if pages == 1 else _TURN_SECONDS
    day = long_date(page.day, _LANGUAGE)
    title = _t(N_("Changes of lessons"))
    return (
        f'<!doctype html><html lang="{_LANGUAGE}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{seconds};url={escape(address)}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{escape(title)}</h1><p>{escape(day[:1].upper() + day[1:])}</p></header>"
        f"{_table(shown) if shown else _nothing()}"
        f"<footer><p>{escape(page.school)}</p><p>{_footer(page, number, pages)}</p></footer>"
        "</body></html>"
    )


def _footer(page: ScreenPage, number: int, pages: int) -> str:
    at = clock_time(page.read_at, _LANGUAGE)
    words = gettext(_LANGUAGE, N_("As of {at}."), at=at)
    if pages > 1:
        words += " " + gettext(_LANGUAGE, N_("Page {n} of {all}"), n=number, all=pages)
    return escape(words)


def _nothing() -> str:
    return f'<p class="none">{escape(_t(N_("Lessons are held as in the timetable.")))}</p>'


def _table(changes: tuple[Change, ...]) -> str:
    widths = (13, 11, 31, 27, 18)
    titles = (N_("Class"), N_("Lesson"), N_("Subject"), N_("Teacher"), N_("Room"))
    heads = "".join(
        f'<th style="width:{width}%">{escape(_t(title))}</th>'
        for width, title in zip(widths, titles, strict=True)
    )
    return (
        f"<table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(_row(one) for one in changes)}</tbody></table>"
    )


def _row(change: Change) -> str:
    number = f"{change.number}."
    # The name of a group is a line of words: as large as a class it would fill the screen.
    size = "big" if len(change.place) <= _SHORT_PLACE else "place"
    head = (
        f'<tr><td class="{size}">{escape(change.place)}</td><td class="big">{escape(number)}</td>'
    )
    if change.now is None:
        words = (
            _t(N_("Not held"))
            if change.moved_to is None
            else gettext(_LANGUAGE, N_("Held as lesson {n}"), n=change.moved_to)
        )
        was = f"<s>{escape(change.was.subject)}</s>"
        return f'{head}<td>{was}</td><td class="off">{escape(words)}</td><td></td></tr>'
    cells = (
        _now(change.was.subject, change.now.subject),
        _now(change.was.teacher, change.now.teacher) + _how(change),
        _now(change.was.room, change.now.room),
    )
    return head + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _how(change: Change) -> str:
    if change.kind is not SubstitutionKind.SUPERVISED:
        return ""
    return f'<br><span class="off">{escape(_t(N_("Supervised")))}</span>'


def _now(was: str, now: str) -> str:
    if was == now or not was:
        return escape(now)
    return f"{escape(now)}<br><s>{escape(was)}</s>"


def _asked(raw: str) -> int:
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) <= 3 else 1


def _t(msgid: str) -> str:
    return gettext(_LANGUAGE, msgid)


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text + "\n", status_code=status, headers=_HEADERS)
