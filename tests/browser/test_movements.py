"""The superuser carries out orders about pupils and takes them back (Regulation 4, 8)."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.demo_school import DemoSchool

from .people import People

pytestmark = pytest.mark.browser


def test_a_move_is_looked_at_carried_out_and_taken_back(people: People, school: DemoSchool) -> None:
    pupil = school.pupil("Eglāja Stefānija")
    page = people.open("virslietotajs", f"/skoleni/{pupil}")
    page.get_by_role("link", name="Pārvietošana citā klasē").click()
    page.get_by_label("Jaunā klase").select_option(label="7.b")
    page.get_by_role("button", name="Skatīt, kas notiks").click()
    expect(page.get_by_text("Ierakstiet rīkojuma numuru.").first).to_be_visible()
    page.get_by_label("Rīkojuma Nr.").fill("1-9/501")
    page.get_by_role("button", name="Skatīt, kas notiks").click()
    expect(page.get_by_text("pāriet no 7.a uz 7.b klasi")).to_be_visible()
    page.get_by_role("button", name="Izpildīt").click()
    expect(page).to_have_url(re.compile(rf"/skoleni/{pupil}$"))
    expect(page.get_by_text("7.a → 7.b")).to_be_visible()
    page.get_by_role("button", name="Atsaukt").click()
    page.locator("dialog[open]").get_by_role("button", name="Atsaukt").click()
    expect(page.get_by_text("Rīkojums ir atsaukts.")).to_be_visible()
    expect(page.get_by_text("7.b", exact=True)).to_have_count(0)


def test_a_new_pupil_is_enrolled_and_found_in_the_register(
    people: People, school: DemoSchool
) -> None:
    page = people.open("virslietotajs", "/skoleni/jauns")
    page.get_by_role("searchbox").fill("Pētersone Ance")
    page.get_by_role("button", name="Meklēt").click()
    expect(page.get_by_text("neviena persona nav atrasta")).to_be_visible()
    page.get_by_role("textbox", name="Vārds (vārdi)").fill("Ance")
    page.get_by_role("textbox", name="Uzvārds", exact=True).fill("Pētersone")
    page.get_by_label("Dzimšanas datums").fill(f"{school.year() - 13}-05-05")
    page.get_by_label("Klase", exact=True).select_option(value=str(school.class_id("7.a")))
    page.get_by_label("Programmas kods").fill("21011111")
    page.get_by_label("Rīkojuma Nr.").fill("1-9/502")
    page.get_by_role("button", name="Skatīt, kas notiks").click()
    expect(page.get_by_role("heading", name="Tiks izdarīts")).to_be_visible()
    page.get_by_role("button", name="Izpildīt").click()
    expect(page.get_by_role("heading", name="Ance Pētersone")).to_be_visible()
    page.goto("/kustiba")
    page.get_by_role("searchbox").fill("1-9/502")
    expect(page.get_by_role("link", name="Pētersone Ance")).to_be_visible()
