"""A browser whose messages take long to the server, as over a bad line."""

from playwright.sync_api import Page

_SLOW = """
(() => {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    setTimeout(() => this.readyState === WebSocket.OPEN && send.call(this, data), DELAY);
  };
})();
"""


def slow_down(page: Page, milliseconds: int) -> None:
    """Let every message of the pages opened from now on reach the server so much later."""
    page.add_init_script(_SLOW.replace("DELAY", str(milliseconds)))
