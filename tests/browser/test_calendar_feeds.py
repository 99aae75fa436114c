"""A parent takes the child's calendar to the phone and takes it back."""

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.support.product import Product

from .people import PHONE, People

pytestmark = pytest.mark.browser


def test_a_calendar_address_is_made_read_and_revoked(people: People, small_school: Product) -> None:
    page = people.open("vecaks", "/konts/kalendari", **PHONE)
    page.get_by_label("Nosaukums").fill("Mammas tālrunis")
    expect(page.get_by_label("Kas man jāizdara")).to_have_count(0)
    for part in ("Stundas", "Pārbaudes darbi", "Mājas darbs"):
        page.get_by_label(part).uncheck()
    page.get_by_role("button", name="Izveidot adresi").click()
    expect(page.get_by_text("Izvēlieties, ko kalendārs rāda.").first).to_be_visible()
    expect(page.get_by_label("Nosaukums")).to_have_value("Mammas tālrunis")
    page.get_by_label("Stundas").check()
    page.get_by_role("button", name="Izveidot adresi").click()
    address = page.get_by_label("Kalendāra adrese").input_value()
    page.get_by_role("button", name="Kopēt").click()
    expect(page.get_by_text("Nokopēts.")).to_be_visible()
    expect(page.get_by_role("link", name="Atvērt kalendārā")).to_have_attribute(
        "href", address.replace("http", "webcal", 1)
    )
    answer = httpx.get(address)
    assert answer.status_code == 200
    assert Calendar.from_ical(answer.content).walk("VCALENDAR")

    # Shown once: the list knows its name and that it was read, not the address.
    page.reload()
    expect(page.get_by_text("Mammas tālrunis")).to_be_visible()
    expect(page.get_by_text("Pēdējoreiz nolasīta")).to_be_visible()
    expect(page.get_by_label("Kalendāra adrese")).to_have_count(0)
    page.get_by_role("button", name="Atsaukt…").click()
    page.get_by_role("button", name="Atsaukt adresi").click()
    expect(page.get_by_text("Adrese ir atsaukta")).to_be_visible()
    expect(page.get_by_text("Mammas tālrunis")).to_have_count(0)
    assert httpx.get(address).status_code == 404
