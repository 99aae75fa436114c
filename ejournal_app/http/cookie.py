"""Our cookies: how they are set, cleared and read back from a raw Cookie header."""

from datetime import datetime
from urllib.parse import quote, unquote

from starlette.requests import cookie_parser
from starlette.responses import Response

from ejournal_app.settings import get_settings

_NAME = "ejournal_session"
_TYPED_NAME = "ejournal_typed_name"
_TYPED_NAME_SECONDS = 120
_LONGEST_NAME = 80


def cookie_name() -> str:
    """Return the cookie's name; over TLS the browser itself pins it to this host by the prefix."""
    return f"__Host-{_NAME}" if get_settings().is_tls else _NAME


def secret_from_header(cookie_header: str) -> str | None:
    """Return the session's secret from a raw Cookie header, None when it holds none."""
    if not cookie_header:
        return None
    return cookie_parser(cookie_header).get(cookie_name()) or None


def set_cookie(response: Response, secret: str, expires_at: datetime) -> None:
    """Give the browser the secret; scripts cannot read it, other sites cannot send it along."""
    response.set_cookie(
        cookie_name(),
        secret,
        expires=expires_at,
        path="/",
        secure=get_settings().is_tls,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response) -> None:
    """Tell the browser to forget the secret."""
    response.delete_cookie(
        cookie_name(), path="/", secure=get_settings().is_tls, httponly=True, samesite="lax"
    )


def set_typed_name(response: Response, username: str) -> None:
    """Keep a refused user name for the form: not in the address, which logs and history keep."""
    response.set_cookie(
        _TYPED_NAME,
        quote(username[:_LONGEST_NAME], safe=""),
        max_age=_TYPED_NAME_SECONDS,
        path="/",
        secure=get_settings().is_tls,
        httponly=True,
        samesite="lax",
    )


def clear_typed_name(response: Response) -> None:
    """Forget the refused user name."""
    response.delete_cookie(_TYPED_NAME, path="/", httponly=True, samesite="lax")


def typed_name_from_header(cookie_header: str) -> str:
    """Return the user name to put back into the form after a refusal; empty when there is none."""
    if not cookie_header:
        return ""
    return unquote(cookie_parser(cookie_header).get(_TYPED_NAME, ""), errors="replace")
