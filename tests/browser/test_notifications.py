"""A parent chooses by phone how to be told; the choice is there the next time."""

import pytest
from playwright.sync_api import expect

from .people import PHONE, People

pytestmark = pytest.mark.browser


def test_a_parent_chooses_a_weekly_digest_by_phone(people: People) -> None:
    page = people.open("vecaks", "/dienasgramata", **PHONE)
    page.get_by_role("link", name="Izvēlēties paziņojumus").tap()
    homework = page.get_by_role("group", name="Mājas darbi un pārbaudes darbi")
    homework.get_by_role("combobox").select_option("reizi nedēļā")
    page.get_by_label("Cikos").fill("18:15")
    # What cannot be is said beside its topic, and what was chosen before stays.
    homework.get_by_label("žurnālā").uncheck()
    page.get_by_role("button", name="Saglabāt").tap()
    expect(homework.get_by_text("Atzīmējiet, kā vēlaties saņemt ziņas")).to_be_visible()
    expect(homework.get_by_role("combobox")).to_have_value("weekly")
    homework.get_by_label("žurnālā").check()
    page.get_by_role("button", name="Saglabāt").tap()
    expect(page.get_by_text("Saglabāts. Tā jums turpmāk paziņos.")).to_be_visible()
    page.reload()
    expect(homework.get_by_role("combobox")).to_have_value("weekly")
    expect(page.get_by_label("Cikos")).to_have_value("18:15")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
