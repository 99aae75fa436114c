"""The session cookie: its name, how it is set, cleared and read back from a raw header."""

from datetime import datetime

from starlette.requests import cookie_parser
from starlette.responses import Response

from ejournal_app.settings import get_settings

_NAME = "ejournal_session"


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
