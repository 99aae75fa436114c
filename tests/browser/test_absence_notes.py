"""A note is recorded: what the teacher has open shows it, and the page says what it covers."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.demo_school import MATHS_A, DemoSchool
from tests.support.documents import PDF

from .pages.lesson import LessonPage
from .people import People

pytestmark = pytest.mark.browser

MARTA = "Krūmiņa Marta"


def test_a_note_with_a_document_repaints_the_open_lesson_and_grid(
    people: People, school: DemoSchool
) -> None:
    school.nothing_covers(MARTA)
    lesson_id = school.lesson(MATHS_A)
    lesson = LessonPage(people.open("skolotajs", f"/stunda/{lesson_id}")).wait()
    lesson.attendance(MARTA).click()
    lesson.wait_until_saved()
    expect(lesson.attendance(MARTA)).to_contain_text("Nav")
    grid = people.open("skolotajs", f"/zurnals/{school.journal(MATHS_A)}")
    expect(grid.get_by_role("grid")).to_be_visible()

    page = people.open("audzinatajs", "/kavejumu-zimes")
    page.get_by_role("link", name="Jauna zīme").click()
    page.get_by_role("button", name=re.compile(MARTA)).click()
    page.get_by_label("Izsniedzējs").fill("Dr. Sīpols")
    page.get_by_label("Izvēlēties failu").set_input_files(
        files=[{"name": "fails.svg", "mimeType": "application/pdf", "buffer": b"<svg/>"}]
    )
    expect(page.get_by_text("Izvēlieties fotoattēlu")).to_be_visible()
    page.get_by_label("Izvēlēties failu").set_input_files(
        files=[{"name": "zīme.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    )
    expect(page.get_by_text("Dokuments: zīme.pdf")).to_be_visible()
    page.get_by_role("button", name="Saglabāt").click()

    expect(page.get_by_role("heading", name=re.compile(MARTA))).to_be_visible()
    covered = page.locator("li").filter(has=page.locator(f'a[href="/stunda/{lesson_id}"]'))
    expect(covered).to_contain_text("Nav, attaisnots: slimība")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="zīme.pdf").click()
    assert downloading.value.suggested_filename == "zīme.pdf"

    expect(lesson.attendance(MARTA)).to_contain_text("Nav, attaisnots: slimība")
    row = grid.get_by_role("row").filter(has_text=MARTA)
    expect(row.locator("td.ej-at-justified").filter(has_text="ns").first).to_be_visible()
    expect(grid.get_by_text("Dr. Sīpols")).to_have_count(0)

    page.get_by_role("button", name="Atsaukt zīmi").click()
    page.get_by_role("dialog").get_by_role("button", name="Atsaukt zīmi").click()
    expect(page.get_by_text(re.compile("Atsauca .*vairs neko neattaisno"))).to_be_visible()
    expect(lesson.attendance(MARTA)).not_to_contain_text("attaisnots")
    # The teacher finds out that the pupil was there: a second note tells of it.
    lesson.attendance(MARTA).click()
    lesson.attendance(MARTA).click()
    lesson.wait_until_saved()
    page.goto("/kavejumu-zimes/jauna")
    page.get_by_role("button", name=re.compile(MARTA)).click()
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Pretruna: kā klātesošu reģistrēja")).to_be_visible()
    expect(lesson.page.get_by_text(re.compile("Pretruna: .* reģistrēja"))).to_be_visible()
    page.goto("/mana-klase")
    expect(page.get_by_text("Klātesošs kavējuma zīmes laikā")).to_be_visible()
