"""An event excuses its participants; a teacher asks to be away (Regulation 11, 12, 14)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from ejournal_app import clock
from ejournal_app.persistence.models import Lesson, SchoolEvent, TeacherAbsence
from tests.support.demo_school import MATHS_A, DemoSchool

from .people import People

pytestmark = pytest.mark.browser


def test_a_class_goes_to_an_event_and_its_lessons_know(people: People, school: DemoSchool) -> None:
    today = clock.today()
    school.allow_lessons(today)
    teacher = people.open("skolotajs", "/pasakumi")
    teacher.get_by_role("link", name="Pieteikt pasākumu").click()
    teacher.get_by_label("Nosaukums").fill("Robotikas diena")
    teacher.get_by_label("Norises vieta").fill("LU Zinātņu māja")
    teacher.get_by_label("Pirmā diena").fill(today.isoformat())
    teacher.get_by_label("No stundas").select_option("1")
    expect(teacher.get_by_label("Sākas plkst.")).not_to_have_value("")
    first_ends = teacher.get_by_label("Beidzas plkst.").input_value()
    teacher.get_by_label("Līdz stundai").select_option("6")
    expect(teacher.get_by_label("Beidzas plkst.")).not_to_have_value(first_ends)
    expect(teacher.get_by_label("Nosaukums")).to_have_value("Robotikas diena")
    teacher.get_by_role("button", name="Pieteikt").click()
    expect(teacher.get_by_text("Pieteikts. Tagad norādiet dalībniekus.")).to_be_visible()

    teacher.get_by_role("button", name="Pievienot 7.a klasi").click()
    marta = teacher.locator(".event-pupils").get_by_text("Krūmiņa Marta")
    expect(marta).to_be_visible()
    teacher.get_by_placeholder("Viens izglītojamais").press_sequentially("12.a")
    found = teacher.get_by_role("status").get_by_role("button")
    name = found.first.inner_text().splitlines()[0].removesuffix("12.a").strip()
    found.first.click()
    expect(teacher.locator(".event-pupils").get_by_text(name)).to_be_visible()
    path = re.sub(r"^https?://[^/]+", "", teacher.url)

    heads = people.open("vadiba", path)
    heads.get_by_role("button", name="Apstiprināt pasākumu").click()
    expect(heads.get_by_text("Apstiprināts. Pieteicējam paziņots.")).to_be_visible()
    teacher.goto("/pazinojumi")
    expect(teacher.get_by_text("“Robotikas diena”")).to_be_visible()

    lesson = _lesson_during(school, int(path.rpartition("/")[2]))
    teacher.goto(f"/stunda/{lesson}")
    line = teacher.get_by_role("listitem").filter(has_text="Krūmiņa Marta")
    expect(line.get_by_text("pasākumā", exact=True)).to_be_visible()
    parent = people.open("vecaks", f"/dienasgramata/{school.pupil('Krūmiņa Marta')}?datums={today}")
    expect(parent.get_by_text("Robotikas diena")).to_be_visible()

    heads.get_by_role("button", name="Atcelt pasākumu").first.click()
    dialog = heads.get_by_role("dialog")
    dialog.get_by_label("Pamatojums").fill("Slikti laikapstākļi")
    dialog.get_by_role("button", name="Atcelt pasākumu").click()
    expect(heads.get_by_text("Atcelts. Pieteicējam paziņots.")).to_be_visible()
    expect(parent.get_by_text("Robotikas diena")).to_have_count(0)


def test_a_teacher_asks_and_the_clerk_grants(people: People, school: DemoSchool) -> None:
    day = clock.today() + timedelta(days=30)
    teacher = people.open("audzinatajs", "/konts")
    teacher.get_by_role("link", name="Pieteikt prombūtni").click()
    teacher.get_by_label("Veids").select_option("courses")
    teacher.get_by_label("Pirmā diena").fill(day.isoformat())
    teacher.get_by_label("Pēdējā diena").fill(day.isoformat())
    teacher.get_by_label("Piezīme").fill("Datorikas kursi")
    teacher.locator("input[type=file]").first.set_input_files(
        {
            "name": "uzaicinajums.pdf",
            "mimeType": "application/pdf",
            "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
        }
    )
    expect(teacher.get_by_text("Dokuments: uzaicinajums.pdf")).to_be_visible()
    teacher.get_by_role("button", name="Nosūtīt pieteikumu").click()
    expect(teacher.get_by_text("Nosūtīts. Atbildi saņemsiet paziņojumā.")).to_be_visible()
    expect(_request(teacher).get_by_text("gaida atbildi")).to_be_visible()
    expect(teacher.get_by_label("Piezīme")).to_have_value("")

    clerk = people.open("lietvede", "/prombutnes")
    expect(_request(clerk).get_by_role("link", name="uzaicinajums.pdf")).to_be_visible()
    _request(clerk).get_by_role("button", name="Apstiprināt pieteikumu").click()
    expect(clerk.get_by_text("Apstiprināts un ierakstīts. Pedagogam paziņots.")).to_be_visible()
    expect(clerk.get_by_role("link", name="uzaicinajums.pdf")).to_be_visible()
    absence = school.row(TeacherAbsence, int(clerk.url.rpartition("/")[2]))
    assert (absence.starts_on, absence.ends_on, absence.kind) == (day, day, "courses")
    teacher.reload()
    expect(_request(teacher).get_by_text("apstiprināts", exact=True)).to_be_visible()


def _request(page: Page) -> Locator:
    return page.locator(".term").filter(has_text="Datorikas kursi")


def _lesson_during(school: DemoSchool, event_id: int) -> int:
    event = school.row(SchoolEvent, event_id)
    return school.add(
        Lesson(
            journal_id=school.journal(MATHS_A),
            day=clock.local(event.starts_at).date(),
            number=19,
            starts_at=event.starts_at,
            ends_at=event.starts_at + timedelta(minutes=40),
        )
    )
