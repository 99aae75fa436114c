"""Measure everything: `python -m bench [--quick]`; prints a Markdown table.

`python -m bench concurrent_writes [--writes N] [--clients N]` runs that one alone: it checks the
ledger instead of measuring (`bench/concurrent_writes.py`).

`python -m bench notes` measures the register of absence notes and what follows from a note
(`bench/notes.py`).

`python -m bench owed_lists` measures the lists of what is owed, on a full year
(`bench/owed_lists.py`).

`python -m bench substitutions` proposes substitutes for six teachers who are ill
(`bench/substitutions.py`).

First the import of a large list of pupils, without a browser (`bench/imports.py`). Then three
things, each in a real browser against a real server with the full demo school:
key press to painted and to durably saved in the journal, opening a journal (warm), and a mark's
way from the teacher's key to the parent's open page. Then the grid beside a form that is saved as
a whole (`bench/form_and_save.py`), and whether a typed mark is ever lost (`bench/typing_lost.py`).
"""

import argparse
import sys
import time

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench import concurrent_writes, notes, owed_lists, substitutions
from bench.form_and_save import measure as measure_forms
from bench.imports import measure as measure_imports
from bench.installation import SETUPS, installed
from bench.numbers import HEAD, row
from bench.people import page_of, window
from bench.typing_lost import HEAD as KEPT_HEAD
from bench.typing_lost import measure as measure_kept
from ejournal_app import clock
from tests.support.browser import ARGUMENTS, chromium

ROUNDS = 5
OPENINGS = 40
MARKS_SEEN = 20


def main() -> None:
    """Run the measures and print their table."""
    if sys.argv[1:2] == ["concurrent_writes"]:
        concurrent_writes.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["notes"]:
        notes.main()
        return
    if sys.argv[1:2] == ["owed_lists"]:
        owed_lists.main()
        return
    if sys.argv[1:2] == ["substitutions"]:
        substitutions.main()
        return
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--quick", action="store_true", help="SQLite with one process only")
    setups = SETUPS[:1] if parser.parse_args().quick else SETUPS
    print(HEAD, flush=True)
    measure_imports(sorted({setup.database for setup in setups}, reverse=True))
    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for setup in setups:
            with installed(setup) as school:
                _measure(started, school.url, setup.name)
        measure_forms(started)
        print(f"\n{KEPT_HEAD}", flush=True)
        for setup in setups[:1]:
            with installed(setup) as school:
                measure_kept(started, school, setup.name)


def _measure(started: Browser, url: str, name: str) -> None:
    teacher = window(started, url, "skolotajs")
    parent = window(started, url, "vecaks", width=390, height=844)
    page = page_of(teacher)
    page.goto("/zurnali")
    page.get_by_role("link", name="Matemātika 7.a").first.click()
    page.locator("table[role=grid] tbody tr").first.wait_for()
    journal = page.url
    painted, confirmed = _type(page)
    print(row("key → value visible", name, painted, 50), flush=True)
    print(row("key → saved and confirmed", name, confirmed, 60), flush=True)
    print(row("open a journal, warm", name, _open(page, journal), 500), flush=True)
    print(row("mark → parent's open diary", name, _see(page, page_of(parent)), 1000), flush=True)
    teacher.close()
    parent.close()


def _cell(page: Page, kind: str, row: int, find: str = "findLastIndex") -> Locator:
    """Return the cell of a row in the last (or first) column of a kind that can be written."""
    index = page.evaluate(
        """([kind, find]) => {
            const heads = [...document.querySelector('table[role="grid"] thead tr').children];
            const first = [...document.querySelectorAll('table[role="grid"] tbody tr')]
                .find((row) => !row.querySelector('.ej-outside'));
            const open = (at) => !first.children[at].hasAttribute('aria-readonly');
            return heads[find]((head, at) => head.matches('.ej-col-' + kind) && open(at));
        }""",
        [kind, find],
    )
    return page.locator('table[role="grid"] tbody tr').nth(row).locator("td").nth(index - 1)


def _type(page: Page) -> tuple[list[float], list[float]]:
    """Type down a column of works again and again; return what the page measured.

    Eight keys a second, Enter after each mark; every round writes other marks than the one before.
    The latest work: marks of older ones are locked.
    """
    page.evaluate("window.__ejournalTimings = []")
    pupils = page.locator('table[role="grid"] tbody tr:not(:has(.ej-outside))').count()
    for number in range(ROUNDS):
        _cell(page, "work", 0).click()
        for pupil in range(pupils):
            page.keyboard.type(str(4 + (number + pupil) % 6))
            page.keyboard.press("Enter")
            page.wait_for_timeout(120)
        page.wait_for_timeout(1_000)
    timings = page.evaluate("window.__ejournalTimings")
    return [t["painted_ms"] for t in timings], [t["confirmed_ms"] for t in timings]


def _open(page: Page, journal: str) -> list[float]:
    """Go from the list into the journal again and again; return milliseconds until it is drawn."""
    taken: list[float] = []
    for _ in range(OPENINGS):
        page.get_by_role("link", name="Žurnāli").first.click()
        link = page.get_by_role("link", name="Matemātika 7.a").first
        link.wait_for()
        page.wait_for_timeout(200)
        start = time.perf_counter()
        link.click()
        page.wait_for_url(journal)
        page.locator("table[role=grid] tbody tr").first.wait_for()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _see(page: Page, parent: Page) -> list[float]:
    """Mark a pupil absent and present in turn and wait for each on the parent's page."""
    child = parent.get_by_role("link", name="7.a")
    name = child.inner_text().split()[0]
    child.click()
    rows = page.locator('table[role="grid"] tbody tr th .ej-name').all_inner_texts()
    index = next(at for at, text in enumerate(rows) if name in text)
    cell = _cell(page, "lesson", index)
    _show_week_of(page, parent, child.get_attribute("href") or "")
    parent.evaluate(
        """() => {
            window.__changed = [];
            new MutationObserver(() => window.__changed.push(Date.now()))
                .observe(document.querySelector('main'),
                    {subtree: true, childList: true, characterData: true, attributes: true});
        }"""
    )
    taken: list[float] = []
    for number in range(MARKS_SEEN):
        cell.click()
        parent.evaluate("window.__changed = []")
        start = time.time() * 1000
        page.keyboard.press("n" if number % 2 else "k")
        page.keyboard.press("Enter")
        for _ in range(500):
            changed = parent.evaluate("window.__changed[0] ?? 0")
            if changed:
                taken.append(changed - start)
                break
            parent.wait_for_timeout(10)
        else:
            raise AssertionError("the parent's page did not change")
        page.wait_for_timeout(900)  # the next one is a change of its own
    return taken


def _show_week_of(page: Page, parent: Page, diary: str) -> None:
    """Open the parent's week in which the last lesson of the journal was held."""
    index = _cell(page, "lesson", 0).evaluate("(cell) => cell.cellIndex")
    head = page.locator('table[role="grid"] thead tr > *').nth(index).inner_text()
    day, month = head.split(".")[:2]
    today = clock.today()
    year = today.year - (int(month) > today.month)
    parent.goto(f"{diary}?datums={year}-{int(month):02}-{int(day):02}")
    parent.locator(".day .diary-lesson").first.wait_for()
    parent.wait_for_timeout(1_000)


if __name__ == "__main__":
    main()
