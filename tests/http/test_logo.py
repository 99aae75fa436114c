"""The logo's addresses: who may see it, who may change it."""

import httpx
import pytest

from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AuditOutcome
from tests.http.browser import browser
from tests.services.setup.test_school_data import png
from tests.support.people import PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = [
    pytest.mark.usefixtures("db"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

ADDRESS, UPLOAD = "/lejupielade/logo", "/augsupielade/logo"


@pytest.fixture(autouse=True)
def staff(db: str) -> None:
    with writing() as session:
        school = SmallSchool(session)
        school.staff("skolotajs")
        school.staff("virslietotajs", GrantedRole.SUPERUSER)


async def log_in(client: httpx.AsyncClient, username: str) -> None:
    answer = await client.post("/auth/login", data={"username": username, "password": PASSWORD})
    assert answer.headers["location"] == "/"


async def test_nobody_is_sent_to_the_log_in_page() -> None:
    async with browser() as client:
        seen = await client.get(ADDRESS)
        sent = await client.post(UPLOAD, files={"file": ("logo.png", png())})
    assert seen.headers["location"].startswith("/ieiet?next=")
    assert sent.headers["location"] == "/ieiet"


async def test_only_the_superuser_changes_it_and_everybody_sees_it() -> None:
    async with browser() as teacher, browser() as superuser:
        await log_in(teacher, "skolotajs")
        await log_in(superuser, "virslietotajs")
        assert (await teacher.get(ADDRESS)).status_code == 404
        refused = await teacher.post(UPLOAD, files={"file": ("logo.png", png())})
        assert refused.status_code == 404
        (entry,) = trail("school:setup:write")
        assert entry.outcome == AuditOutcome.REFUSED
        sent = await superuser.post(UPLOAD, files={"file": ("../../logo.svg", png())})
        assert (sent.status_code, sent.headers["location"]) == (303, "/iestatijumi/skola")
        seen = await teacher.get(ADDRESS)
    assert (seen.content, seen.headers["content-type"]) == (png(), "image/png")
    assert seen.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", png() * 2])
async def test_what_is_no_picture_is_refused_with_a_code(content: bytes) -> None:
    async with browser() as client:
        await log_in(client, "virslietotajs")
        sent = await client.post(UPLOAD, files={"file": ("logo.png", content)})
        strange = await client.post(UPLOAD, content=b"x", headers={"Content-Type": "text/plain"})
        seen = await client.get(ADDRESS)
    assert sent.headers["location"] == "/iestatijumi/skola?kluda=logo"
    assert strange.headers["location"] == "/iestatijumi/skola?kluda=logo"
    assert seen.status_code == 404
