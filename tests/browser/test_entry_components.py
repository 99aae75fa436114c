"""The entry components in a real browser: nothing typed is lost, doubled or silently overwritten.

They run against a harness of their own (`entry_harness`), built once.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Locator,
    Page,
    expect,
)

from tests.browser.entry_harness.driver import (
    READY,
    carried_out,
    cell,
    marks,
    open_grid,
    open_lesson,
    status,
    type_slowly,
    wait_until_saved,
)
from tests.browser.entry_harness.stage import Stage
from tests.support.axe import serious_faults
from tests.support.browser import INSECURE_HOST

pytestmark = pytest.mark.browser

LESSON = 7
LIST_WORK = 90


@pytest.fixture
def touch(chromium: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """A phone."""
    stage.reset()
    profile = chromium.new_context(
        viewport={"width": 360, "height": 760}, has_touch=True, is_mobile=True, locale="lv-LV"
    )
    yield profile
    profile.close()


THIRTY = [str(n % 9 + 1) for n in range(30)]


def test_a_typed_value_shows_without_the_server_and_its_timing_is_kept(
    context: BrowserContext, stage: Stage
) -> None:
    stage.delay(800)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(cell(page, 1, 1)).to_have_text("9", timeout=300)
    assert not marks(stage, 1)
    wait_until_saved(page)
    timings = page.evaluate("window.__ejournalTimings")
    assert len(timings) == 1
    assert timings[0]["painted_ms"] < 300 < timings[0]["confirmed_ms"]


def test_a_killed_server_keeps_what_showed_as_saved_and_gets_the_rest_once(
    context: BrowserContext, stage: Stage
) -> None:
    stage.delay(150)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    type_slowly(page, THIRTY[:10])
    stage.kill()
    shown_as_saved = page.locator(".ej-grid td.ej-is-saved").count()
    held = len(marks(stage, 1))
    assert 0 < shown_as_saved <= held
    type_slowly(page, THIRTY[10:20])
    expect(status(page)).to_contain_text("No connection")
    expect(cell(page, 20, 1)).to_have_text(THIRTY[19])
    expect(cell(page, 20, 1)).to_have_class("ej-is-offline")
    stage.start()
    wait_until_saved(page)
    assert marks(stage, 1) == {pupil: THIRTY[pupil - 1] for pupil in range(1, 21)}
    assert len(carried_out(stage)) == len(set(carried_out(stage))) == 20


def test_a_reload_sends_what_was_not_sent(context: BrowserContext, stage: Stage) -> None:
    stage.delay(1500)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    type_slowly(page, ["5", "6", "7"], pause_ms=20)
    page.keyboard.type("8")  # still in the input
    page.reload()
    page.locator(READY).first.wait_for()
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "5", 2: "6", 3: "7", 4: "8"}
    assert len(carried_out(stage)) == 4


def test_a_write_is_sent_from_another_page_too(context: BrowserContext, stage: Stage) -> None:
    stage.delay(1500)
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    type_slowly(page, ["5", "6"], pause_ms=20)
    page.goto(f"{stage.url}/lesson")
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "5", 2: "6"}


def test_two_tabs_send_everything_once(context: BrowserContext, stage: Stage) -> None:
    stage.delay(300)
    first, second = open_grid(context, stage), open_grid(context, stage)
    cell(first, 1, 1).click()
    cell(second, 1, 5).click()
    for value in THIRTY[:10]:
        for page in (first, second):
            page.keyboard.press(value)
            page.keyboard.press("Enter")
    wait_until_saved(first)
    wait_until_saved(second)
    wanted = {pupil: THIRTY[pupil - 1] for pupil in range(1, 11)}
    assert marks(stage, 1) == marks(stage, 5) == wanted
    assert len(carried_out(stage)) == stage.content()["seen"] == 20


def test_a_tab_follows_what_another_tab_types_into_the_same_cell(
    context: BrowserContext, stage: Stage
) -> None:
    first, second = open_grid(context, stage), open_grid(context, stage)
    cell(first, 1, 1).click()
    type_slowly(first, ["5"], pause_ms=10)
    expect(cell(second, 1, 1)).to_have_text("5")
    cell(second, 1, 1).click()
    type_slowly(second, ["6"], pause_ms=10)
    wait_until_saved(second)
    assert marks(stage, 1) == {1: "6"}


def type_over_another(page: Page, stage: Stage) -> None:
    """Write 5 where somebody has meanwhile written 9, and come back to the cell."""
    stage.change("mark", "9", work_id=1, pupil_id=1)
    cell(page, 1, 1).click()
    type_slowly(page, ["5"], pause_ms=10)
    expect(status(page)).to_have_text("1 conflict")
    assert marks(stage, 1) == {1: "9"}
    page.keyboard.press("ArrowUp")


def test_a_conflict_shows_both_values_and_theirs_can_stay(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    type_over_another(page, stage)
    expect(cell(page, 1, 1)).to_have_text("5")
    expect(page.locator(".ej-popover dd")).to_have_text(["9 Anna, 10:15", "5"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keep theirs")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, 1, 1)).to_have_text("9")
    expect(cell(page, 1, 1)).to_be_focused()
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "9"}


def test_a_conflict_survives_a_reload_and_mine_can_be_put(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    type_over_another(page, stage)
    page.reload()
    expect(cell(page, 1, 1)).to_have_text("5")
    cell(page, 1, 1).click()
    page.get_by_role("button", name="Put mine").click()
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "5"}


def test_retyping_over_a_conflict_replaces_the_value_that_was_shown(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    type_over_another(page, stage)
    stage.change("mark", "2", work_id=1, pupil_id=1)
    type_slowly(page, ["6"], pause_ms=10)
    expect(status(page)).to_have_text("1 conflict")
    assert marks(stage, 1) == {1: "2"}, "the 2 was never shown, so it was not overwritten"


def test_a_refused_value_stays_with_its_sentence_until_it_is_dealt_with(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    type_slowly(page, ["7,5"], pause_ms=10)
    expect(status(page)).to_have_text("1 entry refused")
    expect(page.locator(".ej-strip")).to_contain_text("„7,5” nav")
    page.reload()
    expect(cell(page, 1, 1)).to_have_text("7,5")
    expect(cell(page, 1, 1)).to_have_attribute("aria-invalid", "true")
    cell(page, 1, 1).click()
    page.keyboard.press("Escape")
    expect(cell(page, 1, 1)).to_have_text("")
    wait_until_saved(page)
    assert not marks(stage, 1)


def test_a_failed_entry_can_be_settled_from_another_page(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    type_over_another(page, stage)
    page.goto(f"{stage.url}/lesson")
    page.get_by_role("button", name="1 conflict").click()
    expect(page.locator(".ej-failed")).to_contain_text("Bērziņš 01, 02.10. Darbs 1")
    page.get_by_role("button", name="Put mine").click()
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "5"}


def test_the_keys_move_and_change_as_in_a_spreadsheet(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    press = page.keyboard.press
    cell(page, 2, 2).click()
    press("Enter")
    expect(cell(page, 4, 2)).to_be_focused()  # the third is not a member
    press("Shift+Enter")
    expect(cell(page, 2, 2)).to_be_focused()
    press("ArrowDown")
    expect(cell(page, 3, 2)).to_be_focused()
    page.keyboard.type("7")
    expect(page.locator(".ej-editor")).to_be_hidden()
    press("Home")
    expect(cell(page, 3, 1)).to_be_focused()
    press("Tab")
    expect(cell(page, 3, 3)).to_be_focused()
    press("Shift+Tab")
    expect(cell(page, 3, 1)).to_be_focused()
    press("Control+End")
    expect(cell(page, 30, 9)).to_be_focused()
    press("Control+Home")
    expect(cell(page, 1, 1)).to_be_focused()
    cell(page, 30, 1).click()
    page.keyboard.type("10")
    press("Enter")
    expect(cell(page, 1, 2)).to_be_focused()
    page.keyboard.type("8")
    press("Escape")
    expect(cell(page, 1, 2)).to_have_text("")
    page.keyboard.type("8")
    press("Tab")
    expect(cell(page, 1, 3)).to_be_focused()
    press("ArrowLeft")
    press("F2")
    press("Backspace")
    page.keyboard.type("9")
    press("Enter")
    expect(cell(page, 1, 2)).to_have_text("9")
    wait_until_saved(page)
    cell(page, 1, 2).click()
    press("Delete")
    wait_until_saved(page)
    assert marks(stage, 1) == {30: "10"}
    assert marks(stage, 2) == {}


def test_lesson_columns_take_attendance_in_one_key(context: BrowserContext, stage: Stage) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 4).click()
    for key in ("n", "ArrowDown", "k", "ArrowDown", "Space", "Space", "Space"):
        page.keyboard.press(key)
    expect(cell(page, 1, 4)).to_have_text("n")
    expect(cell(page, 2, 4)).to_have_text("k")
    wait_until_saved(page)
    held = [stage.held("attendance", lesson_id=4, pupil_id=pupil) for pupil in (1, 2, 3)]
    assert held == ["absent", "late", "present"]


def test_a_header_opens_its_column(context: BrowserContext, stage: Stage) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 2).click()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#opened")).to_have_text("c2")


def test_a_live_update_brings_others_values_but_not_over_unsent_ones(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    stage.delay(1500)
    stage.change("mark", "4", work_id=1, pupil_id=2)
    cell(page, 1, 1).click()
    page.locator("#refresh").click()
    cell(page, 1, 1).click()
    type_slowly(page, ["9"], pause_ms=10)
    expect(cell(page, 2, 1)).to_have_text("4")
    expect(cell(page, 1, 1)).to_have_text("9")
    wait_until_saved(page)
    stage.change("mark", "3", work_id=1, pupil_id=1)
    page.locator("#refresh").click()
    expect(cell(page, 1, 1)).to_have_text("3")


def test_cells_read_before_ones_own_write_and_told_after_it_do_not_hide_it(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    cell(page, 1, 1).click()
    type_slowly(page, ["5"], pause_ms=10)
    wait_until_saved(page)
    cell(page, 1, 1).click()
    type_slowly(page, ["7"], pause_ms=10)
    wait_until_saved(page)
    page.locator("#late").click()
    page.wait_for_timeout(300)
    expect(cell(page, 1, 1)).to_have_text("7")
    stage.change("mark", "3", work_id=1, pupil_id=1)
    page.locator("#refresh").click()
    expect(cell(page, 1, 1)).to_have_text("3")


def test_news_of_another_teacher_shows_and_is_then_the_value_one_writes_over(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_grid(context, stage)
    stage.change("mark", "4", work_id=1, pupil_id=1)
    page.locator("#news").click()
    expect(cell(page, 1, 1)).to_have_text("4")
    cell(page, 1, 1).click()
    type_slowly(page, ["9"], pause_ms=10)
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "9"}


def test_staying_on_the_page_after_the_warning_goes_on_sending(
    context: BrowserContext, stage: Stage
) -> None:
    stage.delay(2500)
    page = context.new_page()
    warnings: list[str] = []

    def stay(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(stage.url)
    page.locator(READY).first.wait_for()
    cell(page, 1, 1).click()
    type_slowly(page, ["5", "6"], pause_ms=10)
    page.wait_for_timeout(1600)
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(300)
    type_slowly(page, ["7"], pause_ms=10)
    wait_until_saved(page)
    assert warnings == ["beforeunload"]
    assert marks(stage, 1) == {1: "5", 2: "6", 3: "7"}
    assert len(carried_out(stage)) == 3


def test_leaving_right_after_typing_neither_warns_nor_loses(
    context: BrowserContext, stage: Stage
) -> None:
    page = context.new_page()
    warnings: list[str] = []

    def leave(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(f"{stage.url}/lesson")
    page.get_by_label("Tēma").press_sequentially("Daļskaitļi")
    page.evaluate("setTimeout(() => location.assign('/'))")
    page.locator(READY).first.wait_for()
    wait_until_saved(page)
    assert warnings == []
    assert stage.held("topic", lesson_id=LESSON) == "Daļskaitļi"


def test_without_tls_and_its_browser_functions_everything_is_sent_once(
    chromium: Browser, stage: Stage
) -> None:
    stage.reset(delay_ms=100)
    profile = chromium.new_context()
    pages = [profile.new_page() for _ in range(2)]
    for page, column in zip(pages, (1, 5), strict=True):
        page.goto(stage.url.replace("localhost", INSECURE_HOST))
        cell(page, 1, column).click()
        assert page.evaluate("[isSecureContext, 'locks' in navigator]") == [False, False]
    for value in THIRTY[:5]:
        for page in pages:
            page.keyboard.press(value)
            page.keyboard.press("Enter")
    for page in pages:
        wait_until_saved(page)
    assert len(marks(stage, 1)) == len(marks(stage, 5)) == 5
    assert len(carried_out(stage)) == 10
    profile.close()


def test_on_touch_the_pad_gives_exactly_the_allowed_values_and_moves_on(
    touch: BrowserContext, stage: Stage
) -> None:
    page = open_grid(touch, stage)
    cell(page, 1, 1).tap()
    pad = page.get_by_role("dialog")
    values = [str(mark) for mark in range(1, 11)] + ["nv", "i", "ni", "Delete"]
    expect(pad.locator(".ej-pad-values button")).to_have_text(values)
    for value in ("8", "nv", "10"):
        pad.get_by_role("button", name=value, exact=True).tap()
    expect(cell(page, 4, 1)).to_be_focused()
    assert page.evaluate("document.activeElement.tagName") == "TD", "no input: no screen keyboard"
    wait_until_saved(page)
    assert marks(stage, 1) == {1: "8", 2: "nv", 3: "10"}
    box = pad.bounding_box()
    focused = cell(page, 4, 1).bounding_box()
    assert box
    assert focused
    assert focused["y"] + focused["height"] <= box["y"]
    pad.get_by_role("button", name="Close").tap()
    expect(pad).to_have_count(0)


def test_a_text_saves_itself_and_is_kept_even_when_the_page_goes_at_once(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_lesson(context, stage)
    topic = page.get_by_label("Tēma")
    topic.press_sequentially("Daļskaitļi ")
    expect(page.locator(".ej-field").first).to_contain_text("Saved")
    expect(topic).to_have_value("Daļskaitļi ")
    assert stage.held("topic", lesson_id=LESSON) == "Daļskaitļi"
    topic.press_sequentially("un procenti")
    page.reload()
    wait_until_saved(page)
    assert stage.held("topic", lesson_id=LESSON) == "Daļskaitļi un procenti"


def test_a_text_changed_by_another_under_unsaved_typing_is_a_conflict(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_lesson(context, stage)
    stage.change("topic", "Vienādojumi", lesson_id=LESSON)
    page.get_by_label("Tēma").fill("Daļskaitļi")
    page.get_by_label("Tēma").blur()
    expect(page.locator(".ej-failure dd")).to_have_text(["Vienādojumi Anna, 10:15", "Daļskaitļi"])
    page.get_by_role("button", name="Keep theirs").click()
    expect(page.get_by_label("Tēma")).to_have_value("Vienādojumi")
    wait_until_saved(page)


def test_date_and_tick_box_save_themselves(context: BrowserContext, stage: Stage) -> None:
    page = open_lesson(context, stage)
    page.get_by_label("Termiņš").fill("2026-11-30")
    page.get_by_label("Nav uzdots").check()
    wait_until_saved(page)
    assert stage.held("due", lesson_id=LESSON) == "2026-11-30"
    assert stage.held("done", lesson_id=LESSON) == "1"
    page.get_by_label("Termiņš").fill("")
    page.get_by_label("Termiņš").blur()
    page.get_by_label("Nav uzdots").uncheck()
    wait_until_saved(page)
    assert stage.held("due", lesson_id=LESSON) == stage.held("done", lesson_id=LESSON) == ""


def attendance(page: Page, pupil: int) -> Locator:
    """Return a pupil's attendance button."""
    return page.locator(".ej-pupil").nth(pupil - 1).locator(".ej-attendance")


def test_one_tap_cycles_attendance_and_the_counters_follow(
    context: BrowserContext, stage: Stage
) -> None:
    page = open_lesson(context, stage)
    attendance(page, 1).click()
    attendance(page, 3).click()
    attendance(page, 3).click()
    expect(attendance(page, 1)).to_contain_text("Absent")
    expect(attendance(page, 3)).to_contain_text("Late")
    expect(page.locator(".ej-summary")).to_contain_text("Present: 28Absent: 1Late: 1")
    page.get_by_role("button", name="Carry over").click()
    expect(page.locator(".ej-summary")).to_contain_text("Absent: 3")
    expect(page.get_by_role("button", name="Carry over")).to_have_count(0)
    page.get_by_role("button", name="Attendance checked").click()
    expect(page.locator(".ej-checked")).to_contain_text("Attendance is confirmed")
    wait_until_saved(page)
    held = {p: stage.held("attendance", lesson_id=LESSON, pupil_id=p) for p in range(1, 8)}
    assert held == {1: "absent", 2: "absent", 3: "late", 4: "", 5: "absent", 6: "", 7: ""}
    assert stage.held("attendance_checked", lesson_id=LESSON) == "1"


def test_marks_of_the_list_are_typed_downwards_and_tapped_on_the_pad(
    context: BrowserContext, touch: BrowserContext, stage: Stage
) -> None:
    page = open_lesson(context, stage)
    page.get_by_label("Mark: Bērziņš 01").click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.keyboard.type("10")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Mark: Bērziņš 03")).to_be_focused()
    wait_until_saved(page)
    phone = open_lesson(touch, stage)
    phone.get_by_label("Mark: Bērziņš 03").tap()
    pad = phone.get_by_role("dialog")
    pad.get_by_role("button", name="5", exact=True).tap()
    pad.get_by_role("button", name="6", exact=True).tap()
    wait_until_saved(phone)
    assert marks(stage, LIST_WORK) == {1: "7", 2: "10", 3: "5", 4: "6"}


@pytest.mark.parametrize("opened", [open_grid, open_lesson])
def test_the_components_have_no_serious_accessibility_fault(
    context: BrowserContext,
    touch: BrowserContext,
    stage: Stage,
    opened: Callable[[BrowserContext, Stage], Page],
) -> None:
    for profile in (context, touch):
        page = opened(profile, stage)
        if opened is open_grid:
            cell(page, 1, 1).click()
            type_slowly(page, ["abc"], pause_ms=10)
            expect(status(page)).to_contain_text("refused")
            page.keyboard.press("ArrowUp")
            if profile is touch:
                cell(page, 5, 1).tap()
        else:
            attendance(page, 1).click()
            attendance(page, 3).dblclick()
        assert serious_faults(page) == []
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], "the page itself does not scroll sideways"


def test_touch_targets_are_large_enough(touch: BrowserContext, stage: Stage) -> None:
    page = open_lesson(touch, stage)
    page.get_by_label("Mark: Bērziņš 01").tap()
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('button, input.ej-mark, .ej-field input[type=text]')]
            .filter((e) => e.offsetParent !== null)
            .map((e) => [e.outerHTML.slice(0, 80), e.offsetWidth, e.offsetHeight])"""
    )
    small = [size for size in sizes if size[1] < 44 or size[2] < 44]
    assert not small
