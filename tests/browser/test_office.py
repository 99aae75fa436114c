"""The pages of the office: pupils, personal files, the school's day; and what empty lists say."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.demo_school import DemoSchool

from .people import People

pytestmark = pytest.mark.browser


def test_the_clerk_finds_a_pupil_and_opening_the_file_is_recorded(
    people: People, school: DemoSchool
) -> None:
    marta = school.pupil("Krūmiņa Marta")
    before = len(school.audited("lietvede", "pupil:file:read"))
    page = people.open("lietvede")
    page.get_by_role("searchbox", name="Vārds, uzvārds vai klase").press_sequentially("krūm mart")
    expect(page.get_by_role("status").filter(has_text="1 ieraksts")).to_be_visible()
    page.get_by_role("link", name="Krūmiņa Marta").click()
    expect(page.get_by_role("heading", name="Marta Krūmiņa")).to_be_visible()
    expect(page.get_by_text("Personas kods")).to_be_visible()
    expect(page.get_by_text("Kristīne Krūmiņa")).to_be_visible()
    read = school.audited("lietvede", "pupil:file:read")
    assert len(read) == before + 1
    assert read[-1].pupil_id == marta


def test_a_class_teacher_reads_the_own_class_only(people: People, school: DemoSchool) -> None:
    page = people.open("audzinatajs", "/skoleni")
    expect(page.get_by_role("link", name="Krūmiņa Marta")).to_be_visible()
    expect(page.get_by_role("link", name="Krūmiņš Jēkabs")).to_have_count(0)
    page.goto(f"/skoleni/{school.pupil('Krūmiņš Jēkabs')}")
    expect(page.get_by_role("heading", name="Šo lapu nevar parādīt")).to_be_visible()
    expect(page.get_by_text("Jēkabs")).to_have_count(0)


def test_the_director_sees_how_the_entries_stand(people: People, school: DemoSchool) -> None:
    lesson_id = school.lesson()
    page = people.open("vadiba", f"/skola?datums={school.day_of(lesson_id)}")
    open_entries = page.get_by_text("Nav pabeigtas").locator("..")
    expect(open_entries).to_have_text(re.compile(r"Nav pabeigtas\s*[1-9]"))
    expect(page.get_by_text("Zariņa Inga")).to_be_visible()
    page.get_by_role("link", name="Žurnāli").click()
    page.get_by_role("searchbox", name="Priekšmets vai klase").fill("matem 7.a")
    page.get_by_role("link", name="Matemātika 7.a").click()
    expect(page.get_by_text("Šo žurnālu varat lasīt; ierakstus veic tā skolotāji.")).to_be_visible()
    expect(page.get_by_role("button", name="Pievienot stundu")).to_have_count(0)


@pytest.mark.parametrize(
    ("user", "path", "label", "sentence"),
    [
        ("lietvede", "/skoleni", "Vārds, uzvārds vai klase", "Nekas nav atrasts"),
        ("skolotajs", "/zurnali", "Priekšmets vai klase", "Nekas nav atrasts"),
    ],
)
def test_a_search_without_a_find_says_what_to_do(
    people: People, user: str, path: str, label: str, sentence: str
) -> None:
    page = people.open(user, path)
    page.get_by_role("searchbox", name=label).fill("qqq")
    expect(page.get_by_role("heading", name=sentence)).to_be_visible()
    page.get_by_role("searchbox", name=label).fill("")
    expect(page.get_by_role("heading", name=sentence)).to_have_count(0)


def test_a_day_without_lessons_says_so(people: People, school: DemoSchool) -> None:
    page = people.open("skolotajs", f"/diena?datums={school.year()}-12-25")
    expect(page.get_by_role("heading", name="Šajā dienā stundu nav")).to_be_visible()
    page.get_by_role("link", name="Šodien", exact=True).click()
    expect(page.get_by_role("link", name="Matemātika").first).to_be_visible()


def test_an_address_that_does_not_exist_has_words_and_a_way_out(people: People) -> None:
    page = people.open("skolotajs", "/nav-tadas-lapas")
    expect(page.get_by_role("heading", name="Šādas lapas nav")).to_be_visible()
    page.get_by_role("link", name="Uz manu sākumlapu").click()
    expect(page.get_by_role("heading", name="Mana diena")).to_be_visible()
