"""A parent applies on the phone, the class teacher accepts, the lesson knows of it (11)."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import Attendance, Lesson
from ejournal_app.persistence.queries.covers import read_covers
from tests.support.demo_school import DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

CHILD = "Krūmiņa Marta"
WHY = "Paaugstināta temperatūra kopš vakara"


def test_a_parent_applies_and_the_note_covers_what_is_registered_later(
    people: People, school: DemoSchool
) -> None:
    school.nothing_covers(CHILD)
    lesson, pupil = school.lesson(), school.pupil(CHILD)

    parent = people.open("vecaks", f"/dienasgramata/{pupil}", **PHONE)
    parent.get_by_role("link", name="Pieteikt kavējumu").click()
    expect(parent.get_by_role("radio", name=re.compile("Šodien"))).to_be_checked()
    parent.get_by_text("Cits iemesls", exact=True).first.click()
    parent.get_by_role("button", name="Nosūtīt pieteikumu").click()
    # Refused: why is asked for; what was chosen stays.
    expect(parent.get_by_label("Dažos vārdos")).to_have_attribute("aria-invalid", "true")
    expect(parent.get_by_role("radio", name="Cits iemesls")).to_be_checked()
    parent.get_by_text("Slimība", exact=True).first.click()
    parent.get_by_label("Dažos vārdos").fill(WHY)
    parent.get_by_role("button", name="Nosūtīt pieteikumu").click()
    expect(parent.get_by_text("Pieteikums nosūtīts.")).to_be_visible()
    expect(parent.get_by_role("heading", name="Kas notiks tālāk")).to_be_visible()
    expect(parent.get_by_label("Dažos vārdos")).to_have_value("")

    teacher = people.open("skolotajs", f"/stunda/{lesson}")
    expect(_line(teacher)).to_contain_text("pieteikts")
    assert WHY not in teacher.content()

    class_teacher = people.open("audzinatajs", "/mana-klase")
    class_teacher.get_by_role("link", name=re.compile("Kavējumu pieteikumi, kas gaida")).click()
    expect(class_teacher.get_by_text(WHY)).to_be_visible()
    waiting = class_teacher.get_by_role("article").filter(has_text=WHY)
    waiting.get_by_role("button", name=re.compile(f"{CHILD}.*apstiprināt pieteikumu")).click()
    expect(class_teacher.get_by_text("Izdarīts.")).to_be_visible()

    # The parent's page was open all the time.
    expect(parent.get_by_role("article").filter(has_text=WHY)).to_contain_text("Apstiprināts")
    parent.goto(f"/dienasgramata/{pupil}?datums={clock.today()}")
    expect(parent.locator(".day.today")).to_contain_text("Apstiprināts")

    teacher.reload()
    expect(_line(teacher)).to_contain_text("attaisnots")
    _line(teacher).get_by_role("button").click()
    expect(_line(teacher)).to_contain_text("Nav")
    expect(teacher.get_by_text("Viss saglabāts")).to_be_visible()
    with school.session() as session:
        row = session.get_one(Lesson, lesson)
        fact = session.exec(
            select(Attendance).where(Attendance.lesson_id == lesson, Attendance.pupil_id == pupil)
        ).one()
        covers = read_covers(session, [pupil], clock.today(), clock.today())
        status = AttendanceStatus(fact.status)
        shown = covers.symbol(status, pupil, row.day, row.number, row.starts_at, row.ends_at)
    assert shown == "ns"


def _line(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text=CHILD)
