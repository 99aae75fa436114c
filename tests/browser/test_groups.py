"""Splitting a class into groups: by dragging, by tapping, by a rule; saved and taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.demo_school import ENGLISH_GROUP, DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

OTHER_GROUP = "Angļu valoda 7.a, 2. grupa"
PUPIL, CLASSMATE = "Eglāja Stefānija", "Krūmiņa Marta"


def _pupil(page: Page, group: str, name: str) -> Locator:
    column = page.get_by_role("region", name=group, exact=True)
    return column.get_by_role("button", name=re.compile(re.escape(name)))


def test_a_class_is_split_and_the_split_taken_back(people: People, school: DemoSchool) -> None:
    page = people.open("virslietotajs", "/grupas")
    page.get_by_role("link", name="Dalīšana grupās").click()
    page.get_by_label("7.a", exact=True).first.check()
    page.get_by_label("Priekšmets", exact=True).select_option(label="Angļu valoda")
    page.get_by_role("button", name="Parādīt izglītojamos").click()
    expect(_pupil(page, ENGLISH_GROUP, PUPIL)).to_be_visible()
    # Dragged with the mouse; tapped together with another.
    _pupil(page, ENGLISH_GROUP, PUPIL).drag_to(
        page.get_by_role("region", name=OTHER_GROUP, exact=True)
    )
    expect(_pupil(page, OTHER_GROUP, PUPIL)).to_be_visible()
    _pupil(page, OTHER_GROUP, CLASSMATE).click()
    page.get_by_role("button", name="Nevienā grupā", exact=True).click()
    expect(_pupil(page, "Nevienā grupā", CLASSMATE)).to_be_visible()
    page.get_by_role("button", name="Saglabāt dalījumu").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text(f"{ENGLISH_GROUP} → {OTHER_GROUP}")
    expect(question).to_contain_text(f"vairs nav grupā {OTHER_GROUP}")
    question.get_by_role("button", name="Saglabāt", exact=True).click()
    expect(page.get_by_text("Dalījums ir saglabāts.")).to_be_visible()
    assert school.groups_of(PUPIL) == [OTHER_GROUP]
    assert school.groups_of(CLASSMATE) == []
    page.get_by_role("button", name="Atsaukt", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Atsaukt", exact=True).click()
    expect(page.get_by_text("Dalījums ir atsaukts.")).to_be_visible()
    assert school.groups_of(PUPIL) == [ENGLISH_GROUP]
    assert school.groups_of(CLASSMATE) == [OTHER_GROUP]


def test_a_rule_proposes_on_a_phone_and_nothing_is_saved(
    people: People, school: DemoSchool
) -> None:
    page = people.open("virslietotajs", school.split_address("7.a", "Angļu valoda"), **PHONE)
    page.get_by_role("button", name="Pēc alfabēta pamīšus").tap()
    expect(page.get_by_text(re.compile("Mainīti izglītojamie: [1-9]"))).to_be_visible()
    page.get_by_role("button", name="Atsaukt pēdējo soli").tap()
    expect(page.get_by_text("Vēl nekas nav mainīts")).to_be_visible()
    assert school.groups_of(PUPIL) == [ENGLISH_GROUP]


def test_a_pupil_is_moved_from_the_page_of_the_group(people: People, school: DemoSchool) -> None:
    page = people.open("virslietotajs", f"/grupa/{school.group('Angļu valoda 7.b, 1. grupa')}")
    option = page.get_by_label("Izglītojamais", exact=True).locator("option").nth(1)
    name = option.text_content() or ""
    page.get_by_label("Izglītojamais", exact=True).select_option(label=name)
    page.get_by_label("Uz grupu").select_option(label="Angļu valoda 7.b, 2. grupa")
    page.get_by_role("button", name="Pārcelt", exact=True).click()
    expect(page.get_by_text("Izglītojamais ir pārcelts.")).to_be_visible()
    assert school.groups_of(name) == ["Angļu valoda 7.b, 2. grupa"]
