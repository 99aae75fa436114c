"""The superuser sets teaching up: classes, the plan with its journals, handing journals over."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.demo_school import MATHS_12, DemoSchool

from .people import People

pytestmark = pytest.mark.browser


def test_two_classes_are_made_and_one_gets_its_class_teacher(people: People) -> None:
    page = people.open("virslietotajs", "/klases")
    page.get_by_role("link", name="Jaunas klases").click()
    page.get_by_label("Klašu grupa").select_option("9")
    page.get_by_label("Burti").fill("x–y")
    page.get_by_role("button", name="Pievienot klases").click()
    expect(page.get_by_text("Pievienotas klases: 2.")).to_be_visible()
    page.get_by_role("link", name="9.x").click()
    page.get_by_label("Darbinieks").select_option(index=1)
    page.get_by_role("button", name="Iecelt").click()
    expect(page.get_by_text("pašlaik")).to_be_visible()
    page.get_by_role("button", name="Dzēst klasi").click()
    dialog = page.get_by_role("dialog")
    delete = dialog.get_by_role("button", name="Dzēst")
    dialog.get_by_label("Lai apstiprinātu, ierakstiet: 9.x").fill("9y")
    expect(delete).to_be_disabled()
    dialog.get_by_label("Lai apstiprinātu, ierakstiet: 9.x").fill("9X ")
    delete.click()
    expect(page.get_by_text("Dzēsts: 9.x.")).to_be_visible()


def test_a_grades_journals_are_made_from_its_plan_and_taken_back(people: People) -> None:
    page = people.open("virslietotajs", "/zurnalu-plans?klase=2")
    page.get_by_label("Datorika: stundas nedēļā").fill("1")
    page.get_by_label("Datorika: grupas klasē").select_option("2")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Mācību plāns saglabāts.")).to_be_visible()
    page.get_by_role("link", name="Izveidot šo klašu žurnālus").click()
    expect(page.get_by_label("Datorika 2.a, 1. grupa")).to_be_checked()
    page.get_by_role("button", name="Izveidot atzīmētos žurnālus").first.click()
    expect(page.get_by_role("heading", name="Nav ko izveidot")).to_be_visible()
    page.get_by_role("button", name="Atsaukt").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Atsaukt").click()
    expect(page.get_by_text("Atsaukts: žurnāli ir noņemti.")).to_be_visible()
    expect(page.get_by_label("Datorika 2.a, 1. grupa")).to_be_visible()


def test_a_journal_is_handed_over_and_taken_back(people: People, school: DemoSchool) -> None:
    journal = school.journal(MATHS_12)
    page = people.open("virslietotajs", f"/zurnala-iestatijumi/{journal}")
    page.get_by_role("link", name="Nodot").first.click()
    page.get_by_label("Jaunais pedagogs").select_option(index=1)
    page.get_by_role("button", name="Nodot", exact=True).click()
    expect(page.get_by_text(re.compile("Nodoti žurnāli: [1-9]"))).to_be_visible()
    page.get_by_role("button", name="Atsaukt").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Atsaukt").click()
    expect(page.get_by_text("Atsaukts: žurnālus atkal māca kā iepriekš.")).to_be_visible()
    expect(page.get_by_label(MATHS_12)).to_be_visible()
