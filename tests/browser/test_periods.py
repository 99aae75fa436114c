"""The management opens a window; a teacher takes suggestions over, and decides otherwise."""

import re

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from tests.support.demo_school import MATHS_A, DemoSchool

from .pages.journal import JournalPage
from .people import PHONE, People

pytestmark = pytest.mark.browser


def test_year_marks_are_opened_suggested_accepted_and_changed(
    people: People, school: DemoSchool
) -> None:
    today = clock.today().isoformat()
    boss = people.open("vadiba", "/iestatijumi/periodi")
    change = boss.locator("form").filter(has_text="Mainīt termiņu")
    change.get_by_label("Veids").select_option(label="Gada vērtējums")
    change.get_by_label("No klases").select_option(label="7. klase")
    change.get_by_label("Līdz klasei").select_option(label="7. klase")
    change.get_by_label("Pirmā diena").fill(today)
    change.get_by_label("Pēdējā diena").fill(today)
    change.get_by_role("button", name="Saglabāt").click()
    expect(boss.get_by_text("noteikusi skola")).to_be_visible()

    journal = school.journal(MATHS_A)
    desk = JournalPage(people.open("skolotajs", f"/zurnals/{journal}/periodi")).wait()
    expect(desk.page.get_by_text(re.compile("trūkst [0-9]+ no")).last).to_be_visible()
    desk.page.get_by_role("button", name=re.compile("Gada vērtējums: pieņemt")).click()
    desk.page.get_by_role("button", name=re.compile("Ievadīt [0-9]+ vērtējum")).click()
    expect(desk.page.get_by_text("Ievadīti ieteikumi:")).to_be_visible()
    name = desk.names()[0]
    cell = desk.row(name).locator("td.ej-col-period").nth(-2)
    given = cell.inner_text()
    other = "10" if given != "10" else "9"
    cell.click()
    desk.page.keyboard.type(other)
    desk.page.keyboard.press("Enter")
    desk.wait_until_saved()
    line = f"Gada vērtējums: ieteikts {given}, ievadīts {other}"
    expect(desk.page.get_by_text(line)).to_be_visible()
    desk.page.get_by_role("button", name="Rādīt vērtējumus: Gada vērtējums").click()
    expect(
        desk.page.get_by_text(re.compile(rf"{given} \(vidējais [0-9,]+\)")).first
    ).to_be_visible()

    # A tap on the suggestion explains it; the mark itself tells its life.
    desk.row(name).locator("td.ej-col-average").last.dblclick()
    asked = desk.page.get_by_role("dialog", name="Ieteikums: Gada vērtējums")
    expect(asked).to_contain_text(name)
    asked.get_by_role("button", name="Aizvērt").click()
    cell.focus()
    desk.page.keyboard.press("F1")
    life = desk.page.locator("#mark-history")
    expect(life.get_by_role("listitem")).to_have_count(2)
    life.get_by_role("button", name="Aizvērt").click()

    # An exam of the school's own is open with the year marks and missing for nobody.
    exam = desk.page.get_by_role("listitem").filter(has_text="Sesijas eksāmens")
    expect(exam).to_contain_text("ievada, ja eksāmens bijis")
    desk.row(name).locator("td.ej-col-period").last.click()
    desk.page.keyboard.type("8")
    desk.page.keyboard.press("Enter")
    desk.wait_until_saved()
    expect(exam).to_contain_text("ievadīts 1")

    # The class teacher sees it on a phone, the pupil's subjects below the name.
    phone = people.open(
        "audzinatajs", f"/klase-vertejumi/{school.class_id('7.a')}?veids=year", **PHONE
    )
    row = phone.get_by_role("row").filter(has_text=name)
    expect(row.locator('td[data-label="Matemātika"]')).to_have_text(other)
