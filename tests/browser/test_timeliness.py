"""Management sees where entries are missing, and puts a deadline off with the reason."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from tests.support.demo_school import DemoSchool

from .people import People

pytestmark = pytest.mark.browser

REASON = "Skolotājs bija sacensībās ar 7. klasi"


def test_from_the_heat_map_to_a_line_to_an_extension(people: People, school: DemoSchool) -> None:
    boss = people.open("vadiba", "/skola")
    boss.get_by_role("link", name="Savlaicīgums").click()
    table = boss.get_by_role("region", name="Laikus izdarītā daļa pa nedēļām")
    cell = table.locator("a.heat:not(.full)").first
    expect(cell).to_have_attribute(
        "aria-label", re.compile(r"^.+, .+: [0-9]+\s% \([0-9]+/[0-9]+\)$")
    )
    cell.click()
    line = boss.locator("li.card").filter(has_text=re.compile("trūkst|vēlāk")).first
    line.get_by_role("link", name="Pagarināt termiņu").click()

    form = boss.locator("form").filter(has_text="Pagarināt termiņu")
    for filled in ("Persona", "Ko pagarina", "Termiņiem no", "Termiņiem līdz"):
        expect(form.get_by_label(filled)).not_to_have_value("")
    name = form.get_by_label("Persona").locator("option:checked").inner_text()
    # What was typed stays when something is missing.
    form.get_by_label("Pamatojums").fill(REASON)
    form.get_by_role("button", name="Pagarināt").click()
    expect(form.locator(".error")).to_be_visible()
    expect(form.get_by_label("Pamatojums")).to_have_value(REASON)
    until = clock.today() + timedelta(days=7)
    form.get_by_label("Jaunais termiņš").fill(until.isoformat())
    form.get_by_role("button", name="Pagarināt").click()
    listed = boss.locator(".term").filter(has_text=REASON)
    expect(listed.get_by_text("spēkā")).to_be_visible()
    expect(listed).to_contain_text(name)

    listed.get_by_role("button", name="Atsaukt").click()
    boss.get_by_role("dialog").get_by_role("button", name="Atsaukt").click()
    expect(listed.get_by_text("atsaukts")).to_be_visible()
    assert people.errors == []
