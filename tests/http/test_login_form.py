"""The native log-in form: cookie, redirects, refusals."""

from urllib.parse import parse_qs, urlsplit

import pytest

from ejournal_app.http.cookie import secret_from_header, typed_name_from_header
from ejournal_app.persistence.engine import writing
from ejournal_app.services.accounts import sessions
from ejournal_app.settings import get_settings
from tests.http.browser import ADDRESS, browser
from tests.support.people import PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def teacher(db: str) -> None:
    with writing() as session:
        SmallSchool(session).staff("skolotajs")


def form(username: str = "skolotajs", password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"username": username, "password": password, **more}


def use_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_BASE_URL", "https://zurnals.skola.lv")
    get_settings.cache_clear()


async def test_the_right_password_gives_a_cookie_scripts_cannot_read() -> None:
    async with browser() as client:
        answer = await client.post("/auth/login", data=form(next="/stundas?diena=1"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/stundas?diena=1")
    (cookie,) = answer.headers.get_list("set-cookie")[:1]
    assert cookie.startswith("ejournal_session=")
    assert {"httponly", "path=/", "samesite=lax"} <= set(cookie.lower().split("; "))
    assert "secure" not in cookie.lower()
    secret = secret_from_header(cookie.split(";")[0])
    actor = sessions.resolve(secret)
    assert actor is not None
    assert actor.address == ADDRESS
    assert answer.headers["cache-control"] == "no-store"


async def test_over_tls_the_cookie_is_secure_and_pinned_to_the_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use_tls(monkeypatch)
    async with browser() as client:
        answer = await client.post("/auth/login", data=form())
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith("__Host-ejournal_session=")
    assert "; secure" in cookie.lower()
    assert "domain" not in cookie.lower()
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    plain = cookie.split(";")[0].removeprefix("__Host-")
    assert secret_from_header(plain) is None


@pytest.mark.parametrize("username", ["skolotajs", "nav.tada"])
async def test_a_refusal_is_a_code_and_keeps_the_typed_name_out_of_the_address(
    username: str,
) -> None:
    async with browser() as client:
        answer = await client.post(
            "/auth/login", data=form(username, "wrong password", next="/stundas")
        )
    assert answer.status_code == 303
    target = urlsplit(answer.headers["location"])
    assert target.path == "/ieiet"
    assert parse_qs(target.query) == {"kluda": ["parole"], "next": ["/stundas"]}
    (cookie,) = answer.headers.get_list("set-cookie")
    assert "httponly" in cookie.lower()
    assert typed_name_from_header(cookie.split(";")[0]) == username


async def test_too_many_attempts_are_told_with_the_minutes_to_wait() -> None:
    async with browser() as client:
        for _ in range(get_settings().login_attempts_per_account):
            await client.post("/auth/login", data=form(password="wrong password"))
        answer = await client.post("/auth/login", data=form())
    told = parse_qs(urlsplit(answer.headers["location"]).query)
    assert told["kluda"] == ["meginajumi"]
    assert 1 <= int(told["min"][0]) <= 15


async def test_the_typed_name_survives_latvian_letters_and_tricks() -> None:
    async with browser() as client:
        for typed in ("ģirts.ābols", 'x"; Secure; a=<b>', "a\r\nSet-Cookie: b=c"):
            answer = await client.post("/auth/login", data=form(typed, "wrong password"))
            (cookie,) = answer.headers.get_list("set-cookie")
            assert typed_name_from_header(cookie.split(";")[0]) == typed


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/auth/logout",
        "/" + "a" * 600,
        "",
    ],
)
async def test_a_log_in_never_leads_to_another_site(target: str) -> None:
    async with browser() as client:
        answer = await client.post("/auth/login", data=form(next=target))
        refused = await client.post("/auth/login", data=form("nav.tada", "x", next=target))
    assert answer.headers["location"] == "/"
    assert refused.headers["location"] == "/ieiet?kluda=parole"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b'{"username": "skolotajs"}', "application/json"),
        (b"\xff\xfe=1", "application/x-www-form-urlencoded"),
        (b"a=1&" * 50, "application/x-www-form-urlencoded"),
        (b"username=skolotajs", "multipart/form-data; boundary=x"),
    ],
)
async def test_anything_but_the_form_is_a_wrong_log_in(body: bytes, content_type: str) -> None:
    async with browser() as client:
        answer = await client.post(
            "/auth/login", content=body, headers={"Content-Type": content_type}
        )
    assert answer.headers["location"] == "/ieiet?kluda=parole"


async def test_a_new_log_in_in_the_same_browser_ends_the_earlier_session() -> None:
    async with browser() as client:
        first = await client.post("/auth/login", data=form())
        second = await client.post("/auth/login", data=form())
    secrets = [secret_from_header(a.headers["set-cookie"].split(";")[0]) for a in (first, second)]
    assert sessions.resolve(secrets[0]) is None
    assert sessions.resolve(secrets[1]) is not None


@pytest.mark.parametrize("path", ["/auth/logout", "/auth/logout-all"])
async def test_logging_out_ends_the_session_and_the_cookie(path: str) -> None:
    async with browser() as client, browser() as phone:
        opened = await client.post("/auth/login", data=form())
        elsewhere = await phone.post("/auth/login", data=form())
        answer = await client.post(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ieiet")
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    here, there = (
        sessions.resolve(secret_from_header(a.headers["set-cookie"].split(";")[0]))
        for a in (opened, elsewhere)
    )
    assert here is None
    assert (there is None) is (path == "/auth/logout-all")


async def test_logging_out_without_a_session_is_no_error() -> None:
    async with browser() as client:
        answer = await client.post("/auth/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ieiet")
    assert trail("logout") == []
