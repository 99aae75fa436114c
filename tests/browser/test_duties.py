"""What is owed stands on top of one's own page, and goes away as it is done."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from ejournal_app.persistence.models import Journal
from ejournal_app.services.calendars import load_calendar
from tests.support.demo_school import MATHS_A, DemoSchool

from .pages.lesson import LessonPage
from .people import PHONE, People

pytestmark = pytest.mark.browser


def _open_lesson(school: DemoSchool) -> int:
    """A lesson nobody has entered, of the latest lesson day before today."""
    with school.session() as session:
        journal = session.get_one(Journal, school.journal(MATHS_A))
        calendar = load_calendar(session, journal.year_id)
        day = calendar.nearest_lesson_day(clock.today() - timedelta(days=1), [journal.grade], -1)
    assert day is not None, "the demo school's year has just begun"
    return school.lesson(MATHS_A, day)


def test_a_teacher_comes_from_what_is_owed_to_the_place_and_it_is_gone_when_done(
    people: People, school: DemoSchool
) -> None:
    lesson_id = _open_lesson(school)
    looking = people.open("skolotajs", "/daramais", **PHONE)
    owed = looking.locator(f'a[href="/stunda/{lesson_id}"]')
    expect(owed).to_contain_text("Matemātika")
    item = looking.locator("li", has=owed)
    item.get_by_text("Kāpēc līdz tam?").click()
    expect(item).to_contain_text(re.compile(r"10\. punkts"))
    before = looking.get_by_text(re.compile(r"^Jāizdara \d+")).text_content()
    page = people.open("skolotajs", "/diena")
    expect(page.get_by_role("region", name="Darāmais")).to_contain_text("Jāizdara")
    page.goto(f"/stunda/{lesson_id}")
    lesson = LessonPage(page).wait()
    lesson.topic.fill("Lineāra funkcija")
    lesson.outcome.fill("Zīmē lineāras funkcijas grafiku.")
    lesson.no_homework.check()
    lesson.checked.click()
    lesson.wait_until_saved()
    # The other window hears of it by itself.
    expect(owed).to_have_count(0)
    expect(looking.get_by_text(before or "–", exact=True)).to_have_count(0)


def test_a_class_teacher_says_that_statements_are_sent_and_takes_it_back(
    people: People, school: DemoSchool
) -> None:
    page = people.open("audzinatajs", "/mana-klase")
    sent = page.get_by_role("button", name=re.compile("tomēr nav nosūtīts|izdrukāts vai nosūtīts"))
    first = sent.first
    was = first.get_attribute("aria-label")
    first.click()
    expect(sent.first).not_to_have_attribute("aria-label", was or "")
    sent.first.click()
    expect(sent.first).to_have_attribute("aria-label", was or "")
    assert len(school.audited("audzinatajs", "class:duty:write")) >= 2
