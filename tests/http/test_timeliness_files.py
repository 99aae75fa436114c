"""Timeliness as files: spreadsheets for those with the right, and the month's report on A4."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services.setup.logo import save_logo
from tests.http.members import browser_of
from tests.services.setup.test_school_data import png
from tests.services.timeliness.asking import enter_some
from tests.support.school import TinySchool, school
from tests.support.trail import trail

__all__ = ["school"]

ClockAt = Callable[[date | datetime], None]
MAP = "/lejupielade/savlaicigums.xlsx"
LINES = "/lejupielade/savlaicigums/pedagogs/7/2026-11-23.xlsx"
"""Ilze's week."""
REPORT = "/lejupielade/savlaicigums.pdf"


@pytest.mark.parametrize("path", [MAP, LINES, REPORT])
async def test_only_management_and_superuser_take_them_away(
    school: TinySchool, path: str, subtests: pytest.Subtests
) -> None:
    actors = school.actors
    for actor in (actors.management, actors.superuser):
        async with browser_of(actor) as client:
            answer = await client.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert trail()[-1].outcome == AuditOutcome.DONE
    for actor in (actors.ilze, actors.maija, actors.clerk, actors.parent, actors.pupil):
        with subtests.test(actor.name):
            async with browser_of(actor) as client:
                answer = await client.get(path)
            assert answer.status_code == 404
            assert trail()[-1].outcome == AuditOutcome.REFUSED


async def test_sheets_hold_what_the_pages_show(school: TinySchool, clock_at: ClockAt) -> None:
    enter_some(school, clock_at)
    async with browser_of(school.actors.management) as client:
        teachers = _sheet(await _content(client, MAP, seciba="vards"))
        classes = _sheet(await _content(client, MAP, skats="klase", seciba="vards"))
        lines = _sheet(await _content(client, LINES))
    assert teachers[0][:2] == ["Pedagogs", "Laikus izdarītā daļa, %"]
    assert teachers[0][-2:] == ["16.11.–22.11., %", "23.11.–29.11., %"]
    assert teachers[1][:6] == ["Kalniņa Ilze", 8.0, 12.0, 1.0, 1.0, 10.0]
    assert teachers[1][-2:] == [0.0, 25.0]
    assert [(row[0], row[-1]) for row in classes[1:]] == [("5.a", 0.0), ("5.b", 25.0)]
    assert len(lines) == 7
    (done,) = [row for row in lines if row[6] == "laikus"]
    assert str(done[0]).startswith("Matemātika 5.b: 3. stundas ieraksts")
    assert (done[3], done[4], done[5]) == (
        "Kalniņa Ilze",
        datetime(2026, 11, 24, 17),
        datetime(2026, 11, 24, 16),
    )


async def test_the_report_of_a_month_is_printed_in_latvian(
    school: TinySchool, clock_at: ClockAt
) -> None:
    enter_some(school, clock_at)
    save_logo(school.actors.superuser, png())
    async with browser_of(school.actors.management) as client:
        answer = await client.get(REPORT, params={"menesis": "2026-11"})
        quiet = await client.get(REPORT, params={"menesis": "2027-01"})
        wrong = [
            await client.get(REPORT, params={"menesis": month})
            for month in ("2026-13", "nav", "1999-01")
        ]
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="savlaicigums-2026-11.pdf"' in answer.headers["content-disposition"]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    assert len(pages[0].images) == 1
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in (
        "Paraugskola",
        "Ierakstu savlaicīgums",
        "2026. gada novembris",
        "Visa skola",
        "Kalniņa Ilze 12 1 1 10 8 %",
        "Liepa Jānis 18 0 0 18 0 %",
        "Vēl nav izdarīts",
        "Matemātika 5.b: 3. stundas ieraksts",
        "23.11.2026 17:00 4 no 4",
        "Sagatavots 25.11.2026 14:00, Guna Direktore",
    ):
        assert words in text, words
    assert "nekas nebija jāizdara" in PdfReader(io.BytesIO(quiet.content)).pages[0].extract_text()
    assert [one.status_code for one in wrong] == [400, 400, 400]
    assert "mēnes" in wrong[0].text


async def test_a_week_that_is_none_is_not_there(school: TinySchool) -> None:
    async with browser_of(school.actors.management) as client:
        for path in (
            LINES.replace("2026-11-23", "2026-11-24"),
            LINES.replace("2026-11-23", "nav"),
            LINES.replace("/7/", f"/{10**30}/"),
            LINES.replace("/7/", "/999999/"),
            LINES.replace("pedagogs", "skolens"),
        ):
            assert (await client.get(path)).status_code == 404, path


async def _content(client: object, path: str, **asked: str) -> bytes:
    answer = await client.get(path, params=asked)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return bytes(answer.content)


def _sheet(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]
