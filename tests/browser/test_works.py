"""A test is planned past a warning; the family sees it come and go at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from ejournal_app.persistence.models import CalendarException, DayKind, Journal
from tests.support.demo_school import MATHS_A, DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

TITLE = "Plānotais tests"


def test_a_planned_test_warns_the_teacher_and_reaches_the_family(
    people: People, school: DemoSchool
) -> None:
    day = clock.today() + timedelta(days=12)
    journal_id = school.journal(MATHS_A)
    year_id = school.row(Journal, journal_id).year_id
    school.add(
        CalendarException(year_id=year_id, day=day, kind=DayKind.LESSONS_ALLOWED, name="Diena")
    )
    for title in ("Viens", "Divi"):
        school.work(school.lesson(MATHS_A, day), title)
    diary = people.open("skolens", "/dienasgramata", **PHONE)
    tests = diary.get_by_text("Gaidāmie pārbaudes darbi")
    tests.click()
    expect(diary.get_by_role("listitem").filter(has_text="Viens")).to_be_visible()

    page = people.open("skolotajs", f"/zurnals/{journal_id}")
    page.get_by_role("button", name="Jauns darbs").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Darba veids").select_option(label="Pārbaudes darbs")
    form.get_by_label("Nosaukums").fill(TITLE)
    form.get_by_label("Datums").fill(day.isoformat())
    form.get_by_role("button", name="Saglabāt", exact=True).click()
    expect(form.get_by_text("Robeža dienā: 2.")).to_be_visible()
    expect(form.get_by_label("Nosaukums")).to_have_value(TITLE)
    form.get_by_role("button", name="Saglabāt tik un tā").click()
    expect(page.get_by_text(f"Saglabāts: Pārbaudes darbs: {TITLE}")).to_be_visible()
    expect(form).to_be_hidden()
    expect(diary.get_by_role("listitem").filter(has_text=TITLE)).to_be_visible()

    page.get_by_role("link", name="Pārbaudes darbu kalendārs").click()
    page.get_by_label("Klase").select_option(label="7.a")
    full = page.get_by_role("listitem").filter(has_text="vairāk nekā 2 dienā")
    expect(full.filter(has_text=TITLE).first).to_be_visible()
    full.filter(has_text=TITLE).get_by_role("link", name="Matemātika").first.click()
    page.get_by_role("row").filter(has_text=TITLE).get_by_role("button").click()
    page.get_by_role("button", name="Dzēst", exact=True).click()
    page.get_by_role("button", name="Dzēst darbu").click()
    expect(page.get_by_text(f"Dzēsts: Pārbaudes darbs: {TITLE}")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=TITLE)).to_have_count(0)
    expect(diary.get_by_role("listitem").filter(has_text=TITLE)).to_have_count(0)
