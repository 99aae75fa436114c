"""Our cookies: how they are set, cleared and read back from a raw Cookie header."""

from datetime import datetime
from urllib.parse import quote, unquote

from starlette.requests import cookie_parser
from starlette.responses import Response

from ejournal_app.settings import get_settings

_NAME = "ejournal_session"
_TYPED_NAME = "ejournal_typed_name"
_TYPED_NAME_SECONDS = 120
_TYPED_CODE = "ejournal_typed_code"
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
    _keep_typed(response, _TYPED_NAME, username)


def clear_typed_name(response: Response) -> None:
    """Forget the refused user name."""
    response.delete_cookie(_TYPED_NAME, path="/", httponly=True, samesite="lax")


def typed_name_from_header(cookie_header: str) -> str:
    """Return the user name to put back into the form after a refusal; empty when there is none."""
    return _typed(cookie_header, _TYPED_NAME)


def set_typed_code(response: Response, code: str) -> None:
    """Keep a one-time code for the form after a refusal."""
    _keep_typed(response, _TYPED_CODE, code)


def clear_typed_code(response: Response) -> None:
    """Forget the one-time code."""
    response.delete_cookie(_TYPED_CODE, path="/", httponly=True, samesite="lax")


def typed_code_from_header(cookie_header: str) -> str:
    """Return the one-time code to put back into the form; empty when there is none."""
    return _typed(cookie_header, _TYPED_CODE)


def _keep_typed(response: Response, name: str, text: str) -> None:
    response.set_cookie(
        name,
        quote(text[:_LONGEST_NAME], safe="", errors="replace"),
        max_age=_TYPED_NAME_SECONDS,
        path="/",
        secure=get_settings().is_tls,
        httponly=True,
        samesite="lax",
    )


def _typed(cookie_header: str, name: str) -> str:
    if not cookie_header:
        return ""
    return unquote(cookie_parser(cookie_header).get(name, ""), errors="replace")
