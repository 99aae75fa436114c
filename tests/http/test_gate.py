"""The walls: what is closed, what must come from our own pages, what every answer carries."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from ejournal_app.http.app import LARGEST_BODY, wrap
from ejournal_app.settings import get_settings
from tests.http.browser import browser

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:9999"},
    {"Origin": "https://localhost:8000"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize(
    "path",
    [
        "/ping",
        "/_health",
        "/_upload",
        "/_upload/x",
        "/_all_routes",
        "/admin/",
        "/auth-codespace",
        "/_event",
        "/_event/",
        "/_new_of_the_framework",
        "/auth/new",
    ],
)
async def test_what_has_no_rule_does_not_exist(path: str) -> None:
    async with browser() as client:
        for method in ("GET", "POST", "PUT", "OPTIONS"):
            assert (await client.request(method, path)).status_code == 404


@pytest.mark.parametrize("path", ["/", "/stundas", "/healthz", "/assets/a.js"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_pages_are_only_read(path: str, method: str) -> None:
    async with browser() as client:
        assert (await client.request(method, path)).status_code == 405


async def test_the_forms_are_only_sent() -> None:
    async with browser() as client:
        for path in ("/auth/login", "/auth/logout", "/auth/logout-all"):
            assert (await client.get(path)).status_code == 405


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/auth/logout-all"])
async def test_a_form_of_another_site_is_refused(path: str, headers: dict[str, str]) -> None:
    async with browser() as client:
        answer = await client.post(path, headers=headers)
    assert answer.status_code == 403
    assert answer.text.startswith("Pieprasījums noraidīts")


async def test_a_form_without_any_sign_of_its_origin_is_refused() -> None:
    async with browser() as client:
        del client.headers["origin"]
        assert (await client.post("/auth/logout")).status_code == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8000", "localhost:8000"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("http://192.168.1.20:8000", "192.168.1.20:8000"),
    ],
)
async def test_a_tablet_in_the_same_room_may_use_the_address_of_the_machine(
    db: str, origin: str, host: str
) -> None:
    async with browser() as client:
        answer = await client.post("/auth/logout", headers={"Origin": origin, "Host": host})
    assert answer.status_code == 303


async def test_over_tls_only_the_base_address_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_BASE_URL", "https://zurnals.skola.lv")
    get_settings.cache_clear()
    async with browser() as client:
        for origin in ("http://zurnals.skola.lv", "https://cits.lv"):
            answer = await client.post(
                "/auth/logout", headers={"Origin": origin, "Host": "cits.lv"}
            )
            assert answer.status_code == 403
    get_settings.cache_clear()


async def test_a_refusal_speaks_the_language_of_the_browser() -> None:
    async with browser(headers={"Accept-Language": "en-GB,en;q=0.9"}) as client:
        assert (await client.get("/ping")).text == "There is no such page.\n"
    async with browser(headers={"Accept-Language": "de"}) as client:
        assert (await client.get("/ping")).text == "Šādas lapas nav.\n"


async def test_a_body_that_is_too_large_is_not_kept() -> None:
    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * (LARGEST_BODY // 2)

    async with browser(headers={"Content-Type": "application/x-www-form-urlencoded"}) as client:
        announced = await client.post("/auth/login", content=b"x" * (LARGEST_BODY + 1))
        counted = await client.post("/auth/login", content=unannounced())
    assert (announced.status_code, counted.status_code) == (413, 413)


async def test_every_answer_carries_the_security_headers() -> None:
    async with browser() as client:
        for path in ("/", "/ping", "/nav"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert headers["x-frame-options"] == "DENY"
            assert "camera=()" in headers["permissions-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "strict-transport-security" not in headers
            assert len(headers["x-request-id"]) == 12


async def test_a_failure_is_told_in_words_and_logged_with_its_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError("inner secret")

    async with browser(wrap(fail)) as client:
        answer = await client.get("/x")
    assert answer.status_code == 500
    assert "inner secret" not in answer.text
    assert answer.headers["x-request-id"] in caplog.text


async def test_files_with_a_hash_are_kept_and_pages_are_asked_for(tmp_path: Any) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "root-Ab12.js").write_text("1")
    (tmp_path / "index.html").write_text("<p>1</p>")
    (tmp_path / "theme.css").write_text("p{}")
    (tmp_path / "icon.png").write_bytes(b"1")
    app = Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path, html=True))])
    async with browser(wrap(app)) as client:

        async def kept(path: str) -> str:
            return (await client.get(path)).headers["cache-control"]

        assert await kept("/assets/root-Ab12.js") == "public, max-age=31536000, immutable"
        assert await kept("/") == "no-cache"
        assert await kept("/theme.css") == "no-cache"
        assert await kept("/icon.png") == "public, max-age=86400"
        assert await kept("/assets/gone.js") == "no-store"


async def opened(path: str, headers: dict[str, str]) -> tuple[str, str] | None:
    """Origin and client the walled application sees of a web socket; None when it is refused."""
    seen: list[tuple[str, str]] = []

    async def accept(websocket: WebSocket) -> None:
        assert websocket.client is not None
        seen.append((websocket.headers["origin"], websocket.client.host))
        await websocket.accept()
        await websocket.close()

    app = wrap(Starlette(routes=[WebSocketRoute("/{path:path}", accept)]))
    sent: list[Message] = []
    incoming: list[Message] = [{"type": "websocket.connect"}]

    async def receive() -> Message:
        return incoming.pop(0) if incoming else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "subprotocols": [],
        "client": ("10.0.0.1", 50_000),
        "root_path": "",
    }
    await app(scope, receive, send)
    assert (sent[0]["type"] == "websocket.accept") == bool(seen)
    return seen[0] if seen else None


async def test_a_web_socket_is_opened_by_our_own_pages_only() -> None:
    host = {"Host": "192.168.1.20:8000"}
    base = get_settings().base_url
    assert await opened("/_event/", {**host, "Origin": base}) == (base, "10.0.0.1")
    tablet = {**host, "Origin": "http://192.168.1.20:8000"}
    assert await opened("/_event/", tablet) == (base, "10.0.0.1")
    assert await opened("/_event/", {**host, "Origin": "https://evil.example"}) is None
    assert await opened("/_event/", {**host, "Origin": "null"}) is None
    assert await opened("/other", {**host, "Origin": base}) is None


async def test_behind_a_proxy_the_socket_names_the_true_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EJOURNAL_TRUSTED_PROXY_HOPS", "1")
    get_settings.cache_clear()
    base = get_settings().base_url
    headers = {"Origin": base, "X-Forwarded-For": "9.9.9.9, 1.1.1.1"}
    assert await opened("/_event/", headers) == (base, "1.1.1.1")


async def test_the_lifespan_reaches_the_application_untouched() -> None:
    seen: list[tuple[Scope, Receive, Send]] = []
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope, receive, send))

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "lifespan"}
    await wrap(app)(scope, receive, send)
    assert seen == [(scope, receive, send)]
    assert sent == []
