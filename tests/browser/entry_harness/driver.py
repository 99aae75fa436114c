"""What tests do on the pages of the harness."""

from playwright.sync_api import BrowserContext, Locator, Page, expect

from .stage import Stage

KEY_PAUSE_MS = 125  # eight keys a second

CELLS = "td[aria-colindex]"
READY = ".ej-grid td[aria-colindex]"


def open_page(context: BrowserContext, stage: Stage, path: str, ready: str) -> Page:
    """Open a harness page and wait for its content."""
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(stage.url + path)
    page.locator(ready).first.wait_for()
    return page


def open_grid(context: BrowserContext, stage: Stage, path: str = "/") -> Page:
    """Open the journal."""
    return open_page(context, stage, path, READY)


def open_lesson(context: BrowserContext, stage: Stage) -> Page:
    """Open the lesson."""
    return open_page(context, stage, "/lesson", ".ej-pupil")


def cell(page: Page, pupil: int, column: int) -> Locator:
    """Return a cell; both count from 1."""
    return page.locator(".ej-grid tbody tr").nth(pupil - 1).locator(CELLS).nth(column - 1)


def status(page: Page) -> Locator:
    """Return the badge."""
    return page.locator(".ej-status")


def wait_until_saved(page: Page, timeout_ms: int = 20_000) -> None:
    """Wait for "all saved"."""
    expect(status(page)).to_have_text("All saved", timeout=timeout_ms)


def type_slowly(page: Page, values: list[str], pause_ms: int = KEY_PAUSE_MS) -> None:
    """Type values downwards, each closed with Enter."""
    for value in values:
        for key in value:
            page.keyboard.press(key)
            page.wait_for_timeout(pause_ms)
        page.keyboard.press("Enter")
        page.wait_for_timeout(pause_ms)


def marks(stage: Stage, work: int) -> dict[int, str]:
    """Return the marks that the server holds of one work, by pupil."""
    found = {pupil: stage.held("mark", work_id=work, pupil_id=pupil) for pupil in range(1, 31)}
    return {pupil: mark for pupil, mark in found.items() if mark}


def carried_out(stage: Stage) -> list[str]:
    """Return the ids that changed something, in order."""
    return stage.content()["carried_out"]
