"""People with browsers: `people.open("skolotajs", "/diena")` is the page of somebody logged in."""

from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState

from ejournal_app.demo.logins import DEMO_PASSWORD
from tests.support.browser import window
from tests.support.product import Product

PHONE = {"width": 390, "height": 844, "touch": True}
SMALLEST_PHONE = {"width": 360, "height": 640, "touch": True}

_NETWORK = ("WebSocket connection to", "net::ERR_", "Failed to load resource")
"""What the browser says when a server is gone or an address does not exist."""

_logged_in: dict[tuple[str, str], StorageState] = {}


class People:
    """Opens windows on one installation and listens for errors in them."""

    def __init__(self, site: Product, browser: Browser, windows: ExitStack) -> None:
        self._site, self._browser, self._windows = site, browser, windows
        self._windows_of: dict[str, BrowserContext] = {}
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    @property
    def address(self) -> str:
        """The address of the installation."""
        return self._site.url

    def window(self, username: str | None = None, **look: Any) -> BrowserContext:
        """A window of its own, logged in when a user name is given."""
        state = self._log_in(username) if username else None
        context = self._windows.enter_context(
            window(self._browser, self._site.url, logged_in=state, **look)
        )
        self._contexts.append(context)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        return context

    def once_more(self, username: str | None, path: str, **look: Any) -> Page:
        """A page in the window of this person and look that is open already, or in a new one."""
        key = repr((username, look))
        if key not in self._windows_of:
            self._windows_of[key] = self.window(username, **look)
        page = self._windows_of[key].new_page()
        page.goto(path)
        return page

    def open(self, username: str | None, path: str = "/", **look: Any) -> Page:
        """A page in a window of its own."""
        page = self.window(username, **look).new_page()
        page.goto(path)
        return page

    def _log_in(self, username: str) -> StorageState:
        """Log in once for all tests; one that ends sessions says so with `forget`."""
        known = (self._site.url, username)
        if known not in _logged_in:
            with window(self._browser, self._site.url) as context:
                answer = context.request.post(
                    "/auth/login",
                    form={"username": username, "password": DEMO_PASSWORD},
                    headers={"Origin": self._site.url},
                )
                assert answer.ok
                _logged_in[known] = context.storage_state()
        return _logged_in[known]

    def forget(self, username: str) -> None:
        """Say that a test has ended every session of somebody: later tests log in anew."""
        _logged_in.pop((self._site.url, username), None)

    def seen(self) -> str:
        """What the open pages show, as a screen reader would tell it."""
        pages = [page for context in self._contexts for page in context.pages]
        shown = [f"{page.url}\n{page.locator('body').aria_snapshot()}" for page in pages]
        return "\n\n".join([*shown, *self.errors])

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in _NETWORK):
            self.errors.append(message.text)
