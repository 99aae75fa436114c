"""Bringing pupils and a timetable in by clicking, and taking them back."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.demo_school import DemoSchool

from .import_files import LIST, STAFF, journals_file, timetable_draft
from .people import People

pytestmark = pytest.mark.browser


def upload(page: Page, path: str, label: str) -> None:
    page.get_by_label(label).set_input_files(path)
    page.get_by_role("button", name="Augšupielādēt un apskatīt").click()


def test_pupils_are_looked_at_applied_and_taken_back(people: People, school: DemoSchool) -> None:
    page = people.open("virslietotajs", "/iestatijumi")
    page.get_by_role("link", name="Importi").click()
    page.get_by_role("link", name="Izglītojamie no VIIS CSV").click()
    upload(page, str(LIST), "Izglītojamo saraksts no VIIS")
    expect(page.get_by_role("button", name="Jauni izglītojamie 9")).to_be_visible()
    expect(page.get_by_text("Strautmane Elza")).to_be_visible()
    page.get_by_label("Meklēt pēc vārda vai nosaukuma").fill("ģē")
    expect(page.get_by_role("heading", name="Šeit nekā nav")).to_be_visible()
    page.get_by_label("Meklēt pēc vārda vai nosaukuma").fill("gulb")
    expect(page.get_by_text("Gulbis Kristiāns")).to_be_visible()
    page.get_by_role("button", name="Izpildīt").click()
    expect(page.get_by_role("heading", name="Izglītojamie no VIIS")).to_be_visible()
    expect(page.get_by_text("jauni: 9")).to_be_visible()
    assert school.pupil("Strautmane Elza")
    page.get_by_role("button", name="Atsaukt kopumā").click()
    expect(page.get_by_text("Pievienotais tiks dzēsts")).to_be_visible()
    page.get_by_label("Lai apstiprinātu, ierakstiet:").fill(LIST.name)
    page.get_by_role("button", name="Atsaukt", exact=True).click()
    expect(page.get_by_text("Atsaukts; viss ir tā, kā bija iepriekš.")).to_be_visible()
    expect(page.get_by_role("button", name="Atsaukt kopumā")).to_have_count(0)


def test_staff_are_looked_at_applied_and_taken_back(people: People) -> None:
    page = people.open("virslietotajs", "/personals")
    page.get_by_role("link", name="No faila").click()
    upload(page, str(STAFF), "Darbinieku saraksts")
    expect(page.get_by_role("button", name="Jauni darbinieki 7")).to_be_visible()
    expect(page.get_by_text("loma: Skolas vadība")).to_be_visible()
    page.get_by_role("button", name="Izpildīt").click()
    expect(page.get_by_text("jauni: 7")).to_be_visible()
    page.goto("/personals?meklet=Cielava")
    page.get_by_role("link", name="Cielava Dzintra").click()
    expect(page.get_by_text("Karjeras konsultante")).to_be_visible()
    page.goto("/importi/vesture")
    page.get_by_role("link", name="Personāls no faila").first.click()
    page.get_by_role("button", name="Atsaukt kopumā").click()
    page.get_by_label("Lai apstiprinātu, ierakstiet:").fill(STAFF.name)
    page.get_by_role("button", name="Atsaukt", exact=True).click()
    expect(page.get_by_text("Atsaukts; viss ir tā, kā bija iepriekš.")).to_be_visible()


def test_unknown_headings_are_chosen_once(people: People, school: DemoSchool) -> None:
    page = people.open("virslietotajs", "/importi/viis")
    content = LIST.read_bytes().replace("Dzimšanas datums".encode(), b"Dzimis (d.)", 1)
    for needs_choice in (True, False):
        page.goto("/importi/viis")
        page.get_by_label("Izglītojamo saraksts no VIIS").set_input_files(
            {"name": "viis.csv", "mimeType": "text/csv", "buffer": content}
        )
        page.get_by_role("button", name="Augšupielādēt un apskatīt").click()
        if needs_choice:
            expect(page.get_by_text("Failā nav atrasts: «Dzimšanas datums».")).to_be_visible()
            page.get_by_label("Dzimis (d.)").select_option("Dzimšanas datums (obligāta)")
            page.get_by_role("button", name="Izmantot šīs kolonnas").click()
        expect(page.get_by_role("button", name="Jauni izglītojamie 9")).to_be_visible()


def test_a_file_that_is_none_is_refused_in_words(people: People) -> None:
    page = people.open("virslietotajs", "/importi/viis")
    page.get_by_label("Izglītojamo saraksts no VIIS").set_input_files(
        {"name": "viis.csv", "mimeType": "text/csv", "buffer": b"\x00\x01" * 500}
    )
    page.get_by_role("button", name="Augšupielādēt un apskatīt").click()
    expect(page.get_by_text("Fails nav teksts")).to_be_visible()
    page.get_by_role("button", name="Izmest").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Izmest").click()
    expect(page.get_by_role("button", name="Augšupielādēt un apskatīt")).to_be_visible()


def test_a_timetable_says_which_lessons_come_and_go(people: People, school: DemoSchool) -> None:
    page = people.open("virslietotajs", f"/importi/stundu-saraksts/{timetable_draft(school)}")
    expect(page.get_by_role("button", name="Stundas, kas pazudīs")).to_be_visible()
    page.get_by_role("button", name="Stundas dienā").click()
    expect(page.get_by_text("7.a", exact=True)).to_be_visible()
    page.get_by_role("button", name="Izpildīt").click()
    expect(page.get_by_role("button", name="Atsaukt kopumā")).to_be_visible()
    page.get_by_role("button", name="Atsaukt kopumā").click()
    page.get_by_role("button", name="Atsaukt", exact=True).click()
    expect(page.get_by_text("Atsaukts; viss ir tā, kā bija iepriekš.")).to_be_visible()


def test_journals_of_the_earlier_system_come_over_and_go_back(
    people: People, school: DemoSchool
) -> None:
    page = people.open("virslietotajs", "/importi")
    page.get_by_role("link", name="Iepriekšējās sistēmas žurnāli XLSX").click()
    page.get_by_label("Žurnālu darbgrāmata").set_input_files(
        {
            "name": "zurnali.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": journals_file(school),
        }
    )
    page.get_by_role("button", name="Augšupielādēt un apskatīt").click()
    expect(page.get_by_text("whole points", exact=False)).to_have_count(0)
    expect(page.get_by_role("button", name="Kļūdas 1")).to_be_visible()
    page.get_by_role("button", name="Klases un grupas 1").click()
    expect(page.get_by_text("jaunas stundas: 2")).to_be_visible()
    page.get_by_label("Izlaist").check()
    page.get_by_role("button", name="Izpildīt").click()
    page.get_by_role("button", name="Atsaukt kopumā").click()
    page.get_by_role("button", name="Atsaukt", exact=True).click()
    expect(page.get_by_text("Atsaukts; viss ir tā, kā bija iepriekš.")).to_be_visible()
