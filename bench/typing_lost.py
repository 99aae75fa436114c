"""Is a typed mark ever lost? `python -m bench.typing_lost`; part of `python -m bench` too.

Thirty marks at eight keys a second over a line that takes half a second and is cut for twenty
seconds in the middle; and two teachers typing into one column at once. Afterwards the ledger is
compared with what was typed: every mark once, in its cell; every conflict shown with both values.
"""

from playwright.sync_api import Browser, Page, sync_playwright

from bench.installation import SETUPS, installed
from bench.people import page_of, window
from ejournal_app.persistence.models import Work
from tests.support.browser import ARGUMENTS, chromium
from tests.support.demo_school import MATHS_A, DemoSchool
from tests.support.product import Product
from tests.support.slow_socket import slow_down

KEY_MS = 125
MARKS = 30
CUT_SECONDS = 20

HEAD = "| Typed and kept | Installation | typed | once, in its cell | conflicts | lost |\n"
HEAD += "|---|---|---|---|---|---|"


def measure(started: Browser, school: Product, name: str) -> None:
    """Type on an installation of the full demo school and print what became of it."""
    rows = DemoSchool(school.database_url)
    try:
        _over_a_cut_line(started, school, rows, name)
        _two_into_one_column(started, school, rows, name)
    finally:
        rows.dispose()


def _over_a_cut_line(started: Browser, school: Product, rows: DemoSchool, name: str) -> None:
    lesson = rows.lesson(MATHS_A)
    works = [rows.work(lesson, f"Līnija {n}") for n in (1, 2)]
    teacher = window(started, school.url, "skolotajs")
    page = page_of(teacher)
    slow_down(page, 500)
    names = _open(page, rows, works[0])
    places = [(work, pupil) for work in works for pupil in names][:MARKS]
    values = [str(n % 9 + 1) for n in range(MARKS)]
    third = MARKS // 3
    _type(page, values[:third])
    teacher.set_offline(True)
    _type(page, values[third : 2 * third])
    page.wait_for_timeout(CUT_SECONDS * 1000 - third * 2 * KEY_MS)
    teacher.set_offline(False)
    _type(page, values[2 * third :])
    _settle(page)
    ledgers = {work: rows.ledger(work) for work in works}
    kept = sum(
        ledgers[work].get(pupil) == [("", value)]
        for (work, pupil), value in zip(places, values, strict=True)
    )
    steps = sum(len(own) for ledger in ledgers.values() for own in ledger.values())
    print(
        f"| {CUT_SECONDS} s without a line | {name} | {MARKS} | {kept} | 0 |"
        f" {MARKS - kept} (doubled {steps - kept}) |",
        flush=True,
    )
    teacher.close()


def _two_into_one_column(started: Browser, school: Product, rows: DemoSchool, name: str) -> None:
    work = rows.work(rows.lesson(MATHS_A), "Divi")
    contexts = [window(started, school.url, user) for user in ("skolotajs", "audzinatajs")]
    pages = [page_of(context) for context in contexts]
    names, _ = [_open(page, rows, work) for page in pages]
    typed = ("8", "3")
    for _ in names:
        for page, value in zip(pages, typed, strict=True):
            page.keyboard.press(value)
            page.keyboard.press("Enter")
        pages[0].wait_for_timeout(2 * KEY_MS)
    for page in pages:
        _settle(page)
    ledger = rows.ledger(work)
    written = conflicts = lost = 0
    for pupil in names:
        steps = ledger.get(pupil, [])
        if [old for old, _ in steps] != ["", *(new for _, new in steps[:-1])]:
            raise AssertionError(f"The ledger of {pupil} has a gap.")
        for page, value in zip(pages, typed, strict=True):
            if value in [new for _, new in steps]:
                written += 1
            elif _in_conflict(page, pupil, value):
                conflicts += 1
            else:
                lost += 1
    count = len(names) * len(typed)
    print(
        f"| two in one column | {name} | {count} | {written} | {conflicts} | {lost} |", flush=True
    )
    for context in contexts:
        context.close()


def _open(page: Page, rows: DemoSchool, work: int) -> list[str]:
    """Open the journal at a work's column and return its pupils from above."""
    page.goto(f"/zurnals/{rows.journal(MATHS_A)}")
    page.locator("table[role=grid] tbody tr").first.wait_for()
    title = rows.row(Work, work).title
    heading = page.locator(f'table[role=grid] thead th[title*="{title}"]')
    index = heading.get_attribute("aria-colindex")
    page.locator(f'table[role=grid] tbody tr:first-child td[aria-colindex="{index}"]').click()
    return page.locator("table[role=grid] tbody tr th .ej-name").all_inner_texts()


def _type(page: Page, values: list[str]) -> None:
    for value in values:
        for key in (value, "Enter"):
            page.keyboard.press(key)
            page.wait_for_timeout(KEY_MS)


def _settle(page: Page) -> None:
    """Wait until the server has answered everything."""
    page.locator('.ej-status[data-pending="0"]').wait_for(timeout=60_000)


def _in_conflict(page: Page, pupil: str, value: str) -> bool:
    row = page.locator("table[role=grid] tbody tr").filter(has_text=pupil)
    return value in row.locator("td.ej-is-conflict").all_inner_texts()


def main() -> None:
    """Measure on the simplest installation."""
    program = chromium()
    print(HEAD, flush=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        with installed(SETUPS[0]) as school:
            measure(started, school, SETUPS[0].name)


if __name__ == "__main__":
    main()
