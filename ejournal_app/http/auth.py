"""Log-in and log-out by native forms, so that password managers and a page without a socket work.

Answers are redirects; a refusal is told as a code in the address, never as text from it.
"""

from urllib.parse import urlencode

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ejournal_app.domain.errors import Refused
from ejournal_app.services.accounts import login, passwords, sessions

from .address import client_address
from .cookie import (
    clear_cookie,
    clear_typed_name,
    secret_from_header,
    set_cookie,
    set_typed_name,
)
from .forms import read_form
from .origin import local_path

LOGIN_PAGE = "/ieiet"
HOME = "/"
REFUSED_WRONG = "parole"
"""Code for the log-in page: wrong user name or password."""
REFUSED_TOO_MANY = "meginajumi"
"""Code for the log-in page: too many attempts; `min` says how many minutes to wait."""

# Those who wait for a password check must not take the threads that serve everybody else.
_checking = anyio.CapacityLimiter(passwords.AT_ONCE)


async def log_in(request: Request) -> Response:
    """Open a session and go where the person wanted to go (Regulation 4, 5)."""
    form = await read_form(request)
    username = form.get("username", "")
    target = local_path(form.get("next"))
    address = client_address(request.scope)
    earlier = _secret(request)
    try:
        opened = await anyio.to_thread.run_sync(
            lambda: login.log_in(
                username,
                form.get("password", ""),
                address=address,
                user_agent=request.headers.get("user-agent", ""),
            ),
            limiter=_checking,
        )
    except Refused as refusal:
        response = _redirect(f"{LOGIN_PAGE}?{urlencode(_told(refusal, target))}")
        set_typed_name(response, username)
        return response
    await anyio.to_thread.run_sync(_end, earlier, address)
    response = _redirect(target or HOME)
    set_cookie(response, opened.secret, opened.expires_at)
    clear_typed_name(response)
    return response


async def log_out(request: Request) -> Response:
    """End the session of this browser."""
    await anyio.to_thread.run_sync(_end, _secret(request), client_address(request.scope))
    return _logged_out()


async def log_out_everywhere(request: Request) -> Response:
    """End every session of the account."""
    secret, address = _secret(request), client_address(request.scope)
    await anyio.to_thread.run_sync(_end_all, secret, address)
    return _logged_out()


def end_session(request: Request) -> None:
    """End the session this browser had: somebody else has just logged in with it."""
    _end(_secret(request), client_address(request.scope))


def _end(secret: str | None, address: str) -> None:
    actor = sessions.resolve(secret, address=address)
    if actor is not None:
        sessions.log_out(actor)


def _end_all(secret: str | None, address: str) -> None:
    actor = sessions.resolve(secret, address=address)
    if actor is not None:
        sessions.log_out_everywhere(actor)


def _secret(request: Request) -> str | None:
    return secret_from_header(request.headers.get("cookie", ""))


def _told(refusal: Refused, target: str | None) -> dict[str, str]:
    """Return what the log-in page is told: codes and numbers only."""
    minutes = refusal.message.params.get("minutes")
    told = (
        {"kluda": REFUSED_WRONG}
        if minutes is None
        else {"kluda": REFUSED_TOO_MANY, "min": str(minutes)}
    )
    return told if target is None else {**told, "next": target}


def _logged_out() -> Response:
    response = _redirect(LOGIN_PAGE)
    clear_cookie(response)
    clear_typed_name(response)
    return response


def _redirect(target: str) -> RedirectResponse:
    return RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})
