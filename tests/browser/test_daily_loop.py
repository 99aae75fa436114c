"""A teacher records a lesson, a parent sees it: on both installations a school may have."""

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from tests.support.demo_school import MATHS_A, DemoSchool
from tests.support.product import Product

from .pages.diary import DiaryPage
from .pages.lesson import LessonPage
from .people import PHONE, People

pytestmark = pytest.mark.browser

MARTA, JEKABS = "Krūmiņa Marta", "Krūmiņš Jēkabs"
"""The children of `vecaks`; `skolens` is Marta."""


@pytest.fixture(params=["small_school", "large_installation"])
def site(request: pytest.FixtureRequest) -> Product:
    """SQLite with one process; PostgreSQL with two."""
    return request.getfixturevalue(request.param)


def test_what_a_teacher_records_comes_into_open_diaries(people: People, school: DemoSchool) -> None:
    lesson_id = school.lesson(MATHS_A)
    marta, today = school.pupil(MARTA), clock.today()
    # Several readers, so that with two processes some of them are on the other one.
    readers = [
        DiaryPage(people.open("vecaks", "/konts", **PHONE)).open(marta, today),
        DiaryPage(people.open("vecaks", "/konts", **PHONE)).open(marta, today),
        DiaryPage(people.open("skolens", "/konts", **PHONE)).open(marta, today),
    ]
    sibling = DiaryPage(people.open("vecaks", "/konts", **PHONE))
    sibling.open(school.pupil(JEKABS), today)
    expect(sibling.page.get_by_text("No 2.a klases audzinātāja")).to_be_visible()
    before = sibling.page.locator("main").inner_text()
    lesson = LessonPage(people.open("skolotajs", f"/stunda/{lesson_id}")).wait()
    expect(lesson.state).to_have_text("Nav sākta")

    lesson.topic.fill("Lineāras vienādības")
    lesson.outcome.fill("Atrisina lineāru vienādojumu.")
    for reader in readers:
        expect(reader.lesson("Lineāras vienādības")).to_be_visible()
    expect(lesson.state).to_have_text("Nepilnīga")
    expect(lesson.page.get_by_text("Trūkst: apmeklējums, mājas darbs")).to_be_visible()

    lesson.attendance(MARTA).click()
    for reader in readers:
        expect(reader.lesson("Lineāras vienādības")).to_contain_text("Nav")
    lesson.checked.click()
    lesson.homework.fill("Darba burtnīca, 12. uzdevums")
    lesson.wait_until_saved()
    expect(lesson.state).to_have_text("Pabeigta")
    expect(lesson.page.get_by_text("Apmeklējums ir pārbaudīts")).to_be_visible()

    lesson.add_work("Pārbaudes darbs", "Vienādojumi")
    lesson.mark(MARTA).fill("9")
    lesson.mark(MARTA).press("Enter")
    for reader in readers:
        shown = reader.lesson("Lineāras vienādības")
        expect(shown).to_contain_text("Darba burtnīca, 12. uzdevums")
        mark = shown.locator("summary")
        expect(mark).to_contain_text("9")
        expect(mark).to_contain_text("jauns")
        mark.tap()
        expect(shown).to_contain_text("teicami")
        expect(shown).to_contain_text("Pārbaudes darbs: Vienādojumi")
    assert sibling.page.locator("main").inner_text() == before

    lesson.mark(MARTA).fill("10")
    lesson.mark(MARTA).press("Enter")
    for reader in readers:
        expect(reader.lesson("Lineāras vienādības").locator("summary")).to_contain_text("10")
