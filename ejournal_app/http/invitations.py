"""Invitations over plain HTTP: choosing a password, asking for a new one, printed slips.

The forms work before the page's scripts do. A refusal is told to the page as a code in the
address, never as text from it; a password is never sent back.
"""

from urllib.parse import parse_qsl, urlencode

import anyio
import anyio.to_thread
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.services.accounts import passwords
from ejournal_app.services.invitations import accepting, bulk, forgotten, one_person, slips
from ejournal_app.services.invitations.codes import USUAL_DAYS
from ejournal_app.services.lists.addresses import query_of

from .address import client_address
from .auth import HOME, LOGIN_PAGE, REFUSED_TOO_MANY, end_session
from .cookie import clear_typed_code, clear_typed_name, set_cookie, set_typed_code
from .forms import read_form
from .members import content_disposition, member

WELCOME_PAGE = "/uzaicinajums"
FORGOTTEN_PAGE = "/aizmirsta-parole"

WRONG_CODE, WEAK, DIFFERENT, SAVED = "kods", "parole", "atkartojums", "gatavs"
"""Codes for the page: the code does not work; the password is refused; typed differently the
second time; the password is saved but access begins later."""

# Those who wait for a password check must not take the threads that serve everybody else.
_checking = anyio.CapacityLimiter(passwords.AT_ONCE)


async def choose_password(request: Request) -> Response:
    """Take a code and a new password, and log in (Regulation 4, 5)."""
    form = await read_form(request)
    code, password = form.get("code", ""), form.get("password", "")
    if password != form.get("again", password):
        return _told(code, DIFFERENT)
    try:
        accepted = await anyio.to_thread.run_sync(
            lambda: accepting.accept(
                code,
                password,
                address=client_address(request.scope),
                user_agent=request.headers.get("user-agent", ""),
            ),
            limiter=_checking,
        )
    except Refused as refusal:
        if "minutes" in refusal.message.params:
            return _told(code, REFUSED_TOO_MANY, min=str(refusal.message.params["minutes"]))
        return _told(code, WRONG_CODE if refusal.field == "code" else WEAK)
    if accepted.login is None:
        day = "" if accepted.access_from is None else accepted.access_from.isoformat()
        response = _redirect(f"{WELCOME_PAGE}?{urlencode({SAVED: '1', 'no': day})}")
    else:
        await anyio.to_thread.run_sync(end_session, request)
        response = _redirect(HOME)
        set_cookie(response, accepted.login.secret, accepted.login.expires_at)
    clear_typed_code(response)
    clear_typed_name(response)
    return response


async def ask_for_password(request: Request) -> Response:
    """Send a code for a new password; the answer is the same whether the account exists."""
    form = await read_form(request)
    username = form.get("username", "")
    address = client_address(request.scope)
    try:
        await anyio.to_thread.run_sync(lambda: forgotten.may_ask(username, address=address))
    except Refused as refusal:
        minutes = refusal.message.params.get("minutes")
        told = {} if minutes is None else {"kluda": REFUSED_TOO_MANY, "min": str(minutes)}
        return _redirect(f"{FORGOTTEN_PAGE}?{urlencode(told)}")
    response = _redirect(f"{LOGIN_PAGE}?nosutits=1")
    response.background = BackgroundTask(forgotten.send_new_password, username)
    return response


@member
async def print_slips(request: Request, actor: Actor) -> Response:
    """Answer with the slips of those a list's query finds; their codes are made as it is sent."""
    form = await read_form(request)
    query = query_of(dict(parse_qsl(form.get("query", ""))))
    days, renew = _days(form), form.get("renew") == "1"

    def begin() -> slips.PrintedFile:
        bundles = bulk.bundles_to_print(actor, query, renew=renew)
        return slips.print_bundles(actor, bundles, days=days)

    return _file(await anyio.to_thread.run_sync(begin))


@member
async def print_one_slip(request: Request, actor: Actor) -> Response:
    """Answer with one person's slip and a new code on it."""
    form = await read_form(request)
    person_id, days = form.get("person", ""), _days(form)
    known = (
        person_id.isascii()
        and person_id.isdecimal()
        and len(person_id) <= 16
        and int(person_id) < ROW_ID_LIMIT
    )

    def print_it() -> slips.PrintedFile:
        bundle = one_person.slip_of(actor, int(person_id) if known else 0)
        return slips.print_bundles(actor, [bundle], days=days)

    return _file(await anyio.to_thread.run_sync(print_it))


def _file(printed: slips.PrintedFile) -> Response:
    return StreamingResponse(
        printed.chunks,
        media_type=printed.media_type,
        headers={"Content-Disposition": content_disposition(printed.name)},
    )


def _days(form: dict[str, str]) -> int:
    raw = form.get("days") or str(USUAL_DAYS)
    if not (raw.isascii() and raw.isdecimal() and len(raw) <= 3):
        raise Refused(Message(N_("Give a whole number of days.")), field="days")
    return int(raw)


def _told(code: str, refusal: str, **more: str) -> Response:
    # The code stays for the next try, but not in the address of a page that was left behind.
    response = _redirect(f"{WELCOME_PAGE}?{urlencode({'kluda': refusal, **more})}")
    set_typed_code(response, code)
    return response


def _redirect(target: str) -> RedirectResponse:
    return RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})
