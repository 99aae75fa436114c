"""Measures the grid of 35 × 200 in a headless browser.

Run it by `python -m tests.browser.entry_harness.measure` on a quiet machine. Prints when the grid
is painted (a fresh page, and by a link from another page: warm), how long a key takes until its
value is laid out, painted and confirmed, whether scrolling ever shows a place without a cell, and
how much of one edit travels. The harness server has no database, so the confirmed figure is the
cost of the way there and back.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from tests.support.browser import ARGUMENTS, chromium

from .stage import Stage

ENTRIES = 60
OPENINGS = 30
PAUSE_MS = 60

PAINTED = """
window.__awaitGrid = (start) => new Promise((resolve) => {
  const done = () => {
    if (!document.querySelector('.ej-grid td[aria-colindex]')) return false;
    const drawn = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve([drawn - start, performance.now() - start]);
      channel.port2.postMessage(null);
    });
    return true;
  };
  new MutationObserver((_, observer) => done() && observer.disconnect())
    .observe(document, { childList: true, subtree: true });
});
window.__painted = window.__awaitGrid(0);
"""

LAID_OUT = """
() => {
  window.__laidOut = { typed: [], entered: [] };
  let start = 0, what = 'typed';
  addEventListener('keydown', (event) => {
    start = event.timeStamp;
    what = event.key === 'Enter' ? 'entered' : 'typed';
  }, true);
  const note = () => {
    if (!start) return;
    document.body.getBoundingClientRect();  // the layout is done when this returns
    window.__laidOut[what].push(performance.now() - start);
    start = 0;
  };
  document.querySelector('.ej-editor').addEventListener('input', note);
  new MutationObserver((changes) => {
    if (what === 'entered' && changes.some((one) => one.type !== 'attributes')) note();
  }).observe(document.querySelector('.ej-grid table'),
    { subtree: true, childList: true, characterData: true });
}
"""

SCROLLED = """
async () => {
  const area = document.querySelector('.ej-scroller');
  const box = area.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let places = 0, blank = 0, slowest = 0;
  for (const pixels of [-40, -150, -400, -900, 900, 400, 150, -5000, 9999]) {
    for (let step = 0; step < 25; step += 1) {
      const before = performance.now();
      area.scrollLeft += pixels;
      await frame();  // after the scroll events of this frame, before it is painted
      for (let x = box.left + 260; x < box.right - 80; x += 60) {
        const gap = document.elementFromPoint(x, box.top + 200)?.closest('.ej-gap');
        places += 1;
        // The narrow gap at the end of every row is under the button for a new work.
        if (gap && gap.offsetWidth > 50) blank += 1;
      }
      slowest = Math.max(slowest, performance.now() - before);
    }
  }
  return { places, blank, slowest };
}
"""


def measure(browser: Browser, stage: Stage, path: str) -> Iterable[str]:
    """Open a grid, scroll it, type down its first columns; yield lines of figures."""
    stage.reset()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(PAINTED)
    frames: list[tuple[str, int]] = []
    page.on("websocket", lambda socket: _count(socket, frames))
    page.goto(stage.url + path)
    drawn, painted = page.evaluate("window.__painted")
    cells = page.locator(".ej-grid td[aria-colindex]").count()
    yield f"{cells} cells drawn; fresh page: in the page {drawn:.0f} ms, painted {painted:.0f} ms"
    scrolled = page.evaluate(SCROLLED)
    yield (
        f"scrolling: {scrolled['blank']} of {scrolled['places']} places without a cell,"
        f" slowest step {scrolled['slowest']:.0f} ms"
    )
    timings, laid_out = _type(page)
    yield f"character → laid out {_spread(laid_out['typed'])}"
    yield f"Enter → value laid out {_spread(laid_out['entered'])}"
    yield f"Enter → value painted {_spread([one['painted_ms'] for one in timings])}"
    yield f"Enter → value confirmed {_spread([one['confirmed_ms'] for one in timings])}"
    frames.clear()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    sent = sum(size for way, size in frames if way == "sent")
    received = sum(size for way, size in frames if way == "received")
    yield f"one edit: {sent} B sent, {received} B received"
    page.close()


def warm(browser: Browser, stage: Stage) -> str:
    """Go from another page into the large grid again and again."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(PAINTED)
    page.goto(stage.url + "/lesson")
    taken: list[float] = []
    for _ in range(OPENINGS):
        page.locator(".ej-pupil").first.wait_for()
        page.wait_for_timeout(200)
        taken.append(
            page.evaluate(
                """async () => {
                    const shown = window.__awaitGrid(performance.now());
                    document.querySelector('a[href$="/big"]').click();
                    return (await shown)[1];
                }"""
            )
        )
        page.get_by_role("link", name="Stunda").click()
    page.close()
    return f"warm open of the large grid, painted {_spread(taken)}"


def _type(page: Page) -> tuple[list[dict[str, float]], dict[str, list[float]]]:
    page.keyboard.press("Escape")
    page.locator(".ej-scroller").evaluate("(area) => { area.scrollLeft = 0; }")
    page.locator(".ej-grid tbody td[aria-colindex='2']").first.click()
    page.evaluate(LAID_OUT)
    for number in range(ENTRIES):
        page.keyboard.type(str(number % 9 + 1))
        page.wait_for_timeout(PAUSE_MS)
        page.keyboard.press("Enter")
        page.wait_for_timeout(PAUSE_MS)
    page.wait_for_timeout(1500)
    return page.evaluate("window.__ejournalTimings"), page.evaluate("window.__laidOut")


def _count(socket: WebSocket, frames: list[tuple[str, int]]) -> None:
    def size(payload: Any) -> int:
        return len(payload.encode() if isinstance(payload, str) else payload)

    socket.on("framesent", lambda payload: frames.append(("sent", size(payload))))
    socket.on("framereceived", lambda payload: frames.append(("received", size(payload))))


def _spread(values: list[float]) -> str:
    cuts = quantiles(values, n=20)
    return f"p50 {cuts[9]:.1f} p95 {cuts[18]:.1f} worst {max(values):.1f} ms ({len(values)})"


def main() -> None:
    """Build, serve, measure, print."""
    program = chromium()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stage = Stage(Path(folder))
        stage.build()
        stage.reset()
        stage.start()
        try:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            for path in ("/", "/big"):
                for line in measure(browser, stage, path):
                    print(f"{path}: {line}", flush=True)
            print(warm(browser, stage))
            browser.close()
        finally:
            stage.kill()


if __name__ == "__main__":
    main()
