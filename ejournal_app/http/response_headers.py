"""Headers that every answer carries: what browsers must not do, what they may keep."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ejournal_app.settings import get_settings

from .content_policy import content_policy

_YEAR = 365 * 24 * 60 * 60
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers would then send our own forms with "Origin: null".
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LASTING = ("font/", "image/")


class SecurityHeaders:
    """Adds the security headers; what an answer sets itself stays."""

    def __init__(self, app: ASGIApp, script_hashes: frozenset[str] = frozenset()) -> None:
        """Wrap an application; `script_hashes` are those of its pages' inline scripts."""
        self.app = app
        self._pages = content_policy(script_hashes)
        self._others = content_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY.items():
                    headers.setdefault(name, value)
                headers.setdefault(
                    "Content-Security-Policy",
                    self._pages if _may_be_page(headers) else self._others,
                )
                if get_settings().is_tls:
                    headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CacheHeaders:
    """Says how long a file may be kept where the answer itself does not."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault(
                    "Cache-Control", _kept(scope["path"], message["status"], headers)
                )
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _kept(path: str, status: int, headers: MutableHeaders) -> str:
    if status not in {200, 304}:
        return "no-store"
    if path.startswith("/assets/") and not _is_html(headers):
        return f"public, max-age={_YEAR}, immutable"  # the build puts a hash into each name
    if headers.get("content-type", "").startswith(_LASTING):
        return "public, max-age=86400"
    # Pages and files without a hash: asked for each time, sent only when they changed.
    return "no-cache"


def _may_be_page(headers: MutableHeaders) -> bool:
    # "304 Not Modified" names no type, and its headers replace those of the page kept earlier.
    return "content-type" not in headers or _is_html(headers)


def _is_html(headers: MutableHeaders) -> bool:
    return headers.get("content-type", "").startswith("text/html")
