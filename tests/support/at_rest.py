"""A page that has come to rest: nothing of it changes any more."""

from playwright.sync_api import Page

_QUIET = 150
"""Milliseconds without a change."""


def comes_to_rest(page: Page) -> None:
    """Wait until the page has not changed for a moment; what a server sends changes it."""
    page.evaluate(
        """quiet => new Promise(done => {
          let timer;
          const rest = () => { observer.disconnect(); done(); };
          const wait = () => { clearTimeout(timer); timer = setTimeout(rest, quiet); };
          const observer = new MutationObserver(wait);
          observer.observe(document.documentElement,
            {subtree: true, childList: true, attributes: true, characterData: true});
          wait();
        })""",
        _QUIET,
    )
