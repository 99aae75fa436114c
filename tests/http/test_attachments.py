"""The addresses of documents: JSON for the form, and a download nothing of which can run."""

import httpx
import pytest

from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.engine import writing
from ejournal_app.services.attachments.kinds import MAX_BYTES
from tests.http.browser import browser
from tests.support.documents import PDF, SECRET, jpeg
from tests.support.people import PASSWORD, SmallSchool

pytestmark = [
    pytest.mark.usefixtures("db"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

UPLOAD = "/augsupielade/pielikums?veids=absence_note"


@pytest.fixture(autouse=True)
def staff(db: str) -> None:
    with writing() as session:
        school = SmallSchool(session)
        school.staff("skolotajs")
        school.staff("vadiba", GrantedRole.MANAGEMENT)


async def log_in(client: httpx.AsyncClient, username: str) -> None:
    answer = await client.post("/auth/login", data={"username": username, "password": PASSWORD})
    assert answer.headers["location"] == "/"


async def test_nobody_is_sent_to_the_log_in_page() -> None:
    async with browser() as client:
        sent = await client.post(UPLOAD, files={"file": ("a.pdf", PDF)})
        seen = await client.get("/lejupielade/pielikums/1")
    assert (sent.status_code, sent.headers["location"]) == (303, "/ieiet")
    assert seen.headers["location"].startswith("/ieiet?next=")


async def test_a_document_comes_back_as_a_download_in_which_nothing_runs() -> None:
    async with browser() as client:
        await log_in(client, "vadiba")
        sent = await client.post(UPLOAD, files={"file": ("ārsta zīme.exe", jpeg(), "text/html")})
        seen = await client.get(f"/lejupielade/pielikums/{sent.json()['id']}")
    assert sent.status_code == 200
    assert sent.headers["content-type"] == "application/json"
    assert seen.headers["content-type"] == "image/jpeg"
    assert SECRET not in seen.content
    assert seen.headers["content-disposition"].startswith("attachment;")
    assert seen.headers["content-disposition"].endswith("%20z%C4%ABme.jpg")
    assert seen.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert seen.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", b"x" * (MAX_BYTES + 1), b"x" * (MAX_BYTES + 100_000)]
)
async def test_what_is_no_document_is_refused_in_latvian_words(content: bytes) -> None:
    async with browser() as client:
        await log_in(client, "vadiba")
        sent = await client.post(UPLOAD, files={"file": ("a.pdf", content)})
    assert sent.status_code == 400
    assert sent.json()["error"].split()[0] in {"Fails", "Izvēlieties", "Datne"}


async def test_who_may_not_store_it_or_sends_from_elsewhere_is_refused() -> None:
    async with browser() as teacher, browser() as head:
        await log_in(teacher, "skolotajs")
        await log_in(head, "vadiba")
        made = (await head.post(UPLOAD, files={"file": ("a.pdf", PDF)})).json()["id"]
        answers = [
            await teacher.post(UPLOAD, files={"file": ("a.pdf", PDF)}),
            await head.post("/augsupielade/pielikums?veids=logo", files={"file": ("a", PDF)}),
            await head.post("/augsupielade/pielikums", files={"file": ("a", PDF)}),
            await teacher.get(f"/lejupielade/pielikums/{made}"),
            await head.get("/lejupielade/pielikums/1000000000"),
        ]
        forged = await head.post(
            UPLOAD,
            files={"file": ("a.pdf", PDF)},
            headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        )
        strange = await head.post(UPLOAD, content=b"x", headers={"Content-Type": "text/plain"})
    assert [answer.status_code for answer in answers] == [404] * 5
    assert forged.status_code == 403
    assert (strange.status_code, list(strange.json())) == (400, ["error"])
