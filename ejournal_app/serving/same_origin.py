"""The front end talks to the address it was opened at.

Reflex writes the server's address into the built front end, which would tie a build to one port
and one host name. This plugin makes the built front end ask the browser instead, so that one build
works on any port, at any address of the machine and behind any proxy.
"""

from typing import Any

from reflex.plugins import Plugin

_STATE_JS = "utils/state.js"
_REFLEX_LINE = "  const endpoint = new URL(url_str);\n"
_OUR_LINES = """\
  if (typeof window !== "undefined" && import.meta.env.PROD) {
    const here = new URL(new URL(url_str).pathname, window.location.origin);
    if (new URL(url_str).protocol.startsWith("ws")) {
      here.protocol = here.protocol === "https:" ? "wss:" : "ws:";
    }
    return here;
  }
"""


class SameOriginPlugin(Plugin):
    """Make `getBackendURL` of the built front end answer with the page's own origin."""

    def pre_compile(self, **context: Any) -> None:
        """Register the change of the one function."""
        context["add_modify_task"](_STATE_JS, with_own_origin)


def with_own_origin(source: str) -> str:
    """Return Reflex's `state.js` with our lines; a source that has them stays as it is.

    Raises `RuntimeError` when the place is not found, because a build that silently lost the change
    would work on the developer's machine only.
    """
    if _OUR_LINES in source:
        return source
    if source.count(_REFLEX_LINE) != 1:
        raise RuntimeError("Reflex's getBackendURL has changed: adapt serving/same_origin.py.")
    return source.replace(_REFLEX_LINE, _OUR_LINES + _REFLEX_LINE)
