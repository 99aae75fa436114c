"""An absence recorded afterwards: the clerk sees what it hits, the superuser allows a day (14)."""

import re

import pytest
from playwright.sync_api import Page, expect

from ejournal_app import clock
from ejournal_app.persistence.models import Lesson, Person, TeacherAbsence
from tests.support.demo_school import DemoSchool

from .people import People

pytestmark = pytest.mark.browser


def save(page: Page) -> None:
    page.get_by_role("button", name="Saglabāt").click()


def test_the_clerk_records_an_incapacity_and_the_superuser_allows_a_day(
    people: People, school: DemoSchool
) -> None:
    lesson = school.lesson()
    with school.session() as session:
        session.get_one(Lesson, lesson).topic = "Daļu saskaitīšana"
        session.get_one(Lesson, lesson).changed_by_id = school.person_of("skolotajs")
    today = clock.today().isoformat()

    clerk = people.open("lietvede", "/prombutnes")
    clerk.get_by_role("link", name="Ierakstīt prombūtni").click()
    teacher = (
        clerk.get_by_label("Kurš ir prombūtnē").locator("option").filter(has_text=_name(school))
    )
    clerk.get_by_label("Kurš ir prombūtnē").select_option(value=teacher.get_attribute("value"))
    clerk.get_by_label("Pirmā diena").fill(today)
    clerk.get_by_label("Pēdējā diena").fill("2020-01-01")
    save(clerk)
    expect(clerk.get_by_label("Pēdējā diena")).to_have_accessible_description(
        re.compile("pārāk tālu")
    )
    expect(clerk.get_by_label("Pirmā diena")).to_have_value(today)
    clerk.get_by_label("Pēdējā diena").fill("")
    save(clerk)
    expect(clerk.get_by_text("Šajās dienās pedagogs ir veicis ierakstus.")).to_be_visible()
    expect(clerk.get_by_role("link", name="Daļu saskaitīšana")).to_have_attribute(
        "href", f"/stunda/{lesson}"
    )
    expect(clerk.get_by_role("button", name="Atļaut šo dienu")).to_have_count(0)
    path = clerk.url

    page = people.open("skolotajs", f"/stunda/{lesson}")
    expect(page.get_by_text("Jūsu darba nespēja no")).to_be_visible()
    page.goto("/diena")
    expect(page.get_by_text("Darba nespēja no")).to_be_visible()

    superuser = people.open("virslietotajs", path)
    # The day of the lesson, not that of works planned ahead.
    today_line = superuser.locator(".term").filter(has_text="Daļu saskaitīšana")
    today_line.get_by_role("button", name="Atļaut šo dienu").click()
    expect(superuser.get_by_label("Diena", exact=True)).to_have_value(today)
    superuser.get_by_label("Pamatojums").fill("Vadīja attālināti")
    superuser.get_by_role("button", name="Atļaut dienu").click()
    expect(today_line.get_by_text("Vadīja attālināti")).to_be_visible()

    page.goto(f"/stunda/{lesson}")
    expect(page.get_by_label("Tēma")).to_be_editable()
    expect(page.get_by_text("Jūsu darba nespēja no")).to_have_count(0)
    page.goto("/pazinojumi")
    expect(page.get_by_text("Virslietotājs ir atļāvis ierakstīt")).to_be_visible()
    expect(page.get_by_text("Vadīja attālināti")).to_have_count(0)

    today_line.get_by_role("button", name="Atsaukt").click()
    expect(today_line.get_by_role("button", name="Atļaut šo dienu")).to_be_visible()
    clerk.reload()
    clerk.get_by_role("button", name="Dzēst").click()
    dialog = clerk.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(_name(school))
    dialog.get_by_role("button", name="Dzēst").click()
    expect(clerk).to_have_url(re.compile("/prombutnes$"))
    with school.session() as session:
        assert session.get(TeacherAbsence, int(path.rpartition("/")[2])) is None


def _name(school: DemoSchool) -> str:
    person = school.row(Person, school.person_of("skolotajs"))
    return f"{person.family_name} {person.given_name}"
