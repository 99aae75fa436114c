"""The journal's grid on a running school: fast typing, wrong values, lost servers, two people."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Dialog, Page, expect

from ejournal_app import clock
from tests.support.demo_school import MATHS_12, MATHS_A, MATHS_B, DemoSchool
from tests.support.product import Product
from tests.support.slow_socket import slow_down

from .pages.journal import JournalPage
from .people import People

pytestmark = pytest.mark.browser

MARTA = "Krūmiņa Marta"


def open_journal(
    people: People, school: DemoSchool, journal: str = MATHS_A, user: str = "skolotajs"
) -> JournalPage:
    """Open a journal in a window of its own."""
    return JournalPage(people.open(user, f"/zurnals/{school.journal(journal)}")).wait()


def stay_or_go(dialog: Dialog) -> None:
    """Go, when the browser asks about leaving."""
    dialog.accept()


def test_thirty_marks_typed_fast_fill_two_columns(people: People, school: DemoSchool) -> None:
    lesson = school.lesson(MATHS_B)
    first, second = school.work(lesson, "Pirmais tests"), school.work(lesson, "Otrais tests")
    journal = open_journal(people, school, MATHS_B)
    names = journal.names()
    values = [str(n % 10 + 1) for n in range(2 * len(names))]
    journal.cell(names[0], "Pirmais tests").click()
    journal.type_values(values)
    expect(journal.cell(names[-1], "Otrais tests")).to_have_text(values[-1])
    journal.wait_until_saved()
    assert school.marks(first) == dict(zip(names, values, strict=False))
    assert school.marks(second) == dict(zip(names, values[len(names) :], strict=True))
    assert school.steps_of_marks(first, second) == len(values)


def test_thirty_marks_over_a_slow_line_that_breaks_in_the_middle_arrive_once(
    people: People, school: DemoSchool
) -> None:
    lesson = school.lesson(MATHS_B)
    works = [school.work(lesson, title) for title in ("Lēnais A", "Lēnais B")]
    page = people.window("skolotajs").new_page()
    slow_down(page, 500)
    page.goto(f"/zurnals/{school.journal(MATHS_B)}")
    journal = JournalPage(page).wait()
    names = journal.names()
    places = [(work, name) for work in works for name in names][:30]
    values = [str(n % 9 + 1) for n in range(len(places))]
    journal.cell(names[0], "Lēnais A").click()
    journal.type_slowly(values[:10], keys_a_second=16)
    page.context.set_offline(True)
    journal.type_slowly(values[10:25])
    page.context.set_offline(False)
    journal.type_slowly(values[25:])
    journal.wait_until_saved()
    held = {work: school.marks(work) for work in works}
    assert [held[work][name] for work, name in places] == values
    assert school.steps_of_marks(*works) == len(places), "each went through exactly once"


def test_two_teachers_typing_down_one_column_lose_no_value_and_no_conflict(
    people: People, school: DemoSchool
) -> None:
    work = school.work(school.lesson(MATHS_A), "Reizē")
    pages = [open_journal(people, school, user=user) for user in ("skolotajs", "audzinatajs")]
    names = pages[0].names()[:12]
    typed = ["8", "3"]
    for page in pages:
        page.cell(names[0], "Reizē").click()
    for _ in names:
        for page, value in zip(pages, typed, strict=True):
            page.type_values([value])
    for page in pages:
        expect(page.status).not_to_contain_text("Saglabā")
        expect(page.status).to_have_attribute("data-pending", "0")
    ledger = school.ledger(work)
    for name in names:
        steps = ledger[name]
        assert [old for old, _ in steps] == ["", *(new for _, new in steps[:-1])]
        written = [new for _, new in steps]
        for page, value in zip(pages, typed, strict=True):
            cell = page.cell(name, "Reizē")
            if value not in written:
                expect(cell).to_have_class(re.compile("ej-is-conflict"))
                expect(cell).to_have_text(value)
            else:
                expect(cell).not_to_have_class(re.compile("ej-is-conflict"))


def test_absence_typed_into_a_work_is_registered_in_its_lesson(
    people: People, school: DemoSchool
) -> None:
    lesson = school.lesson(MATHS_A)
    work = school.work(lesson, "Ar kavējumu")
    journal = open_journal(people, school)
    cell = journal.cell(MARTA, "Ar kavējumu")
    cell.click()
    for key in ("n", "Enter", "ArrowUp", "n", "v", "Enter"):
        journal.page.keyboard.press(key)
    expect(cell).to_have_text("n nv")
    journal.wait_until_saved()
    assert school.attendance(lesson) == {MARTA: "absent"}
    assert school.marks(work) == {MARTA: "nv"}


def test_arrows_move_one_cell_and_enter_comes_back_from_above(
    people: People, school: DemoSchool
) -> None:
    lesson = school.lesson(MATHS_B)
    school.work(lesson, "Bultiņas A")
    school.work(lesson, "Bultiņas B")
    journal = open_journal(people, school, MATHS_B)
    names = journal.names()
    keyboard = journal.page.keyboard
    journal.cell(names[0], "Bultiņas A").click()
    keyboard.press("ArrowRight")
    expect(journal.cell(names[0], "Bultiņas B")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(journal.cell(names[1], "Bultiņas B")).to_be_focused()
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowUp")
    expect(journal.cell(names[0], "Bultiņas A")).to_be_focused()
    journal.cell(names[-1], "Bultiņas A").click()
    keyboard.press("Enter")
    expect(journal.cell(names[0], "Bultiņas B")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7,5", "Desmit ballu skalā ir tikai veselas balles, bez balles daļām."),
        ("11", "Vērtējums desmit ballu skalā ir no 1 līdz 10."),
        ("abc", "Šeit var ievadīt veselas balles no 1 līdz 10 vai nv."),
    ],
)
def test_a_wrong_value_gets_its_sentence_and_changes_nothing(
    people: People, school: DemoSchool, typed: str, sentence: str
) -> None:
    work = school.work(school.lesson(MATHS_A), f"Aplami {typed}")
    journal = open_journal(people, school)
    cell = journal.cell(MARTA, f"Aplami {typed}")
    cell.click()
    journal.page.keyboard.type("8")
    journal.page.keyboard.press("Enter")
    journal.wait_until_saved()
    cell.click()
    journal.page.keyboard.type(typed)
    journal.page.keyboard.press("Enter")
    expect(journal.page.get_by_text(sentence).first).to_be_visible()
    expect(journal.status).to_contain_text("1 ieraksts atteikts")
    expect(cell).to_have_text(typed)
    assert school.marks(work) == {MARTA: "8"}
    cell.click()
    journal.page.get_by_role("button", name="Atcelt manu ierakstu").click()
    expect(cell).to_have_text("8")
    journal.wait_until_saved()
    assert school.steps_of_marks(work) == 1


def test_who_has_left_stands_in_the_list_but_takes_no_marks(
    people: People, school: DemoSchool
) -> None:
    work = school.work(school.lesson(MATHS_12), "Pēc aiziešanas")
    name = open_journal(people, school, MATHS_12).names()[0]
    school.leave(name, clock.today() - timedelta(days=1))
    journal = open_journal(people, school, MATHS_12)
    expect(journal.row(name)).to_contain_text("izstājies")
    cell = journal.cell(name, "Pēc aiziešanas")
    expect(cell).to_have_attribute("title", "šajā dienā nav grupā")
    cell.click()
    journal.page.keyboard.type("9")
    journal.page.keyboard.press("Enter")
    expect(cell).to_have_text("")
    journal.wait_until_saved()
    assert school.marks(work) == {}


def conflict(people: People, school: DemoSchool, title: str) -> tuple[JournalPage, JournalPage]:
    """Let two teachers of one journal write the same cell, the second without having seen it."""
    first = open_journal(people, school)
    second = open_journal(people, school, user="audzinatajs")
    second.cell(MARTA, title).click()
    second.page.context.set_offline(True)
    first.cell(MARTA, title).click()
    first.type_values(["8"])
    first.wait_until_saved()
    second.type_values(["6"])
    expect(second.cell(MARTA, title)).to_have_text("6")
    second.page.context.set_offline(False)
    expect(second.status).to_contain_text("1 nesaskaņa", timeout=30_000)
    second.cell(MARTA, title).click()
    return first, second


def test_two_teachers_in_one_cell_the_second_sees_both_and_puts_theirs(
    people: People, school: DemoSchool
) -> None:
    work = school.work(school.lesson(MATHS_A), "Divi skolotāji")
    first, second = conflict(people, school, "Divi skolotāji")
    choice = second.page.get_by_role("group", name="Pa to laiku šo mainīja kāds cits")
    expect(choice).to_contain_text("8 Inga Zariņa")
    expect(choice.get_by_role("definition").nth(1)).to_have_text("6")
    assert school.marks(work) == {MARTA: "8"}
    choice.get_by_role("button", name="Likt manu").click()
    second.wait_until_saved()
    expect(first.cell(MARTA, "Divi skolotāji")).to_have_text("6")
    assert school.marks(work) == {MARTA: "6"}
    assert school.steps_of_marks(work) == 2


def test_two_teachers_in_one_cell_the_second_keeps_the_first_value(
    people: People, school: DemoSchool
) -> None:
    work = school.work(school.lesson(MATHS_A), "Paliek pirmais")
    _, second = conflict(people, school, "Paliek pirmais")
    second.page.get_by_role("button", name="Atstāt cita ierakstu").click()
    expect(second.cell(MARTA, "Paliek pirmais")).to_have_text("8")
    second.wait_until_saved()
    assert school.steps_of_marks(work) == 1


def test_two_tabs_with_two_classes_save_into_the_right_ones(
    people: People, school: DemoSchool
) -> None:
    works = [school.work(school.lesson(journal), "Divas cilnes") for journal in (MATHS_A, MATHS_B)]
    window = people.window("skolotajs")
    tabs: list[JournalPage] = []
    for journal in (MATHS_A, MATHS_B):
        page = window.new_page()
        page.goto(f"/zurnals/{school.journal(journal)}")
        tabs.append(JournalPage(page).wait())
    names = [tab.names()[:4] for tab in tabs]
    for tab, own in zip(tabs, names, strict=True):
        tab.cell(own[0], "Divas cilnes").click()
    for _ in range(4):
        for tab, value in zip(tabs, ("5", "9"), strict=True):
            tab.type_values([value])
    for tab in tabs:
        tab.wait_until_saved()
    assert school.marks(works[0]) == dict.fromkeys(names[0], "5")
    assert school.marks(works[1]) == dict.fromkeys(names[1], "9")


def test_a_reload_with_unsent_entries_loses_none_and_doubles_none(
    people: People, school: DemoSchool
) -> None:
    work = school.work(school.lesson(MATHS_A), "Pārlāde")
    journal = open_journal(people, school)
    names = journal.names()[:5]
    journal.page.on("dialog", stay_or_go)
    journal.cell(names[0], "Pārlāde").click()
    journal.page.context.set_offline(True)
    journal.type_values(["3", "4", "5", "6", "7"])
    expect(journal.status).to_contain_text("Nav savienojuma")
    assert school.marks(work) == {}
    journal.page.context.set_offline(False)
    journal.page.reload()
    journal.wait().wait_until_saved()
    for name, value in zip(names, "34567", strict=True):
        expect(journal.cell(name, "Pārlāde")).to_have_text(value)
    assert school.marks(work) == dict(zip(names, "34567", strict=True))
    assert school.steps_of_marks(work) == 5


def cells_shown_as(page: Page, looks: str) -> list[str]:
    """The names of pupils with a cell of a look."""
    rows = page.get_by_role("row").filter(has=page.locator(looks))
    return rows.locator(".ej-name").all_inner_texts()


def test_a_killed_server_keeps_what_was_saved_and_gets_the_rest_once(
    people: People, school: DemoSchool, site: Product
) -> None:
    work = school.work(school.lesson(MATHS_B), "Strāvas pārtraukums")
    journal = open_journal(people, school, MATHS_B)
    names = journal.names()
    values = [str(n % 10 + 1) for n in range(len(names))]
    half = len(names) // 2
    journal.cell(names[0], "Strāvas pārtraukums").click()
    journal.type_values(values[:3])
    journal.wait_until_saved()
    journal.type_values(values[3:half])
    site.kill()
    journal.type_values(values[half:-2])
    expect(journal.status).to_contain_text("Nav savienojuma")
    saved = dict(zip(names, values, strict=True))
    held = school.marks(work)
    shown_as_saved = cells_shown_as(journal.page, "td.ej-is-saved")
    waiting = cells_shown_as(journal.page, "td.ej-is-offline, td.ej-is-saving")
    assert set(shown_as_saved) <= set(held), "what showed as saved is in the database"
    assert set(waiting) >= set(names[half:-2]), "the rest is visibly not saved"
    site.start()
    journal.type_values(values[-2:-1])
    journal.wait_until_saved()
    # Nobody has to click anywhere: the hands never left the keys.
    journal.type_values(values[-1:])
    journal.wait_until_saved()
    for name in names:
        expect(journal.cell(name, "Strāvas pārtraukums")).to_have_text(saved[name])
    assert school.marks(work) == saved
    assert school.steps_of_marks(work) == len(names), "each went through exactly once"


def test_a_lesson_on_a_holiday_is_refused_by_name(people: People, school: DemoSchool) -> None:
    journal = open_journal(people, school)
    lessons = len(school.lessons_about("", MATHS_A))
    journal.page.get_by_role("button", name="Pievienot stundu").click()
    dialog = journal.page.get_by_role("dialog")
    dialog.get_by_label("Datums").fill(f"{school.year()}-11-18")
    dialog.get_by_label("Stundas numurs").fill("2")
    dialog.get_by_role("button", name="Pievienot stundu").click()
    expect(journal.page.get_by_role("alert")).to_contain_text("Proklamēšanas diena")
    expect(journal.grid).to_be_visible()
    assert len(school.lessons_about("", MATHS_A)) == lessons


def test_a_column_leads_to_its_lesson(people: People, school: DemoSchool) -> None:
    lesson_id = school.lesson(MATHS_A)
    school.work(lesson_id, "Uz stundu")
    journal = open_journal(people, school)
    journal.grid.locator('th[title*="Uz stundu"]').get_by_role("button").click()
    expect(journal.page).to_have_url(f"{people.address}/stunda/{lesson_id}")
    expect(journal.page.get_by_label("Tēma", exact=True)).to_be_visible()
