"""Staff: the clerk enters a person, the superuser opens the access."""

import pytest
from playwright.sync_api import expect

from .people import People

pytestmark = pytest.mark.browser


def test_the_clerk_enters_a_person_and_the_superuser_activates_the_contract(
    people: People,
) -> None:
    page = people.open("lietvede", "/personals")
    page.get_by_role("link", name="Ievadīt personu").click()
    page.get_by_label("Vārds (vārdi)").fill("Mārtiņš")
    page.get_by_label("Uzvārds").fill("Ozols")
    page.get_by_label("Līguma numurs").fill("DL-2026/501")
    page.get_by_label("Amats").fill("skolotājs")
    page.get_by_label("Pirmā diena").fill("2026-09-01")
    page.get_by_role("button", name="Saglabāt").click()
    # Somebody of this name works here already.
    choice = page.get_by_label("Vai tā ir tā pati persona?")
    expect(choice).to_be_visible()
    choice.select_option(label="Nē, tas ir kāds cits")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Piekļuve: gaida aktivizēšanu")).to_be_visible()
    expect(page.get_by_role("button", name="Aktivizēt")).to_have_count(0)

    superuser = people.open("virslietotajs", "/personals?meklet=ozols")
    superuser.get_by_role("row", name="gaida aktivizēšanu").get_by_role("link").click()
    expect(superuser.get_by_label("Lietotājvārds")).to_have_value("martins.ozols")
    superuser.get_by_role("button", name="Aktivizēt").click()
    expect(superuser.get_by_text("Līgums ir aktivizēts.")).to_be_visible()
    expect(superuser.get_by_text("Piekļuve: vēl nav paroles")).to_be_visible()
    expect(superuser.get_by_text("Redz savas dienas stundas.")).to_be_visible()


def test_the_last_superuser_cannot_take_the_own_role_away(people: People) -> None:
    page = people.open("virslietotajs", "/personals?f_role=superuser")
    page.get_by_role("row").get_by_role("link").first.click()
    page.get_by_role("button", name="Atņemt").click()
    page.get_by_role("dialog").get_by_role("button", name="Atņemt").click()
    expect(page.get_by_text("Pēdējo virslietotāju nevar noņemt.")).to_be_visible()
    expect(page.get_by_role("button", name="Atņemt").first).to_be_visible()
