"""Six teachers are ill: they are entered, covered, confirmed, and the rows are there (12)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, func, select

from ejournal_app import clock
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import Lesson, Substitution
from tests.support.demo_school import DemoSchool

from .people import People

pytestmark = pytest.mark.browser

ILL = 6


def test_six_ill_teachers_are_covered_and_the_rows_are_there(
    people: People, school: DemoSchool
) -> None:
    with school.session() as session:
        day = session.exec(
            select(func.min(col(Lesson.day))).where(
                col(Lesson.day) > clock.today() + timedelta(days=2), col(Lesson.number) < 5
            )
        ).one()
    assert day is not None
    board = people.open("vadiba", f"/aizvietosana?no={day}")
    board.get_by_text("Pievienot pedagoga prombūtni", exact=True).click()
    who = board.get_by_label("Kurš ir prombūtnē")
    values = [one.get_attribute("value") for one in who.locator("option").all()][1:]
    for value in values[2 : 2 + ILL]:
        who.select_option(value=value)
        board.get_by_role("button", name="Ierakstīt", exact=True).click()
        expect(who).to_have_value("")
    expect(board.get_by_role("button", name="Piedāvāt visiem")).to_be_enabled()
    board.get_by_role("button", name="Piedāvāt visiem").click()
    expect(board.get_by_text(re.compile("Piedāvāts stundām"))).to_be_visible()
    planned = _planned(board)
    assert planned > 0
    board.get_by_role("button", name="Apstiprināt…").click()
    summary = board.get_by_role("dialog")
    expect(summary.get_by_text(re.compile("Paziņos: aizvietotājiem"))).to_be_visible()
    summary.get_by_role("button", name="Apstiprināt", exact=True).click()
    expect(board.get_by_text(f"Apstiprināts: {planned}.")).to_be_visible()
    with school.session() as session:
        rows = session.exec(
            select(Substitution)
            .join(Lesson, col(Lesson.id) == col(Substitution.lesson_id))
            .where(col(Lesson.day) == day)
        ).all()
        assert len(rows) == planned
        assert all(row.confirmed_at is not None and row.reason == "illness" for row in rows)
        assert all(row.kind != SubstitutionKind.CANCELLED for row in rows)
    board.get_by_role("button", name="Atsaukt…").first.click()
    board.get_by_role("dialog").get_by_role("button", name="Atsaukt", exact=True).click()
    expect(board.get_by_text("Atsaukts. Viss ir kā iepriekš.")).to_be_visible()
    family = people.open("vecaks", f"/stundu-izmainas?datums={day}")
    expect(family.get_by_text("Cits pedagogs").first).to_be_visible()
    assert "Darba nespēja" not in family.content()
    assert "Slimība" not in family.content()


def _planned(board: Page) -> int:
    words = board.get_by_role("status").filter(has_text="ieplānotas").inner_text()
    found = re.search(r"ieplānotas: (\d+)", words)
    assert found is not None
    return int(found[1])
