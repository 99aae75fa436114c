"""SMS against a real gateway on this machine: the same id each time, values as docs/sms.md says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, School
from ejournal_app.services.outbox import sending
from ejournal_app.services.outbox.outbox_list import MailState, mail_state
from ejournal_app.services.outbox.queue import add_new
from ejournal_app.settings import get_settings
from tests.support.school import TinySchool
from tests.support.school_days import NOW

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Gateway:
    """Answers as told, then takes everything."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self.answers: list[int] = []


@contextmanager
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    asked = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.asked.append(json.loads(self.rfile.read(length)))
            asked.tokens.add(self.headers["Authorization"])
            self.send_response(asked.answers.pop(0) if asked.answers else 202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, value in (
            ("URL", f"http://127.0.0.1:{server.server_address[1]}/sms?v=1"),
            ("TOKEN", "noslepums"),
            ("SENDER", "Skola"),
        ):
            monkeypatch.setenv(f"EJOURNAL_SMS_{name}", value)
        get_settings.cache_clear()
        try:
            yield asked
        finally:
            server.shutdown()


def write(*keys: str) -> None:
    with writing() as session:
        school_id = session.exec(select(School.id)).one()
        add_new(
            session,
            OutboxMessage,
            [
                {
                    "school_id": school_id,
                    "key": key,
                    "channel": "sms",
                    "topic": "marks",
                    "address": "+37126123456",
                    "subject": "",
                    "body": "Anna (vērtējumi: 1)",
                    "created_at": clock.now(),
                    "next_attempt_at": clock.now(),
                    "attempts": 0,
                    "last_error": "",
                }
                for key in keys
            ],
        )


def rows() -> list[OutboxMessage]:
    with reading() as session:
        return list(session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))))


async def test_a_gateway_that_cannot_now_is_asked_again_with_the_same_id(
    school: TinySchool,
    monkeypatch: pytest.MonkeyPatch,
    clock_at: Callable[[date | datetime], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    write("a", "a")
    with gateway(monkeypatch) as asked:
        asked.answers = [503, 429]
        for hours in range(3):
            clock_at(NOW + timedelta(hours=hours))
            assert await sending.send_due() == 1
        assert await sending.send_due() == 0
    (row,) = rows()
    assert (row.body, row.attempts, row.last_error) == ("", 3, "")
    assert row.sent_at is not None
    assert len({one["id"] for one in asked.asked}) == 1
    assert {key: asked.asked[0][key] for key in ("to", "text", "from")} == {
        "to": "+37126123456",
        "text": "Anna (vērtējumi: 1)",
        "from": "Skola",
    }
    assert asked.tokens == {"Bearer noslepums"}
    assert "Anna" not in caplog.text


async def test_a_refused_number_is_given_up_at_once_and_keeps_its_text(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a", "b")
    with gateway(monkeypatch) as asked:
        asked.answers = [422]
        assert await sending.send_due() == 2
    refused, sent = rows()
    assert mail_state(refused.sent_at, refused.next_attempt_at) is MailState.GIVEN_UP
    assert (refused.last_error, refused.body) == ("HTTP 422", "Anna (vērtējumi: 1)")
    assert sent.sent_at is not None


async def test_a_gateway_that_is_not_there_holds_only_itself_up(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a", "b")
    with gateway(monkeypatch):
        pass
    assert await sending.send_due() == 1
    assert [row.attempts for row in rows()] == [1, 0]
