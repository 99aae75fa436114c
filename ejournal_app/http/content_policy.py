"""What a page may load and run (Content-Security-Policy).

The framework's pages carry a few short scripts inside the HTML. They are the same for everybody
and known after the build, so each is allowed by its hash and no other inline script runs. `eval`
is not allowed: calling JavaScript from the server does not work here, on purpose.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_HAS_SOURCE = re.compile(r"\bsrc\s*=")


def content_policy(script_hashes: frozenset[str] = frozenset()) -> str:
    """Return the value of the header; `script_hashes` are the inline scripts of our pages."""
    scripts = " ".join(["'self'", *(f"'sha256-{known}'" for known in sorted(script_hashes))])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            # The framework writes the style of each component into <style> as the page runs.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def inline_script_hashes(folder: Path | None) -> frozenset[str]:
    """Return the hashes of the scripts inside the built pages of a folder."""
    if folder is None:
        return frozenset()
    return frozenset(
        known
        for page in sorted(folder.rglob("*.html"))
        for known in hashes_in(page.read_text(encoding="utf-8"))
    )


def hashes_in(html: str) -> Iterator[str]:
    """Return the hash of each inline script of a page, the way a browser computes it."""
    for found in _SCRIPT.finditer(html.replace("\r\n", "\n")):
        if not _HAS_SOURCE.search(found["attributes"]):
            digest = hashlib.sha256(found["code"].encode("utf-8")).digest()
            yield base64.b64encode(digest).decode("ascii")


def pages_folder(app: Any) -> Path | None:
    """Return where an application serves its built pages from; None when it serves none."""
    for route in getattr(app, "routes", None) or []:
        if not isinstance(route, Mount):
            continue
        if isinstance(route.app, StaticFiles) and route.app.html and route.app.directory:
            return Path(route.app.directory)
        below = pages_folder(route.app)
        if below is not None:
            return below
    return None
