"""The superuser changes the timetable on the week grid."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ejournal_app import clock

from .people import People

pytestmark = pytest.mark.browser


def test_a_draft_is_edited_published_and_seen_by_management(people: People) -> None:
    today = clock.today()
    monday = today + timedelta(days=7 - today.weekday())
    page = people.open("virslietotajs", "/stundu-saraksts")
    page.get_by_label("Jauns saraksts spēkā no").fill(monday.isoformat())
    page.get_by_role("button", name="Sākt melnrakstu").click()
    expect(page.get_by_text("Jūs strādājat ar melnrakstu")).to_be_visible()

    page.get_by_role("button", name="Pirmdiena, 9. stunda").click()
    editor = page.get_by_role("dialog")
    expect(editor.get_by_role("heading", name="Pirmdiena, 9. stunda")).to_be_visible()
    editor.get_by_role("button", name="Pievienot").click()
    expect(editor.get_by_text("Izvēlieties žurnālu no saraksta.")).to_be_visible()
    editor.get_by_label("Žurnāls").select_option(index=1)
    editor.get_by_role("button", name="Pievienot").click()
    expect(editor.get_by_role("button", name="Noņemt")).to_be_visible()
    editor.get_by_role("button", name="Aizvērt").click()

    page.get_by_role("button", name="Publicēt…").click()
    expect(page.get_by_text("Nedēļai pievieno 1 stundu")).to_be_visible()
    page.get_by_role("button", name="Publicēt", exact=True).click()
    expect(page.get_by_text("Saraksts ir publicēts")).to_be_visible()

    office = people.open("vadiba", "/stundu-saraksts")
    expect(office.get_by_role("heading", name="Pirmdiena")).to_be_visible()
    expect(office.get_by_role("button", name="Sākt melnrakstu")).to_have_count(0)
