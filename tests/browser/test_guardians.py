"""Guardians: the office adds one and ends the relation; a pupil of age decides alone."""

from datetime import date

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from ejournal_app.persistence.models import Person, Pupil
from tests.support.demo_school import DemoSchool

from .people import People

pytestmark = pytest.mark.browser


def test_the_clerk_adds_a_guardian_and_ends_the_relation(
    people: People, school: DemoSchool
) -> None:
    pupil = school.pupil("Krūmiņš Jēkabs")
    page = people.open("lietvede", f"/skoleni/{pupil}")
    page.get_by_role("link", name="Labot pārstāvjus").click()
    page.get_by_role("button", name="Pievienot pārstāvi").click()
    page.get_by_label("Vārds (vārdi)").fill("Vaira")
    page.get_by_label("Uzvārds").fill("Aizbildne")
    page.get_by_label("Kas šī persona ir izglītojamajam").select_option(label="Aizbildnis")
    page.get_by_label("Ierobežots ar tiesas nolēmumu").check()
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Norādiet tiesas nolēmuma numuru un datumu.").first).to_be_visible()
    page.get_by_label("Ierobežots ar tiesas nolēmumu").uncheck()
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Pārstāvis ir saglabāts.")).to_be_visible()
    line = page.locator(".row", has_text="Vaira Aizbildne").last
    line.get_by_role("button", name="Pārtraukt").click()
    page.get_by_role("dialog").get_by_role("button", name="Pārtraukt").click()
    expect(page.get_by_text("Persona vairs nepārstāv izglītojamo.")).to_be_visible()
    expect(page.get_by_text("Vaira Aizbildne")).to_have_count(0)


def test_a_pupil_of_age_switches_the_parents_off_and_on(people: People, school: DemoSchool) -> None:
    born = _born(school, date(2000, 1, 1))
    try:
        page = people.open("skolens", "/konts")
        page.get_by_role("button", name="Izslēgt vecāku piekļuvi").click()
        page.get_by_role("dialog").get_by_role("button", name="Izslēgt").click()
        expect(page.get_by_text("Vecāki vairs neredz Jūsu dienasgrāmatu.")).to_be_visible()
        parent = people.open("vecaks", f"/dienasgramata/{_own_pupil(school)}")
        expect(parent.get_by_role("heading", name="Šo lapu nevar parādīt")).to_be_visible()
        page.get_by_role("button", name="Ļaut vecākiem redzēt manus datus").click()
        expect(page.get_by_text("Vecāki atkal redz Jūsu dienasgrāmatu.")).to_be_visible()
    finally:
        _born(school, born)
    page.reload()
    expect(page.get_by_role("heading", name="Parole")).to_be_visible()
    expect(page.get_by_role("heading", name="Manu vecāku piekļuve")).to_have_count(0)


def _born(school: DemoSchool, day: date | None) -> date | None:
    """Give the demo pupil a date of birth; returns the one before."""
    with school.session() as session:
        person = session.get_one(Person, school.person_of("skolens"))
        before, person.birth_date = person.birth_date, day
        session.add(person)
        return before


def _own_pupil(school: DemoSchool) -> int:
    with school.session() as session:
        person = school.person_of("skolens")
        return session.exec(select(Pupil.id).where(Pupil.person_id == person)).one() or 0
