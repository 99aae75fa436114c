"""Whether a request was sent by our own pages: the defence against forged requests (CSRF)."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from ejournal_app.settings import get_settings

_OWN_FETCH_SITES = frozenset({"same-origin", "none"})


def is_own_origin(origin: str, host: str) -> bool:
    """Tell whether an Origin header names this installation.

    Without TLS a tablet in the same room may use the machine's address instead of the base
    address; then page and request must at least share one host.
    """
    settings = get_settings()
    if origin in settings.allowed_origins:
        return True
    parts = urlsplit(origin)
    return not settings.is_tls and parts.scheme == "http" and bool(host) and parts.netloc == host


def is_own_request(headers: Mapping[str, str]) -> bool:
    """Tell whether a request that changes something comes from our own pages.

    Every browser that people still use sends one of the two headers with a form.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_FETCH_SITES:
        return False
    origin = headers.get("origin")
    if origin is not None:
        return is_own_origin(origin, headers.get("host", ""))
    return site == "same-origin"


def is_own_socket(headers: Mapping[str, str]) -> bool:
    """Tell whether a web socket may be opened; browsers always name the origin of the page."""
    origin = headers.get("origin")
    return origin is None or is_own_origin(origin, headers.get("host", ""))


def local_path(target: str | None) -> str | None:
    """Return the target of a redirect when it surely lies on this site, else None.

    Browsers read `//host`, `/\\host` and a path with a tab inside as another site.
    """
    if not target or len(target) > 500 or not target.startswith("/"):
        return None
    if target.startswith("//") or "\\" in target or any(ord(sign) < 33 for sign in target):
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path.startswith("/auth/"):
        return None
    return target
