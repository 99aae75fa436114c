"""The grid as a spreadsheet in a real browser: columns out of view, rectangles, undo, the pad."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.axe import serious_faults

from .entry_harness.driver import cell, marks, open_grid, status, wait_until_saved
from .entry_harness.stage import Stage

pytestmark = pytest.mark.browser

PASTE = """([node, text]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const target = node ?? document.activeElement;
  target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""

COPIED = """(kind) => {
  const data = new DataTransfer();
  document.activeElement.dispatchEvent(
    new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData('text/plain');
}"""


def paste(page: Page, text: str) -> None:
    """Paste what another program put on the clipboard."""
    page.evaluate(PASTE, [None, text])


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def attendance(stage: Stage, lesson: int, pupil: int) -> str:
    """What the server holds of a pupil in a lesson."""
    return stage.held("attendance", lesson_id=lesson, pupil_id=pupil)


def test_only_columns_in_view_are_drawn_and_none_is_missed(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage, "/big")
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-colcount", "203")
    assert page.locator(".ej-grid thead th").count() < 60
    last = page.locator(".ej-grid tbody tr:first-child [aria-colindex='201']")
    expect(last).to_be_in_viewport()
    last.click()
    press(page, "Control+Home")
    first = page.locator(".ej-grid tbody tr:first-child [aria-colindex='2']")
    expect(first).to_be_focused()
    expect(last).to_have_count(0)
    average = page.locator(".ej-grid tbody tr:first-child .ej-col-average")
    expect(average).to_be_in_viewport(ratio=1)
    # The active cell scrolls out of what is drawn; what is typed still goes into it.
    page.locator(".ej-scroller").evaluate("(area) => { area.scrollLeft = 6000; }")
    expect(first).to_have_count(0)
    press(page, "7", "Enter")
    expect(first).to_have_text("7")
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "7"}
    blank = page.evaluate(
        """async () => {
            const area = document.querySelector('.ej-scroller');
            const box = area.getBoundingClientRect();
            let blank = 0;
            for (const pixels of [90, 400, 900, -3000, -200]) for (let n = 0; n < 8; n += 1) {
                area.scrollLeft += pixels;
                await new Promise((resolve) => requestAnimationFrame(resolve));
                const under = document.elementFromPoint(box.left + box.width / 2, box.top + 200);
                if (!under?.closest('td[aria-colindex]')) blank += 1;
            }
            return blank;
        }"""
    )
    assert blank == 0


def test_a_rectangle_is_emptied_undone_redone_and_undone_again_after_a_reload(
    context: BrowserContext, stage: Stage
) -> None:
    for pupil in (1, 2, 3):
        stage.change("mark", str(pupil + 3), work_id=1, pupil_id=pupil)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight")
    selected = page.locator(".ej-grid [aria-selected='true']")
    expect(selected).to_have_count(6)
    press(page, "Delete")
    wait_until_saved(page)
    assert marks(stage, 1) == {}
    press(page, "Control+z")
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "4", 2: "5", 3: "6"}
    press(page, "Control+y")
    wait_until_saved(page)
    assert marks(stage, 1) == {}
    page.reload()
    cell(page, 5, 5).click()
    expect(selected).to_have_count(1)
    press(page, "Control+z")
    expect(cell(page, 1, 1)).to_be_focused()
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "4", 2: "5", 3: "6"}


def test_undo_never_writes_over_what_somebody_else_has_put_there_since(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    press(page, "5", "Enter")
    wait_until_saved(page)
    stage.change("mark", "9", work_id=1, pupil_id=1)
    page.locator("#news").click()
    expect(cell(page, 1, 1)).to_have_text("9")
    cell(page, 2, 1).click()
    press(page, "Control+z")
    expect(status(page)).to_have_text("1 conflict")
    assert marks(stage, 1) == {1: "9"}


def test_blocks_are_copied_pasted_cut_and_filled_each_in_one_step(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    paste(page, "8\t7\r\n9\t6\r\n10\t5\r\n")
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "8", 2: "9", 3: "10"}
    assert marks(stage, 2) == {1: "7", 2: "6"}, "the third is not in the group"
    expect(page.locator(".ej-strip")).to_contain_text("1 value found no cell")
    cell(page, 2, 2).click(modifiers=["Shift"])
    assert page.evaluate(COPIED, "copy") == "8\t7\r\n9\t6"
    cell(page, 5, 1).click()
    press(page, "Shift+ArrowDown", "Shift+ArrowDown")
    paste(page, "4")
    cell(page, 1, 5).click()
    paste(page, "3\n")
    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    wait_until_saved(page)
    assert {5: "4", 6: "4", 7: "4"}.items() <= marks(stage, 1).items()
    assert marks(stage, 5) == {1: "3", 2: "3", 3: "3"}
    assert page.evaluate(COPIED, "cut") == "3\r\n3\r\n3"
    wait_until_saved(page)
    assert marks(stage, 5) == {}
    press(page, "Control+z", "Control+z", "Control+z", "Control+z", "Control+z")
    wait_until_saved(page)
    assert marks(stage, 1) == marks(stage, 2) == marks(stage, 5) == {}
    press(page, "Control+a")
    expect(page.locator(".ej-grid [aria-selected='true']")).to_have_count(30)


def test_a_pasted_list_of_names_is_shown_before_anything_is_written(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    cell(page, 9, 2).click()
    paste(
        page,
        "Vārds\tAtzīme\n04 Berzins\t8\nBērziņš 02\t7,5\nBērziņš 03\t9\n"
        "Kalniņš Jānis\t5\nBērziņš 04\t6\nBērziņš 05\tnv\n",
    )
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("tbody tr")).to_have_text(["Bērziņš 04—8", "Bērziņš 05—nv"])
    expect(dialog).to_contain_text(
        "Bērziņš 02: 7,5 — The ten-point scale has whole points only, no parts of a point."
    )
    expect(dialog).to_contain_text("Bērziņš 03: 9 — not in the group on this day")
    expect(dialog).to_contain_text("Kalniņš Jānis — no pupil of this journal has this name")
    expect(dialog).to_contain_text("Bērziņš 04 — this pupil is in the list already")
    assert serious_faults(page) == []
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert marks(stage, 2) == {}
    paste(page, "1.\tBērziņš 04\t8\n2.\tBērziņš 05\t10\n")
    dialog.get_by_role("button", name="Write 2 marks").click()
    wait_until_saved(page)
    assert marks(stage, 2) == {4: "8", 5: "10"}
    press(page, "Control+z")
    wait_until_saved(page)
    assert marks(stage, 2) == {}


def test_absence_in_the_cell_of_a_work_takes_one_key_and_stands_beside_the_mark(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 3).click()
    press(page, "n")
    expect(cell(page, 1, 3)).to_have_text("n")
    expect(cell(page, 1, 4)).to_have_text("n")
    press(page, "Enter", "k", "Enter", "n", "v", "Enter", "n", "i", "Enter", "i", "Enter")
    expect(cell(page, 3, 3)).to_have_text("nv")
    wait_until_saved(page)
    assert [attendance(stage, 4, pupil) for pupil in (1, 2, 3)] == ["absent", "late", ""]
    assert marks(stage, 3) == {3: "nv", 4: "ni", 5: "i"}
    cell(page, 1, 3).click()
    press(page, "n", "s", "n", "v", "Enter", ".")
    expect(cell(page, 1, 3)).to_have_text("n nv")
    expect(cell(page, 2, 3)).to_have_text("")
    wait_until_saved(page)
    assert [attendance(stage, 4, pupil) for pupil in (1, 2)] == ["absent", "present"]
    press(page, "Control+z", "Control+z")
    wait_until_saved(page)
    assert attendance(stage, 4, 2) == "late"
    assert marks(stage, 3) == {3: "nv", 4: "ni", 5: "i"}


def test_a_locked_mark_asks_for_a_reason_and_is_sent_again_with_it(
    context: BrowserContext, stage: Stage
) -> None:
    stage.lock("mark", work_id=1, pupil_id=1)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    press(page, "6", "Enter")
    expect(status(page)).to_have_text("1 entry needs a reason")
    expect(cell(page, 1, 1)).to_have_text("6")
    press(page, "ArrowUp", "Enter")
    reason = page.get_by_role("textbox", name="Reason")
    expect(reason).to_be_focused()
    assert serious_faults(page) == []
    page.keyboard.type("Pārskatīts darbs")
    press(page, "Enter")
    wait_until_saved(page)
    expect(cell(page, 1, 1)).to_be_focused()
    assert marks(stage, 1) == {1: "6"}
    assert stage.content()["reasons"] == ["Pārskatīts darbs"]


def test_a_held_mark_says_so_until_the_server_has_it(context: BrowserContext, stage: Stage) -> None:
    for pupil in (1, 2):
        stage.hold_back("mark", work_id=1, pupil_id=pupil)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    press(page, "1", "Enter", "1", "Enter")
    expect(status(page)).to_have_text("2 entries are held back")
    expect(cell(page, 1, 1)).to_have_class("ej-is-held")
    press(page, "ArrowUp")
    link = page.get_by_role("link", name="Confirm held entries")
    expect(link).to_have_attribute("href", "/aizturetie")
    stage.change("mark", "1", work_id=1, pupil_id=1)
    page.locator("#refresh").click()
    expect(status(page)).to_have_text("1 entry is held back")
    expect(cell(page, 1, 1)).not_to_have_class("ej-is-held")
    cell(page, 2, 1).click()
    page.get_by_role("button", name="Do not show it here").click()
    wait_until_saved(page)
    expect(cell(page, 2, 1)).to_have_text("")
    assert marks(stage, 1) == {1: "1"}


def test_the_average_follows_while_typing_without_a_connection(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    average = page.locator(".ej-grid tbody tr:first-child .ej-col-average")
    expect(average).to_have_text("6,00")
    context.set_offline(True)
    cell(page, 1, 1).click()
    press(page, "9", "Tab", "4", "|", "7", "Tab", "n", "v", "Tab")
    # (6·2 + 9·2 + 7·3) / 7
    expect(average).to_have_text("7,29")
    context.set_offline(False)
    wait_until_saved(page)
    page.locator("#refresh").click()
    expect(average).to_have_text("7,29")


def test_every_kind_of_column_is_typed_pasted_and_frozen_as_it_says(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage, "/kinds")
    heads = page.locator(".ej-grid thead th[aria-colindex]")
    wanted = "Pupil Vid.Ieteikums 02.10.percent 02.10.stap 02.10.pass_fail 02.10.Gada + Vid."
    expect(heads).to_have_text(wanted.split(" "))
    cell(page, 1, 2).click()
    press(page, "7", "Tab", "p", "Tab", "n", "i", "Tab", "8", "Enter")
    expect(cell(page, 1, 3)).to_have_text("p")
    expect(cell(page, 1, 5)).to_have_text("8")
    wait_until_saved(page)
    assert stage.held("period_mark", journal_id=3, period="year", pupil_id=1) == "8"
    assert stage.held("mark", work_id=52, pupil_id=1) == "ni"
    expect(page.locator(".ej-grid tbody tr:first-child .ej-frozen")).to_have_text("6,00")


def test_a_cell_is_asked_about_and_a_new_work_begun(context: BrowserContext, stage: Stage) -> None:
    page = open_grid(context, stage)
    asked = page.locator("#opened")
    cell(page, 2, 1).click()
    press(page, "F1")
    expect(asked).to_have_text("2 c1")
    press(page, "ArrowDown", "Alt+Enter")
    expect(asked).to_have_text("3 c1")
    cell(page, 1, 2).click()
    cell(page, 1, 2).get_by_role("button", name="History and explanation").click()
    expect(asked).to_have_text("1 c2")
    cell(page, 4, 9).dblclick()
    expect(asked).to_have_text("4 average")
    page.get_by_role("button", name="New work").click()
    expect(asked).to_have_text("new work")
    page.get_by_text("Keys", exact=True).click()
    expect(page.locator(".ej-keys")).to_contain_text("Ctrl+D")
    assert serious_faults(page) == []


@pytest.fixture
def phone(chromium: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """The usual phone."""
    stage.reset()
    profile = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="lv-LV"
    )
    yield profile
    profile.close()


def test_on_a_phone_a_mark_is_improved_in_two_taps_and_absence_taken(
    phone: BrowserContext, stage: Stage
) -> None:
    stage.change("mark", "4", work_id=3, pupil_id=29)
    page = open_grid(phone, stage)
    last = cell(page, 29, 3)
    last.tap()
    pad = page.get_by_role("dialog")
    box, place = pad.bounding_box(), last.bounding_box()
    assert box
    assert place
    assert place["y"] + place["height"] <= box["y"], "the cell stands above the pad"
    pad.get_by_role("button", name="Improve 4").tap()
    pad.get_by_role("button", name="7", exact=True).tap()
    expect(last).to_have_text("4|7")
    pad.get_by_role("button", name="n · Absent").tap()
    wait_until_saved(page)
    assert marks(stage, 3) == {29: "4|7"}
    assert attendance(stage, 4, 30) == "absent"
    pad.get_by_role("button", name="Previous pupil").tap()
    pad.get_by_role("button", name="History and explanation").tap()
    expect(page.locator("#opened")).to_have_text("30 c3")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.ej-pad button, .ej-grid td[aria-colindex]')]
            .filter((one) => one.offsetWidth < 44 || one.offsetHeight < 44).length"""
    )
    assert small == 0
    assert serious_faults(page) == []
    names = page.locator(".ej-grid tbody th").first.bounding_box()
    average = page.locator(".ej-grid tbody .ej-col-average").first.bounding_box()
    assert names
    assert average
    assert average["x"] + average["width"] <= 390
    assert average["x"] - names["x"] - names["width"] > 3 * 44, "room for the marks between them"
