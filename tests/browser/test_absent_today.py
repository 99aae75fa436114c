"""A morning in a corridor, on a phone: a pupil is missing, the parent is told, the log says so."""

import re

import pytest
from playwright.sync_api import expect

from ejournal_app import clock
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.models import Attendance
from tests.support.demo_school import MATHS_A, DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

PUPIL = "Krūmiņa Marta"


def _miss(school: DemoSchool) -> None:
    """What the teacher's tablet would have written."""
    school.add(
        Attendance(
            lesson_id=school.lesson(MATHS_A),
            pupil_id=school.pupil(PUPIL),
            status=AttendanceStatus.ABSENT,
            recorded_at=clock.now(),
            recorded_by_id=school.person_of("skolotajs"),
        )
    )


def test_a_class_teacher_tells_a_parent_with_one_thumb(people: People, school: DemoSchool) -> None:
    school.nothing_covers(PUPIL)
    _miss(school)
    page = people.open("audzinatajs", "/mana-klase", **PHONE)
    page.get_by_role("link", name="Šodien bez ziņām").click()
    line = page.locator("li.card").filter(has_text=PUPIL)
    expect(line).to_contain_text("Nav stundās:")
    expect(line.get_by_role("link", name="Zvanīt: Kristīne Krūmiņa")).to_have_attribute(
        "href", re.compile(r"^tel:\+?\d+$")
    )
    line.get_by_role("button", name="Zvanīju, neatbild: Kristīne Krūmiņa").click()
    expect(line).to_contain_text("zvanīju – neatbild")
    line.get_by_text("Paziņots citādi").first.click()
    line.get_by_role("button", name="Pierakstīt, ko teica Kristīne Krūmiņa").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Kas tika teikts").fill("Pie ārsta līdz pusdienām")
    form.get_by_role("button", name="Saglabāt").click()
    expect(form).to_be_hidden()
    expect(line).to_contain_text("Pie ārsta līdz pusdienām")
    expect(page.get_by_role("heading", name="Jau paziņots")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]

    # Whoever looks at the same list elsewhere sees it without doing anything.
    office = people.open("vadiba", "/bez-zinam")
    expect(office.locator("li.card").filter(has_text=PUPIL)).to_contain_text(
        "Pie ārsta līdz pusdienām"
    )
