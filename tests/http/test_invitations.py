"""Invitations over plain HTTP: the native form, the request for a new password, printed slips."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader
from sqlmodel import select

from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.http.cookie import secret_from_header, typed_code_from_header
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import AuditOutcome, Invitation, OutboxMessage, Person
from ejournal_app.services.accounts import sessions
from ejournal_app.services.invitations import one_person
from ejournal_app.settings import get_settings
from tests.http.browser import browser
from tests.support.people import PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")

NEW = "Jauna-parole-2026"
PAGES = ("/lejupielade/ielugumi", "/lejupielade/ielugumi/persona")


@pytest.fixture
def code(db: str) -> str:
    """A code for a pupil, whose account is made with it."""
    with writing() as session:
        school = SmallSchool(session)
        account_id = school.staff("virslietotajs", GrantedRole.SUPERUSER)
        school.staff("skolotajs")
        pupil = school.person("Zīle")
        school.enrolment(school.pupil(pupil))
    actor = Actor(
        account_id=account_id,
        person_id=1,
        session_id=0,
        name="S",
        roles=frozenset({GrantedRole.SUPERUSER}),
    )
    return one_person.give_code(actor, pupil, days=30).code


def form(code: str, password: str = NEW, again: str | None = None) -> dict[str, str]:
    return {"code": code, "password": password, "again": password if again is None else again}


def told(location: str) -> dict[str, list[str]]:
    target = urlsplit(location)
    assert target.path == "/uzaicinajums"
    return parse_qs(target.query)


async def test_the_form_saves_the_password_and_logs_in(code: str) -> None:
    async with browser() as client:
        answer = await client.post("/auth/invitation", data=form(code.lower()))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["cache-control"] == "no-store"
    actor = sessions.resolve(secret_from_header(answer.headers["set-cookie"].split(";")[0]))
    assert actor is not None
    assert actor.name == "Zīle Ozola"


async def test_whoever_was_logged_in_in_this_browser_is_not_any_more(code: str) -> None:
    async with browser() as client:
        login = {"username": "skolotajs", "password": PASSWORD}
        opened = await client.post("/auth/login", data=login)
        await client.post("/auth/invitation", data=form(code))
    assert sessions.resolve(secret_from_header(opened.headers["set-cookie"].split(";")[0])) is None


async def test_a_refusal_keeps_the_code_and_never_the_password(code: str) -> None:
    async with browser() as client:
        for fields, refusal in (
            (form(code, "īsa"), "parole"),
            (form(code, NEW, "citādi"), "atkartojums"),
            (form("ABCD-EFGH-JKLM"), "kods"),
        ):
            answer = await client.post("/auth/invitation", data=fields)
            assert told(answer.headers["location"]) == {"kluda": [refusal]}
            cookie = answer.headers["set-cookie"]
            assert typed_code_from_header(cookie.split(";")[0]) == fields["code"]
            assert "httponly" in cookie.lower()
            for secret in (fields["password"], fields["again"]):
                assert secret not in str(answer.headers)
        done = await client.post("/auth/invitation", data=form(code))
    assert done.headers["location"] == "/"


async def test_a_used_code_reads_like_one_that_never_was(code: str) -> None:
    async with browser() as client:
        await client.post("/auth/invitation", data=form(code))
        used = await client.post("/auth/invitation", data=form(code))
        unknown = await client.post("/auth/invitation", data=form("ABCD-EFGH-JKLM"))
    assert used.headers["location"] == unknown.headers["location"]


async def test_too_many_wrong_codes_are_told_with_the_minutes_to_wait(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_LOGIN_ATTEMPTS_PER_ADDRESS", "2")
    get_settings.cache_clear()
    async with browser() as client:
        for _ in range(2):
            await client.post("/auth/invitation", data=form("ABCD-EFGH-JKLM"))
        answer = await client.post("/auth/invitation", data=form(code))
    query = told(answer.headers["location"])
    assert query["kluda"] == ["meginajumi"]
    assert 1 <= int(query["min"][0]) <= 15


@pytest.mark.parametrize("path", ["/auth/invitation", "/auth/forgotten", *PAGES])
async def test_a_form_of_another_site_is_refused(path: str) -> None:
    async with browser() as client:
        answer = await client.post(path, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_asking_for_a_new_password_is_answered_the_same_for_everybody(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("EJOURNAL_SMTP_FROM", "zurnals@skola.lv")
    get_settings.cache_clear()
    with writing() as session:
        for person in session.exec(select(Person)):
            person.email = "anna@skola.lv"
    async with browser() as client:
        answers = [
            await client.post("/auth/forgotten", data={"username": username})
            for username in ("skolotajs", "nav.tada", "")
        ]
    assert {(a.status_code, a.headers["location"], a.text) for a in answers} == {
        (303, "/ieiet?nosutits=1", "")
    }
    with reading() as session:
        assert len(session.exec(select(OutboxMessage)).all()) == 1


async def test_without_a_mail_server_asking_leads_back_to_the_page_that_says_so(code: str) -> None:
    async with browser() as client:
        answer = await client.post("/auth/forgotten", data={"username": "skolotajs"})
    assert urlsplit(answer.headers["location"]).path == "/aizmirsta-parole"


async def test_slips_are_for_the_superuser_only(code: str) -> None:
    before = _codes()
    fields = {"query": "", "days": "30", "person": "1"}
    async with browser() as client:
        for path in PAGES:
            answer = await client.post(path, data=fields)
            assert (answer.status_code, answer.headers["location"]) == (303, "/ieiet")
        login = {"username": "skolotajs", "password": PASSWORD}
        await client.post("/auth/login", data=login)
        for path in PAGES:
            assert (await client.post(path, data=fields)).status_code == 404
            refusal = trail()[-1]
            assert (refusal.outcome, refusal.action) == (
                AuditOutcome.REFUSED,
                Permission.ACCOUNT_MANAGE,
            )
    assert _codes() == before


async def test_the_superuser_prints_slips(code: str) -> None:
    async with browser() as client:
        login = {"username": "virslietotajs", "password": PASSWORD}
        await client.post("/auth/login", data=login)
        query = {"query": "f_class=5.a", "renew": "1", "days": "7"}
        answer = await client.post("/lejupielade/ielugumi", data=query)
        nobody = await client.post("/lejupielade/ielugumi", data={**query, "renew": ""})
        strange = await client.post("/lejupielade/ielugumi", data={**query, "days": "1e9"})
        unknown = await client.post("/lejupielade/ielugumi/persona", data={"person": "x"})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    assert "Zīle Ozola" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert (nobody.status_code, strange.status_code, unknown.status_code) == (400, 400, 404)


def _codes() -> int:
    with reading() as session:
        return len(session.exec(select(Invitation)).all())
