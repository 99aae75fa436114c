"""A page that reconnects keeps what it shows until the server has something newer.

Reflex sends a reconnecting page its whole state, and after a restart of the server that state is
empty: for a moment the page would lose its content, and with it the cell in which somebody types.
On the first connection the page is sent only what differs from the beginning; this plugin makes
every later connection do the same. What belongs on the page then follows from its `on_load`; that
the page was there already is told along, so that its forms are left alone (`states/resuming.py`).
"""

from typing import Any

from reflex.plugins import Plugin

_STATE_JS = "utils/state.js"
_REFLEX_CALL = "socket.current.auth = bootAuth(false);"
_OUR_CALL = "socket.current.auth = bootAuth(true);"
_RESUMES = (
    " socket.current.auth.event.router_data.resumes ="
    " document.documentElement.dataset.filled"
    " === window.location.pathname + window.location.search;"
)
"""`components/filling` names the address the page was filled for."""
_FIRST_CALLS = 1
"""Times Reflex itself says so, for the first connection."""


class SteadyPagesPlugin(Plugin):
    """Let a reconnecting page keep its content."""

    def pre_compile(self, **context: Any) -> None:
        """Register the change of the one call."""
        context["add_modify_task"](_STATE_JS, with_steady_pages)


def with_steady_pages(source: str) -> str:
    """Return Reflex's `state.js` with our call; one that has it stays as it is.

    Raises `RuntimeError` when the place is not found: pages would go blank unnoticed.
    """
    ours = source.count(_OUR_CALL)
    if ours == _FIRST_CALLS + 1 and source.count(_RESUMES) == 1 and _REFLEX_CALL not in source:
        return source
    if ours != _FIRST_CALLS or source.count(_REFLEX_CALL) != 1:
        raise RuntimeError("Reflex's reconnecting has changed: adapt serving/steady_pages.py.")
    return source.replace(_REFLEX_CALL, _OUR_CALL + _RESUMES)
