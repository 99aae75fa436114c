"""The lesson page as a teacher uses it between two bells, and as others read it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from ejournal_app.i18n.formats import long_date
from ejournal_app.persistence.models import Lesson
from tests.support.demo_school import MATHS_A, MATHS_B, DemoSchool

from .pages.lesson import LessonPage
from .people import People

pytestmark = pytest.mark.browser

READ_ONLY = "Šo stundu varat lasīt; ierakstus veic tās skolotāji."


def test_a_lesson_of_the_day_is_one_tap_away_and_says_what_is_missing(
    people: People, school: DemoSchool
) -> None:
    lesson_id = school.lesson(MATHS_A)
    page = people.open("skolotajs", f"/diena?datums={clock.today()}")
    row = page.locator(f'a[href="/stunda/{lesson_id}"]')
    expect(row).to_contain_text("Nav sākta")
    expect(row).to_contain_text("Trūkst: tēma, sasniedzamais rezultāts, apmeklējums, mājas darbs")
    row.click()
    lesson = LessonPage(page).wait()
    lesson.topic.fill("Lineāra funkcija")
    lesson.wait_until_saved()
    page.get_by_role("link", name="Atpakaļ").click()
    expect(row).to_contain_text("Nepilnīga")
    expect(row).to_contain_text("Lineāra funkcija")


def test_a_whole_lesson_is_recorded_without_a_reload(people: People, school: DemoSchool) -> None:
    lesson_id = school.lesson(MATHS_A)
    lesson = LessonPage(people.open("skolotajs", f"/stunda/{lesson_id}")).wait()
    lesson.topic.press_sequentially("Funkcijas grafiks")
    lesson.outcome.press_sequentially("Zīmē lineāras funkcijas grafiku.")
    lesson.no_homework.check()
    lesson.attendance("Krūmiņa Marta").click()
    lesson.attendance("Eglāja Stefānija").dblclick()
    lesson.checked.click()
    lesson.wait_until_saved()
    expect(lesson.state).to_have_text("Pabeigta")
    expect(lesson.page.get_by_text("Trūkst:")).to_have_count(0)
    lesson.page.reload()
    lesson.wait()
    expect(lesson.topic).to_have_value("Funkcijas grafiks")
    expect(lesson.no_homework).to_be_checked()
    expect(lesson.attendance("Krūmiņa Marta")).to_contain_text("Nav")
    expect(lesson.attendance("Eglāja Stefānija")).to_contain_text("Kavē")
    expect(lesson.checked).to_have_count(0)
    assert school.attendance(lesson_id) == {"Krūmiņa Marta": "absent", "Eglāja Stefānija": "late"}
    row = school.row(Lesson, lesson_id)
    assert (row.topic, row.no_homework) == ("Funkcijas grafiks", True)
    assert row.completed_at is not None


def test_homework_gets_the_day_of_the_next_lesson(people: People, school: DemoSchool) -> None:
    lesson_id = school.lesson(MATHS_A)
    school.lesson(MATHS_A)  # later the same day: homework is for another day
    tomorrow = school.lesson(MATHS_A, day=clock.today() + timedelta(days=1))
    lesson = LessonPage(people.open("skolotajs", f"/stunda/{lesson_id}")).wait()
    expect(lesson.due).to_have_accessible_description(
        re.compile(long_date(school.day_of(tomorrow), "lv"))
    )
    lesson.no_homework.check()
    lesson.wait_until_saved()
    lesson.homework.fill("Atkārtot formulas")
    lesson.wait_until_saved()
    expect(lesson.due).to_have_value(school.row(Lesson, tomorrow).day.isoformat())
    expect(lesson.no_homework).not_to_be_checked()
    lesson.no_homework.click()
    expect(lesson.page.get_by_text("Šeit ir ierakstīts mājas darbs.")).to_be_visible()
    assert school.row(Lesson, lesson_id).homework == "Atkārtot formulas"


def test_the_entry_is_copied_to_the_parallel_class(people: People, school: DemoSchool) -> None:
    school.lesson(MATHS_B)
    here = school.lesson(MATHS_A)
    lesson = LessonPage(people.open("skolotajs", f"/stunda/{here}")).wait()
    copy = lesson.page.get_by_role("button", name="Kopēt uz 7.b")
    expect(copy).to_have_count(0)
    lesson.topic.fill("Vienādojumu sistēmas")
    lesson.outcome.fill("Atrisina vienādojumu sistēmu.")
    lesson.wait_until_saved()
    copy.click()
    expect(lesson.page.get_by_text("Nokopēts uz 7.b")).to_be_visible()
    (copied,) = school.lessons_about("Vienādojumu sistēmas", MATHS_B)
    assert copied.outcome == "Atrisina vienādojumu sistēmu."


def test_absence_of_the_previous_lesson_is_carried_over(people: People, school: DemoSchool) -> None:
    earlier, later = school.lesson(MATHS_A), school.lesson(MATHS_A)
    first = LessonPage(people.open("skolotajs", f"/stunda/{earlier}")).wait()
    first.attendance("Krūmiņa Marta").click()
    first.attendance("Paleja Maija").click()
    first.attendance("Eglāja Stefānija").dblclick()
    first.wait_until_saved()
    second = LessonPage(people.open("skolotajs", f"/stunda/{later}")).wait()
    expect(second.page.get_by_text("iepriekšējā stundā nebija")).to_have_count(2)
    second.carry_over.click()
    second.wait_until_saved()
    expect(second.carry_over).to_have_count(0)
    assert school.attendance(later) == {"Krūmiņa Marta": "absent", "Paleja Maija": "absent"}


@pytest.mark.parametrize("reader", ["vadiba", "audzinatajs"])
def test_others_read_the_lesson_and_cannot_write_it(
    people: People, school: DemoSchool, reader: str
) -> None:
    # A class teacher reads all lessons of the class; 7.b's mathematics is not theirs to see.
    journal = MATHS_B if reader == "vadiba" else "Latvijas un pasaules vēsture 7.a"
    lesson_id = school.lesson(journal)
    lesson = LessonPage(people.open(reader, f"/stunda/{lesson_id}")).wait()
    expect(lesson.page.get_by_text(READ_ONLY)).to_be_visible()
    expect(lesson.topic).not_to_be_editable()
    expect(lesson.page.get_by_role("button", name="Apmeklējums")).to_have_count(0)
    expect(lesson.checked).to_have_count(0)
    expect(lesson.page.get_by_role("group", name="Pievienot darbu")).to_have_count(0)


def test_a_lesson_to_come_takes_its_plan_but_no_attendance(
    people: People, school: DemoSchool
) -> None:
    lesson_id = school.lesson(MATHS_A, day=clock.today() + timedelta(days=1))
    lesson = LessonPage(people.open("skolotajs", f"/stunda/{lesson_id}")).wait()
    expect(lesson.state).to_have_text("Gaidāma")
    expect(
        lesson.page.get_by_text("Apmeklējumu un vērtējumus var ievadīt stundas dienā.")
    ).to_be_visible()
    lesson.topic.fill("Pārbaudes darba analīze")
    lesson.wait_until_saved()
    assert school.row(Lesson, lesson_id).topic == "Pārbaudes darba analīze"
    expect(lesson.checked).to_have_count(0)


def test_the_lesson_of_a_stranger_is_refused_without_a_word_of_it(
    people: People, school: DemoSchool
) -> None:
    lesson_id = school.lesson("Ģeogrāfija 7.b")
    page = people.open("skolotajs", f"/stunda/{lesson_id}")
    expect(page.get_by_role("heading", name="Šo lapu nevar parādīt")).to_be_visible()
    expect(page.get_by_label("Tēma", exact=True)).to_have_count(0)
    assert "Ģeogrāfija" not in page.locator("main").inner_text()
    refused = school.audited("skolotajs", "lesson:entry:read", "refused")[-1]
    assert refused.entity_id == school.journal("Ģeogrāfija 7.b")
