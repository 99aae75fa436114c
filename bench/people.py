"""The demo's people at work in the browser."""

from playwright.sync_api import Browser, BrowserContext, Page

from ejournal_app.demo.logins import DEMO_PASSWORD


def window(started: Browser, url: str, username: str, **size: int) -> BrowserContext:
    """Open a window in which somebody is logged in."""
    context = started.new_context(
        base_url=url,
        locale="lv-LV",
        timezone_id="Europe/Riga",
        viewport={"width": size.get("width", 1180), "height": size.get("height", 820)},
        bypass_csp=True,  # lets us read the page's own measures
    )
    page = context.new_page()
    page.goto("/ieiet")
    page.get_by_label("Lietotājvārds").fill(username)
    page.get_by_label("Parole", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Ieiet", exact=True).click()
    page.locator("nav a").first.wait_for(timeout=30_000)
    return context


def page_of(context: BrowserContext) -> Page:
    """Return the window's first page."""
    return context.pages[0]
