"""Marks without the grid: read, entered and checked by keyboard; averages explained on tap."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.demo_school import MATHS_A, DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

MARTA = "Krūmiņa Marta"


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field with a label has the focus."""
    field = page.get_by_label(label, exact=True)
    field.wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {label}")


def test_a_mark_is_entered_checked_and_explained_by_keyboard_alone(
    people: People, school: DemoSchool
) -> None:
    journal, work = school.journal(MATHS_A), school.work(school.lesson(MATHS_A), "Ar tastatūru")
    page = people.open("skolotajs", f"/zurnals/{journal}/darbs/{work}")
    tab_to(page, MARTA)
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_label(MARTA, exact=True)).not_to_be_focused()
    saved = page.locator("li").filter(has_text=MARTA).get_by_role("status")
    expect(saved).to_have_text("Saglabāts")
    assert school.marks(work) == {MARTA: "7"}
    expect(page.get_by_text("novērtēti 1 no")).to_be_visible()
    page.keyboard.type("7,5")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Desmit ballu skalā ir tikai veselas balles")).to_be_visible()
    page.get_by_role("button", name="Atcelt manu ierakstu").press("Enter")
    page.reload()
    expect(page.get_by_label(MARTA, exact=True)).to_have_value("7")
    assert school.steps_of_marks(work) == 1
    page.get_by_role("link", name=f"Visi skolēna vērtējumi: {MARTA}").press("Enter")
    opens_the_average(page)


def opens_the_average(page: Page) -> None:
    """The average of the open pupil is explained by the marks it is made of."""
    button = page.get_by_role("button", name="Vidējais")
    shown = button.inner_text().rpartition(" ")[2]
    button.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Vidējais vērtējums: {MARTA}")
    expect(dialog.locator(".formula")).to_contain_text(shown)
    expect(dialog.get_by_role("heading", name="Tiek skaitīts", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_ten_is_written_once_and_no_one_on_the_way(people: People, school: DemoSchool) -> None:
    journal, work = school.journal(MATHS_A), school.work(school.lesson(MATHS_A), "Desmitnieks")
    page = people.open("skolotajs", f"/zurnals/{journal}/darbs/{work}")
    field = page.get_by_label(MARTA, exact=True)
    field.press_sequentially("10", delay=700)
    field.press("Enter")
    expect(page.locator("li").filter(has_text=MARTA).get_by_role("status")).to_have_text(
        "Saglabāts"
    )
    assert school.marks(work) == {MARTA: "10"}
    assert school.steps_of_marks(work) == 1


def test_a_parent_finds_the_averages_and_why(people: People, school: DemoSchool) -> None:
    page = people.open("vecaks", f"/dienasgramata/{school.pupil(MARTA)}", **PHONE)
    page.get_by_role("link", name="Vidējie vērtējumi").click()
    subject = page.locator("details").filter(has_text="Matemātika")
    subject.locator("summary").click()
    expect(subject.locator(".formula")).to_be_visible()


def test_a_work_and_a_pupil_are_drawn_with_their_numbers(
    people: People, school: DemoSchool
) -> None:
    page = people.open("skolotajs", f"/zurnals/{school.journal(MATHS_A)}")
    page.get_by_role("link", name="Statistika").click()
    page.get_by_label("Izglītojamais", exact=True).select_option(MARTA)
    drawn = page.get_by_role("img", name=f"{MARTA}: vērtējumi un vidējais")
    expect(drawn.locator(".recharts-line-curve").last).to_be_visible()
    course = page.get_by_role("region").filter(has_text="Svars")
    expect(course).to_be_hidden()
    page.get_by_text("Skaitļi tabulā").nth(1).click()
    expect(course.get_by_role("row").nth(1)).to_be_visible()
