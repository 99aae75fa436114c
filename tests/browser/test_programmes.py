"""The dictionary of education programmes."""

import re

import pytest
from playwright.sync_api import expect

from .people import People

pytestmark = pytest.mark.browser


def test_the_superuser_adds_corrects_and_retires_a_programme(people: People) -> None:
    page = people.open("virslietotajs", "/iestatijumi/programmas")
    page.get_by_role("link", name="Pievienot programmu").click()
    expect(page).to_have_url(re.compile("/jauna"))
    expect(page.get_by_role("link", name="Iestatījumi")).to_be_visible()  # the page is alive
    page.get_by_label("Kods").fill("2101")
    page.get_by_label("Programmas nosaukums").fill("Speciālā programma")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Izglītības programmas kodā ir 8 cipari.").first).to_be_visible()
    page.get_by_label("Kods").fill("21015811")
    page.get_by_role("button", name="Saglabāt").click()
    page.get_by_role("button", name="Pārtraukt lietot").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Pārtraukt lietot").click()
    expect(page.get_by_text("Programmu vairs nelieto.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Lietot atkal").click()
    expect(page.get_by_text("Programmu atkal var izvēlēties.")).to_be_visible()
