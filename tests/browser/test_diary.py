"""The diary on a phone: a parent with one thumb, and the pupil."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from ejournal_app import clock
from tests.support.demo_school import DemoSchool

from .pages.diary import DiaryPage
from .people import PHONE, People

pytestmark = pytest.mark.browser

MARTA, JEKABS = "Krūmiņa Marta", "Krūmiņš Jēkabs"
STRANGER = "Eglāja Stefānija"
"""Of Marta's class."""


def week_of(page: Page) -> str:
    """The days the page says it shows."""
    return page.locator(".strong", has_text="–").first.inner_text()


def test_weeks_turn_back_and_forth(people: People) -> None:
    page = people.open("vecaks", "/dienasgramata", **PHONE)
    expect(page.get_by_role("heading", level=3)).not_to_have_count(0)
    this_week = week_of(page)
    expect(page.get_by_role("link", name="Šī nedēļa")).to_have_count(0)
    page.get_by_role("link", name="Iepriekšējā nedēļa").tap()
    expect(page.locator(".strong", has_text="–").first).not_to_have_text(this_week)
    page.get_by_role("link", name="Nākamā nedēļa").tap()
    expect(page.locator(".strong", has_text="–").first).to_have_text(this_week)
    page.get_by_role("link", name="Nākamā nedēļa").tap()
    page.get_by_role("link", name="Šī nedēļa").tap()
    expect(page.locator(".strong", has_text="–").first).to_have_text(this_week)


def test_each_child_has_a_diary_of_their_own(people: People) -> None:
    page = people.open("vecaks", "/dienasgramata", **PHONE)
    children = page.get_by_role("navigation", name="Bērni")
    children.get_by_role("link", name="Marta").tap()
    expect(page.get_by_role("heading", name="Marta Krūmiņa")).to_be_visible()
    children.get_by_role("link", name="Jēkabs").tap()
    expect(page.get_by_role("heading", name="Jēkabs Krūmiņš")).to_be_visible()


def test_a_day_of_the_week_is_one_tap_away(people: People) -> None:
    page = people.open("vecaks", "/dienasgramata", **PHONE)
    day = page.get_by_role("heading", level=3).last
    expect(day).not_to_be_in_viewport()
    page.get_by_role("navigation", name="Nedēļas dienas").get_by_role("link").last.tap()
    expect(day).to_be_in_viewport()


@pytest.mark.parametrize("reader", ["vecaks", "skolens"])
def test_another_child_in_the_address_shows_a_refusal_and_nothing_else(
    people: People, school: DemoSchool, reader: str
) -> None:
    stranger = school.pupil(STRANGER)
    page = people.open(reader, "/dienasgramata", **PHONE)
    expect(page.get_by_role("heading", level=3)).not_to_have_count(0)
    page.goto(f"/dienasgramata/{stranger}")
    expect(page.get_by_role("heading", name="Šo lapu nevar parādīt")).to_be_visible()
    expect(page.get_by_text("Jums nav piekļuves šim ierakstam, vai arī tāda nav.")).to_be_visible()
    shown = page.locator("body").inner_text()
    assert "Stefānija" not in shown
    assert "Matemātika" not in shown
    assert school.audited(reader, "pupil:diary:read", "refused")[-1].pupil_id == stranger


def test_a_pupil_sees_the_own_diary_and_no_other_tabs(people: People, school: DemoSchool) -> None:
    page = people.open("skolens", "/", **PHONE)
    expect(page.get_by_role("heading", name="Marta Krūmiņa")).to_be_visible()
    expect(page.get_by_role("navigation", name="Bērni")).to_have_count(0)
    DiaryPage(page).open(school.pupil(MARTA), clock.today() - timedelta(days=7))
    expect(page.get_by_role("heading", level=3)).not_to_have_count(0)


def test_a_week_without_lessons_says_why(people: People, school: DemoSchool) -> None:
    christmas = clock.today().replace(year=school.year(), month=12, day=26)
    page = people.open("vecaks", "/konts", **PHONE)
    DiaryPage(page).open(school.pupil(JEKABS), christmas)
    expect(page.get_by_text("Ziemassvētku").first).to_be_visible()
