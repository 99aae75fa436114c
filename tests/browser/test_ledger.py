"""An account is misused: its entries wait, are confirmed, told, seen by parents and put back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import delete

from ejournal_app import clock
from ejournal_app.demo.logins import DEMO_PASSWORD
from ejournal_app.persistence.models import RuleSetting
from ejournal_app.services.school_rules import Rule
from tests.states.handlers import operation
from tests.support import events
from tests.support.demo_school import MATHS_A, DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

MARTA, STEFANIJA = "Krūmiņa Marta", "Eglāja Stefānija"


@contextmanager
def brake_at(school: DemoSchool, limit: str) -> Iterator[None]:
    """Hold back bursts of so many marks, from today on."""
    rule = RuleSetting(school_id=1, key=Rule.BRAKE, effective_from=clock.today(), value=limit)
    row = school.add(rule)
    yield
    with school.session() as session:
        session.exec(delete(RuleSetting).where(RuleSetting.id == row))  # type: ignore[arg-type, call-overload]


def typed(
    address: str, username: str, work: int, marks: Mapping[int, tuple[str, str]]
) -> list[str]:
    """Write marks by pupil over others, as a page would; gives the answers."""
    cookie = events.log_in(address, username, DEMO_PASSWORD)
    entries = [
        operation("mark", new, {"work_id": work, "pupil_id": pupil}, base=old)
        for pupil, (old, new) in marks.items()
    ]
    with events.page(address, cookie) as page:
        name = events.handler_name("entry.Entry", "send")
        updates = page.call(name, {"operations": entries})
    told = events.values(updates, "entry.Entry")["answers"]["items"]
    return [item["status"] for item in told]


def unread(page: Page) -> None:
    expect(page.get_by_role("link", name="Paziņojumi")).to_contain_text("neizlasīt")


def test_a_burst_waits_for_the_password_and_is_put_back_in_one_step(
    people: People, school: DemoSchool
) -> None:
    work = school.work(school.lesson(MATHS_A), "Aizturamais")
    pupils = [school.pupil(MARTA), school.pupil(STEFANIJA)]
    typed(people.address, "audzinatajs", work, dict.fromkeys(pupils, ("", "8")))
    class_teacher = people.open("audzinatajs", "/zurnali")
    expect(class_teacher.get_by_role("link", name="Paziņojumi")).to_be_visible()
    with brake_at(school, "2,10"):
        lowered = dict.fromkeys(pupils, ("8", "1"))
        assert typed(people.address, "skolotajs", work, lowered) == ["held", "held"]
    unread(class_teacher)
    class_teacher.get_by_role("link", name="Paziņojumi").click()
    expect(class_teacher.get_by_text("Aizturēti ieraksti").first).to_be_visible()
    assert set(school.marks(work).values()) == {"8"}

    teacher = people.open("skolotajs", "/diena", **PHONE)
    teacher.get_by_role("link", name="Apskatīt").tap()
    expect(teacher.get_by_role("row", name="Marta Krūmiņa")).to_contain_text("Aizturamais")
    teacher.get_by_label("Jūsu parole").fill("Nav-mana-parole")
    teacher.get_by_role("button", name="Ierakstīt 2 ierakstus").tap()
    expect(teacher.get_by_role("alert").filter(has_text="parole").first).to_be_visible()
    teacher.get_by_label("Jūsu parole").fill(DEMO_PASSWORD)
    teacher.get_by_role("button", name="Ierakstīt 2 ierakstus").tap()
    expect(teacher.get_by_text("Ierakstīti 2 ieraksti.")).to_be_visible()
    expect(teacher.get_by_role("heading", name="Nekas nav aizturēts")).to_be_visible()
    assert set(school.marks(work).values()) == {"1"}

    superuser = people.open("virslietotajs", "/atgriesana")
    superuser.get_by_label("Vārds, uzvārds vai lietotājvārds").fill("skolotajs")
    superuser.get_by_role("button", name="Meklēt").click()
    superuser.locator(".list-row").first.click()
    row = superuser.get_by_role("row").filter(has_text="Aizturamais")
    expect(row).to_have_count(2)
    # What other tests wrote today stays.
    superuser.locator("tbody input").evaluate_all("all => all.forEach(one => one.checked = false)")
    for line in row.all():
        line.get_by_role("checkbox").check()
    superuser.get_by_label("Pamatojums").fill("Konts bija nozagts")
    superuser.get_by_role("button", name="Atgriezt", exact=True).click()
    expect(superuser.get_by_text("Atgrieztas 2 vērtības.")).to_be_visible()
    assert set(school.marks(work).values()) == {"8"}

    parent = people.open("vecaks", f"/dienasgramata/{pupils[0]}?datums={clock.today()}", **PHONE)
    mark = parent.locator(".mark-words").filter(has_text="Aizturamais")
    mark.locator("summary").tap()
    life = mark.get_by_role("listitem")
    expect(life).to_have_count(3)
    expect(life.nth(1)).to_contain_text("izlaboja 8 uz 1.")
    expect(life.nth(2)).to_contain_text("atjaunoja iepriekšējo vērtējumu 8.")
    expect(life.nth(2)).to_contain_text("Pamatojums: Konts bija nozagts")
