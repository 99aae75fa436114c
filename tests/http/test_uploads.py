"""Files that come in: from superusers only, kept as drafts, refused by a code, never half done."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from ejournal_app.http.app import LARGEST_UPLOAD
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AuditOutcome, ImportDraft, ImportRun
from ejournal_app.services.importing.reading import MAX_BYTES
from tests.http.browser import browser
from tests.http.members import browser_of
from tests.services.importing.files import ALISE_ROW, csv_bytes
from tests.support.school import TinySchool, school
from tests.support.trail import trail

__all__ = ["school"]

VIIS, TIMETABLE = "/augsupielade/viis", "/augsupielade/stundu-saraksts"
CONTENT = csv_bytes([ALISE_ROW])


async def send(school: TinySchool, content: bytes, name: str = "viis.csv", **how: Any) -> Any:
    """Send a file as the superuser; gives where the browser is led."""
    async with browser_of(school.actors.superuser) as client:
        answer = await client.post(how.pop("path", VIIS), files={"file": (name, content)}, data=how)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def drafts() -> list[ImportDraft]:
    with reading() as session:
        return list(session.exec(select(ImportDraft)))


async def test_nobody_is_led_to_the_log_in_page(school: TinySchool) -> None:
    async with browser() as client:
        answer = await client.post(VIIS, files={"file": ("viis.csv", CONTENT)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/ieiet")
    assert drafts() == []


async def test_only_a_superuser_may_send_files(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    for who, actor in school.actors.all().items():
        if who == "superuser":
            continue
        async with browser_of(actor) as client:
            for path in (VIIS, TIMETABLE):
                with subtests.test(f"{who} {path}"):
                    answer = await client.post(path, files={"file": ("viis.csv", CONTENT)})
                    if answer.status_code == 303:  # has an account, and access no more
                        assert answer.headers["location"] == "/ieiet"
                        continue
                    assert answer.status_code == 404
                    assert trail()[-1].outcome == AuditOutcome.REFUSED
    assert drafts() == []


async def test_a_file_becomes_a_draft_and_nothing_else(school: TinySchool) -> None:
    where = await send(school, CONTENT, on="2026-11-30")
    (draft,) = drafts()
    assert where == f"/importi/viis/{draft.id}"
    assert (draft.file_name, draft.content, draft.on.isoformat()) == (
        "viis.csv",
        CONTENT,
        "2026-11-30",
    )
    with reading() as session:
        assert session.exec(select(ImportRun)).all() == []
    entry = trail()[-1]
    assert (entry.action, entry.entity_id) == ("import.upload", draft.id)
    assert entry.after == {"kind": "viis", "file": "viis.csv", "bytes": len(CONTENT)}


async def test_a_name_is_only_a_name(school: TinySchool) -> None:
    async with browser_of(school.actors.superuser) as client:
        for name in ("../../etc/passwd.csv", "C:\\skola\\viis.csv", "x/" * 500 + "viis.csv"):
            answer = await client.post(VIIS, files={"file": (name, CONTENT)})
            assert answer.headers["location"].startswith("/importi/viis/")
    assert {draft.file_name for draft in drafts()} == {"passwd.csv", "viis.csv"}


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        (b"", {}, "nav"),
        (b" \r\n\t", {}, "nav"),
        (CONTENT, {"on": "31.02.2026"}, "datums"),
        (CONTENT, {"on": "9999-01-01"}, "datums"),
        (b"a" * (MAX_BYTES + 1), {}, "liels"),
    ],
)
async def test_what_cannot_be_kept_is_refused_by_a_code(
    school: TinySchool, content: bytes, more: dict[str, str], code: str
) -> None:
    assert await send(school, content, **more) == f"/importi/viis?kluda={code}"
    assert drafts() == []


async def test_a_form_without_a_file_is_refused(school: TinySchool) -> None:
    async with browser_of(school.actors.superuser) as client:
        answers: list[httpx.Response] = [
            await client.post(VIIS, data={"file": "x"}),
            await client.post(VIIS, data={}),
            await client.post(
                VIIS, content=b"--x", headers={"Content-Type": "multipart/form-data; boundary=x"}
            ),
            await client.post(
                VIIS, files=[("file", ("a.csv", CONTENT)), ("file", ("b.csv", CONTENT))]
            ),
            await client.post(VIIS, data={f"f{n}": "x" for n in range(50)}),
        ]
    for answer in answers:
        assert answer.headers["location"] == "/importi/viis?kluda=nav"
    assert drafts() == []


async def test_more_than_any_upload_is_not_even_read(school: TinySchool) -> None:
    async with browser_of(school.actors.superuser) as client:
        answer = await client.post(VIIS, files={"file": ("x.csv", b"a" * (LARGEST_UPLOAD + 1))})
    assert answer.status_code == 413
    assert drafts() == []


async def test_an_unknown_kind_is_not_there(school: TinySchool) -> None:
    async with browser_of(school.actors.superuser) as client:
        answer = await client.post("/augsupielade/nav", files={"file": ("x.csv", CONTENT)})
    assert answer.status_code == 404
