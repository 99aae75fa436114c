"""The grid beside a form that is saved as a whole: the same 35 × 200 journal, the same Chromium.

`python -m bench.form_and_save` alone, or the last part of `python -m bench`.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, Request, WebSocket, sync_playwright

from bench.installation import SETUPS, installed
from bench.numbers import percentile
from bench.people import page_of, window
from bench.wide_journal import LAST_WORK, WideJournal, make_wide_journal
from tests.browser.pages.journal import JournalPage
from tests.support.browser import ARGUMENTS, chromium
from tests.support.product import ROOT, Product, free_port

TEACHER = "skolotajs"
OPENINGS = 10
EDITS = 34
"""Enough that the slowest one does not stand for all."""
MARKS = 30
NOTHING = "about:blank"
BETWEEN_KEYS_MS = 120
"""Eight keys a second."""

HEAD = "| 35 × 200 cells | Form and save | Grid |\n|---|---|---|"


@dataclass
class Traffic:
    """What a page sends and receives from now on."""

    page: Page
    requests: list[Request] = field(default_factory=list[Request])
    frames: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self.page.on("requestfinished", self._note)
        self.page.on("websocket", self._listen)

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _listen(self, socket: WebSocket) -> None:
        for name in ("framesent", "framereceived"):
            socket.on(name, lambda payload: self.frames.append(len(payload)))

    def forget(self) -> None:
        self.requests.clear()
        self.frames.clear()

    def bytes(self) -> int:
        """Bodies and headers both ways, as they travelled; frames as long as their texts."""
        total = sum(self.frames)
        for request in self.requests:
            # What the browser had kept does not travel.
            if request.timing["responseEnd"] >= 0 and not _from_cache(request):
                sizes: dict[str, Any] = dict(request.sizes())
                total += sum(max(0, int(size)) for size in sizes.values())
        return total


def _from_cache(request: Request) -> bool:
    return request.timing["requestStart"] < 0


def measure(started: Browser) -> None:
    """Print the figures of both, side by side."""
    with installed(SETUPS[0], demo="small") as product:
        journal = make_wide_journal(product.database_url, TEACHER)
        with _form_server(product) as form_url:
            _compare(started, product.url, form_url, journal)


def _compare(started: Browser, url: str, form_url: str, journal: WideJournal) -> None:
    context = window(started, url, TEACHER)
    grid = page_of(context)
    form = context.new_page()
    grid_traffic, form_traffic = Traffic(grid), Traffic(form)
    grid_path = f"{url}/zurnals/{journal.journal_id}"
    form_path = f"{form_url}/zurnals/{journal.journal_id}"
    _open_form(form, form_path)
    _open_grid(grid, grid_path)
    print(f"\n{HEAD}", flush=True)
    form_opened = [_timed(lambda: _open_form(form, form_path)) for _ in range(OPENINGS)]
    # Each by itself: 7,000 fields in the other window would be charged to the grid, and back.
    form.goto(NOTHING)
    grid_opened = [_timed(lambda: _open_grid(grid, grid_path)) for _ in range(OPENINGS)]
    _print("open, warm, ms: median (p95)", _ms(form_opened), _ms(grid_opened))
    grid_traffic.forget()
    _open_grid(grid, grid_path)
    grid.wait_for_timeout(500)
    grid.goto(NOTHING)
    _open_form(form, form_path)
    form_traffic.forget()
    _open_form(form, form_path)
    _print("bytes to open it again", _kb(form_traffic.bytes()), _kb(grid_traffic.bytes()))
    form_keys, form_bytes = _form_edits(form, form_traffic, journal)
    once, each = _form_marks(form, journal, each=False), _form_marks(form, journal, each=True)
    form.goto(NOTHING)
    # The form's server tells nobody what it wrote: the grid has to be opened anew.
    _open_grid(grid, grid_path)
    grid_keys, grid_bytes = _grid_edits(grid, grid_traffic, journal)
    _print("key → durable, ms: median (p95)", _ms(form_keys), _ms(grid_keys))
    _print("bytes per edit, both ways", _kb(form_bytes), _kb(grid_bytes))
    typed = _grid_marks(grid, journal)
    _print("30 marks, saved as one goes, s", f"{each:.1f}", f"{typed:.1f}")
    _print("30 marks, saved once at the end, s", f"{once:.1f}", "–")
    context.close()


def _open_form(page: Page, address: str) -> None:
    # A tab behind another one is drawn later; nobody types in it.
    page.bring_to_front()
    page.goto(address, wait_until="commit")
    page.locator("tbody tr").last.wait_for()


def _open_grid(page: Page, address: str) -> None:
    page.bring_to_front()
    page.goto(address, wait_until="commit")
    JournalPage(page).wait()


def _field(page: Page, journal: WideJournal, place: int) -> None:
    # Not by a locator: looking among 7,000 fields would be charged to the form.
    page.evaluate(
        "name => { const own = document.getElementsByName(name)[0]; own.focus(); own.select(); }",
        f"w-{journal.last_work}-{journal.pupil_ids[place]}",
    )


def _form_edits(page: Page, traffic: Traffic, journal: WideJournal) -> tuple[list[float], int]:
    taken: list[float] = []
    traffic.forget()
    for number in range(EDITS):
        _field(page, journal, number)
        start = time.perf_counter()
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.keyboard.type(str(4 + number % 6))
            page.keyboard.press("Enter")
        taken.append((time.perf_counter() - start) * 1000)
        page.locator("tbody tr").last.wait_for()
        page.wait_for_load_state("load")
    return taken, traffic.bytes() // EDITS


def _grid_edits(page: Page, traffic: Traffic, journal: WideJournal) -> tuple[list[float], int]:
    shown = JournalPage(page)
    shown.cell(journal.names[0], LAST_WORK).click()
    page.evaluate("window.__ejournalTimings = []")
    traffic.forget()
    for number in range(EDITS):
        shown.type_values([str(5 + number % 5)])
        shown.wait_until_saved()
        # The page shows the new average by itself: that belongs to the edit.
        page.wait_for_timeout(700)
    timings = page.evaluate("window.__ejournalTimings")
    return [own["confirmed_ms"] for own in timings], traffic.bytes() // EDITS


def _form_marks(page: Page, journal: WideJournal, *, each: bool) -> float:
    start = time.perf_counter()
    for place in range(MARKS):
        _field(page, journal, place)
        page.keyboard.type(str((7 if each else 8) - place % 3))
        page.wait_for_timeout(BETWEEN_KEYS_MS)
        if each or place == MARKS - 1:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.locator("tbody tr").last.wait_for()
        else:
            page.wait_for_timeout(BETWEEN_KEYS_MS)
    return time.perf_counter() - start


def _grid_marks(page: Page, journal: WideJournal) -> float:
    shown = JournalPage(page)
    shown.cell(journal.names[0], LAST_WORK).click()
    start = time.perf_counter()
    for place in range(MARKS):
        page.keyboard.type(str(9 - place % 3))
        page.wait_for_timeout(BETWEEN_KEYS_MS)
        page.keyboard.press("Enter")
        page.wait_for_timeout(BETWEEN_KEYS_MS)
    shown.wait_until_saved()
    return time.perf_counter() - start


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _ms(values: Sequence[float]) -> str:
    return f"{percentile(values, 0.5):.0f} ({percentile(values, 0.95):.0f})"


def _kb(count: int) -> str:
    return f"{count / 1000:.1f} kB"


def _print(what: str, form: str, grid: str) -> None:
    print(f"| {what} | {form} | {grid} |", flush=True)


@contextmanager
def _form_server(product: Product) -> Iterator[str]:
    """Serve the form beside the product, on the same database."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port)]
    running = subprocess.Popen(
        [*command, "--log-level", "warning", "bench.form_app:app"],
        cwd=ROOT,
        env=product.environment(),
    )
    try:
        deadline = time.monotonic() + 30
        while not _answers(port):
            if running.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("the form did not start")
            time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        running.terminate()
        running.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/zurnals/1", timeout=5).status_code == 401
    except httpx.TransportError:
        return False


def main() -> None:
    """Measure this alone."""
    program = chromium()
    with sync_playwright() as playwright:
        measure(playwright.chromium.launch(executable_path=program, args=ARGUMENTS))


if __name__ == "__main__":
    main()
