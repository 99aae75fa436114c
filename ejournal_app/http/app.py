"""Puts our routes and walls around the web application (`rx.App(api_transformer=wrap)`)."""

from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from .content_policy import inline_script_hashes, pages_folder
from .gate import Gate
from .incidents import Incidents
from .response_headers import CacheHeaders, SecurityHeaders
from .routes import http_routes

LARGEST_BODY = 1024 * 1024
"""Bytes of a form; the journal goes through the web socket."""
LARGEST_UPLOAD = 25 * 1024 * 1024
"""Bytes of a request with a file to be imported."""
_UPLOADS = "/augsupielade/"


def wrap(app: ASGIApp) -> ASGIApp:
    """Return the application behind our gate, with our own addresses in front of its own.

    Web sockets pass the gate too; the lifespan reaches the application untouched.
    """
    return _Walled(app)


class _Walled:
    """The application and the walls around it, from the outermost to the innermost."""

    def __init__(self, app: ASGIApp) -> None:
        self._application = app
        inner: ASGIApp = Router(http_routes(), redirect_slashes=False, default=app)
        inner = Gate(_BodyLimits(inner))
        inner = Incidents(CacheHeaders(inner))
        self.app = SecurityHeaders(inner, inline_script_hashes(pages_folder(app)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner = self._application if scope["type"] == "lifespan" else self.app
        await inner(scope, receive, send)


class _BodyLimits:
    """Refuses what is too large: files may be larger than forms."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app  # the walk over all routes looks through it
        self._forms = RequestBodyLimitMiddleware(app, max_body_size=LARGEST_BODY)
        self._files = RequestBodyLimitMiddleware(app, max_body_size=LARGEST_UPLOAD)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_file = scope["type"] == "http" and scope["path"].startswith(_UPLOADS)
        await (self._files if is_file else self._forms)(scope, receive, send)
