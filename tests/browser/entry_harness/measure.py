"""Measures the grid of 35 × 200 in a headless browser.

Run it by `python -m tests.browser.entry_harness.measure` on a quiet machine.
Prints when the grid is painted and how long a key takes to its painted and its confirmed value.
The harness server has no database, so the confirmed figure is the cost of the way there and back.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Browser, sync_playwright

from .stage import Stage

ENTRIES = 60
PAUSE_MS = 60

PAINTED = """
window.__painted = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.ej-grid td')) return;
    observer.disconnect();
    const drawn = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve([drawn, performance.now()]);
      channel.port2.postMessage(null);
    });
  }).observe(document, { childList: true, subtree: true });
});
"""


def measure(browser: Browser, stage: Stage, path: str) -> str:
    """Open a grid, type down its first columns, and return one line of figures."""
    stage.reset()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(PAINTED)
    page.goto(stage.url + path)
    drawn, painted = page.evaluate("window.__painted")
    cells = page.locator(".ej-grid td").count()
    page.locator(".ej-grid tbody td").first.click()
    for number in range(ENTRIES):
        page.keyboard.type(str(number % 10 + 1))
        page.keyboard.press("Enter")
        page.wait_for_timeout(PAUSE_MS)
    page.wait_for_timeout(1500)
    timings = page.evaluate("window.__ejournalTimings")
    page.close()
    shown = _spread([timing["painted_ms"] for timing in timings])
    saved = _spread([timing["confirmed_ms"] for timing in timings])
    return (
        f"{cells} cells: in the page {drawn:.0f} ms, painted {painted:.0f} ms after navigation; "
        f"key to painted {shown}, key to confirmed {saved} ({len(timings)} entries)"
    )


def _spread(values: list[float]) -> str:
    cuts = quantiles(values, n=20)
    return f"p50 {cuts[9]:.0f} p95 {cuts[18]:.0f} ms"


def main() -> None:
    """Build, serve, measure, print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stage = Stage(Path(folder))
        stage.build()
        stage.reset()
        stage.start()
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for path in ("/", "/big"):
                print(measure(browser, stage, path))
            browser.close()
        finally:
            stage.kill()


if __name__ == "__main__":
    main()
