"""Files that leave: to people with the right, never to others, never from a browser's store."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from ejournal_app.domain.access import Permission
from ejournal_app.persistence.models import AuditOutcome
from tests.http.browser import browser
from tests.http.members import browser_of
from tests.support.entering import mark, saved
from tests.support.school import TinySchool, school
from tests.support.trail import trail

__all__ = ["school"]

LIST = "/lejupielade/saraksts/skoleni.xlsx"
SCHOOL = "/lejupielade/skola.zip"
CLASS = "/lejupielade/klase-vertejumi/1.xlsx"
"""5.a of the tiny school."""
READERS = {
    LIST: {"maija", "nora", "clerk", "management", "superuser"},
    SCHOOL: {"superuser"},
    CLASS: {"maija", "management", "superuser"},
}


@pytest.mark.parametrize("path", READERS)
async def test_nobody_is_led_to_the_log_in_page_and_back(school: TinySchool, path: str) -> None:
    async with browser() as client:
        answer = await client.get(path + "?meklet=a")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/ieiet?next=%2Flejupielade%2F")


@pytest.mark.parametrize("path", READERS)
async def test_those_without_the_right_are_told_nothing(
    school: TinySchool, path: str, subtests: pytest.Subtests
) -> None:
    for who, actor in school.actors.all().items():
        with subtests.test(who):
            async with browser_of(actor) as client:
                answer = await client.get(path)
            if who == "former_pupil":  # has an account, and access no more
                assert answer.status_code in {303, 404}
                continue
            if who in READERS[path]:
                assert answer.status_code == 200
                assert answer.headers["content-disposition"].startswith("attachment")
                assert answer.headers["cache-control"] == "no-store"
                continue
            assert answer.status_code in {303, 404}, answer.status_code
            if answer.status_code == 404:
                assert "nav piekļuves" in answer.text
                assert trail()[-1].outcome == AuditOutcome.REFUSED


async def test_a_list_comes_as_a_sheet_in_the_readers_language(school: TinySchool) -> None:
    async with browser_of(school.actors.clerk) as client:
        answer = await client.get(LIST, params={"meklet": "5.b", "kartot": "-name"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Vārds", "Klase"]
    assert [row[0] for row in rows[1:]] == ["Ozola Dace", "Krūmiņa Marta"]


async def test_a_class_comes_as_pupils_by_subjects_with_numbers(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    async with browser_of(school.actors.maija) as client:
        answer = await client.get(CLASS, params={"veids": "videjais"})
        unknown = await client.get(CLASS.replace("1.", f"{10**30}."))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.get_sheet_by_index(0).to_python()[:2] == [
        ["Vārds", "Matemātika"],
        ["Āboliņa Anna", 8.0],
    ]
    assert unknown.status_code == 404


async def test_a_query_no_page_sends_is_refused_in_words(school: TinySchool) -> None:
    async with browser_of(school.actors.clerk) as client:
        answer = await client.get(LIST, params={"meklet": "x" * 500})
    assert answer.status_code == 400
    assert "Pārlādējiet" in answer.text


async def test_the_whole_school_comes_as_a_sound_zip(school: TinySchool) -> None:
    async with browser_of(school.actors.superuser) as client:
        answer = await client.get(SCHOOL)
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        assert files.testzip() is None
        assert "manifest.json" in files.namelist()
    assert Permission.SCHOOL_EXPORT in {entry.action for entry in trail()}


async def test_another_site_cannot_upload(school: TinySchool) -> None:
    async with browser_of(school.actors.superuser) as client:
        answer = await client.post(
            "/augsupielade/viis",
            files={"file": ("viis.csv", b"a;b")},
            headers={"Origin": "https://evil.example"},
        )
    assert answer.status_code == 403
