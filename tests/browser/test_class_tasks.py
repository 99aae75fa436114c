"""Class teachers' tasks and the superuser's marks, as the people who do them see them."""

import pytest
from playwright.sync_api import expect

from tests.support.demo_school import MATHS_A, DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser


def test_a_class_teacher_confirms_a_file_and_takes_it_back(
    people: People, school: DemoSchool
) -> None:
    marta = school.pupil("Krūmiņa Marta")
    before = len(school.audited("audzinatajs", "pupil:filecheck:write"))
    page = people.open("audzinatajs", "/mana-klase")
    page.locator(".doors").get_by_role("link", name="Personas lietas").click()
    item = page.get_by_role("button", name="Krūmiņa Marta: Vecāku kontaktinformācija pārbaudīta")
    was = item.get_attribute("aria-pressed")
    item.click()
    expect(item).to_have_attribute("aria-pressed", "false" if was == "true" else "true")
    item.click()
    expect(item).to_have_attribute("aria-pressed", was or "")
    entries = school.audited("audzinatajs", "pupil:filecheck:write")[before:]
    assert [entry.pupil_id for entry in entries] == [marta, marta]


def test_a_parent_reads_what_the_class_teacher_tells_once(people: People) -> None:
    teacher = people.open("audzinatajs", "/mana-klase/informesana")
    text = teacher.get_by_label("Teksts vecākiem")
    text.fill("Labdien! Vecāku sapulce būs ceturtdien.")
    teacher.get_by_role("button", name="Publicēt klases vecākiem").click()
    expect(teacher.get_by_text("Vecāki to redz dienasgrāmatas augšā")).to_be_visible()
    parent = people.open("vecaks", "/dienasgramata", **PHONE)
    parent.get_by_role("link", name="Marta").click()
    expect(parent.get_by_text("Vecāku sapulce būs ceturtdien.")).to_be_visible()
    parent.get_by_role("button", name="Izlasīju").click()
    expect(parent.get_by_text("Klases audzinātājs redz, ka esat izlasījis")).to_be_visible()
    expect(parent.get_by_role("button", name="Izlasīju")).to_have_count(0)
    teacher.reload()
    line = teacher.locator(".list-row", has_text="Krūmiņa Kristīne")
    expect(line).to_contain_text("izlasīja")


def test_a_superusers_mark_is_shown_with_its_reason(people: People, school: DemoSchool) -> None:
    work = school.work(school.lesson(MATHS_A), "Labojamais darbs")
    page = people.open("virslietotajs", f"/zurnals/{school.journal(MATHS_A)}")
    page.get_by_role("link", name="Ierakstīt vērtējumu (7.8)").click()
    page.get_by_label("Darbs", exact=True).select_option(str(work))
    page.get_by_label("Izglītojamais").select_option(label="Krūmiņa Marta")
    page.get_by_label("Jaunais vērtējums").fill("8")
    page.get_by_role("button", name="Ierakstīt vērtējumu").click()
    expect(page.get_by_role("alert").filter(has_text="Ierakstiet pamatojumu").first).to_be_visible()
    page.get_by_label("Pamatojums").fill("Skolotāja lūdza labot")
    page.get_by_role("button", name="Ierakstīt vērtējumu").click()
    expect(page.get_by_text("redzams kā virslietotāja vērtējums")).to_be_visible()
    assert school.marks(work) == {"Krūmiņa Marta": "8"}
    teacher = people.open("skolotajs", f"/zurnals/{school.journal(MATHS_A)}")
    expect(teacher.get_by_role("heading", name="Ierakstījis virslietotājs")).to_be_visible()
    expect(teacher.get_by_text("Skolotāja lūdza labot")).to_be_visible()


def test_an_achievement_is_entered_and_seen_by_the_parent(people: People) -> None:
    page = people.open("audzinatajs", "/sasniegumi")
    page.get_by_role("link", name="Pievienot").click()
    page.get_by_label("Izglītojamais", exact=True).select_option(label="Krūmiņa Marta")
    page.get_by_label("Notikums").fill("Matemātikas olimpiāde")
    page.get_by_label("Rezultāts").fill("2. vieta")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_role("heading", name="Krūmiņa Marta 7.a")).to_be_visible()
    parent = people.open("vecaks", "/dienasgramata", **PHONE)
    parent.get_by_role("link", name="Marta").click()
    expect(parent.get_by_text("Matemātikas olimpiāde", exact=True)).to_be_visible()
    page.get_by_role("button", name="Dzēst").click()
    page.get_by_label("Lai apstiprinātu, ierakstiet:").fill("matemātikas olimpiāde")
    page.get_by_role("dialog").get_by_role("button", name="Dzēst").click()
    expect(page.get_by_role("link", name="Krūmiņa Marta")).to_have_count(0)
