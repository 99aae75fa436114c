"""E-mails against a real mail server: each once, again after a failure, never lost, never shown."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.reminders import Channel
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, School
from ejournal_app.services.outbox import claiming, mail, sending
from ejournal_app.services.outbox.outbox_list import MailState, mail_state
from ejournal_app.services.outbox.queue import enqueue, is_address
from ejournal_app.settings import get_settings
from tests.support.school import TinySchool
from tests.support.school_days import NOW

HANG_UP = "hang up"
"""Not an answer: the connection ends."""
BODY = "Labdien! Jūsu kods: ABCD-EFGH-JKLM\n"


class PostOffice:
    """A mail server that answers as told and keeps what it took."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answers: list[str] = []
        """Answers to the next messages; then it takes everything."""
        self.port = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == HANG_UP:
            _server.transport.close()
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nav."):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def letters(self) -> list[Any]:
        return [message_from_bytes(one.content or b"", policy=default) for one in self.taken]  # type: ignore[arg-type]


@asynccontextmanager
async def post_office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    office = PostOffice()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(office, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
    )
    office.port = server.sockets[0].getsockname()[1]
    for name, value in (
        ("HOST", "127.0.0.1"),
        ("PORT", str(office.port)),
        ("STARTTLS", "false"),
        ("FROM", "zurnals@skola.lv"),
    ):
        monkeypatch.setenv(f"EJOURNAL_SMTP_{name}", value)
    get_settings.cache_clear()
    try:
        yield office
    finally:
        server.close()


def write(key: str = "a", address: str = "vecaks@skola.lv") -> None:
    with writing() as session:
        school_id = session.exec(select(School.id)).one()
        assert school_id is not None
        enqueue(
            session,
            school_id=school_id,
            key=key,
            address=address,
            subject="Piekļuve e-žurnālam",
            body=BODY,
        )


def rows() -> list[OutboxMessage]:
    with reading() as session:
        return list(session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))))


def state() -> MailState:
    (row,) = rows()
    return mail_state(row.sent_at, row.next_attempt_at, row.handed_over_at)


async def test_a_message_is_sent_once_and_its_text_forgotten(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    async with post_office(monkeypatch) as office:
        assert await sending.send_due() == 1
        assert await sending.send_due() == 0
    (letter,) = office.letters()
    assert letter["To"] == "vecaks@skola.lv"
    assert letter["From"] == "Paraugskola <zurnals@skola.lv>"
    assert letter["Subject"] == "Piekļuve e-žurnālam"
    assert letter.get_content().splitlines() == BODY.splitlines()
    (row,) = rows()
    assert (row.body, row.last_error, row.attempts) == ("", "", 1)
    assert state() is MailState.SENT


async def test_a_server_that_cannot_now_is_asked_again_later(
    school: TinySchool,
    monkeypatch: pytest.MonkeyPatch,
    clock_at: Callable[[date | datetime], None],
) -> None:
    write()
    async with post_office(monkeypatch) as office:
        office.answers = ["451 try later", "452 full"]
        await sending.send_due()
        (row,) = rows()
        assert row.last_error == "SMTPDataError 451"
        assert row.next_attempt_at == clock.now() + timedelta(minutes=1)
        assert await sending.send_due() == 0
        clock_at(NOW + timedelta(minutes=2))
        await sending.send_due()
        assert (rows()[0].attempts, state()) == (2, MailState.WAITING)
        clock_at(NOW + timedelta(minutes=10))
        await sending.send_due()
    assert len(office.taken) == 1
    assert (state(), rows()[0].body) == (MailState.SENT, "")


async def test_a_server_that_is_not_there_costs_nothing_but_time(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    async with post_office(monkeypatch):
        pass
    await sending.send_due()
    (row,) = rows()
    assert (state(), row.body) == (MailState.WAITING, BODY)
    assert row.last_error == "ConnectionRefusedError"


async def test_an_address_that_does_not_exist_is_given_up_at_once_and_visibly(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write("a", "nav.tada@skola.lv")
    write("b")
    async with post_office(monkeypatch) as office:
        await sending.send_due()
    failed, sent = rows()
    assert mail_state(failed.sent_at, failed.next_attempt_at) is MailState.GIVEN_UP
    assert (failed.last_error, failed.body) == ("SMTPRecipientsRefused 550", "")
    assert sent.sent_at is not None
    assert len(office.taken) == 1
    assert "ABCD" not in caplog.text


async def test_after_so_many_attempts_a_message_is_given_up(
    school: TinySchool,
    monkeypatch: pytest.MonkeyPatch,
    clock_at: Callable[[date | datetime], None],
) -> None:
    write()
    moment = NOW
    async with post_office(monkeypatch) as office:
        office.answers = ["451 later"] * 50
        for _ in range(claiming.MOST_ATTEMPTS):
            assert await sending.send_due() == 1
            moment += timedelta(hours=9)
            clock_at(moment)
        assert await sending.send_due() == 0
    assert (state(), rows()[0].body, office.taken) == (MailState.GIVEN_UP, "", [])


async def test_what_a_killed_sender_held_is_sent_by_the_next_one(
    school: TinySchool,
    monkeypatch: pytest.MonkeyPatch,
    clock_at: Callable[[date | datetime], None],
) -> None:
    write()
    async with post_office(monkeypatch) as office:
        assert sending.claim_next([Channel.EMAIL]) is not None  # and then its process is killed
        assert await sending.send_due() == 0
        clock_at(NOW + claiming.LEASE)
        assert await sending.send_due() == 1
    assert len(office.taken) == 1
    assert state() is MailState.SENT


async def test_what_the_server_may_have_is_not_sent_a_second_time(
    school: TinySchool,
    monkeypatch: pytest.MonkeyPatch,
    clock_at: Callable[[date | datetime], None],
) -> None:
    write()
    async with post_office(monkeypatch) as office:
        message = sending.claim_next([Channel.EMAIL])
        assert message is not None
        hand_over = partial(claiming.hand_over, message)
        # Taken by the server; killed before writing it down.
        await asyncio.to_thread(mail.Post().deliver, message, hand_over)
        assert state() is MailState.UNCLEAR
        clock_at(NOW + 10 * claiming.LEASE)
        assert await sending.send_due() == 0
    assert len(office.taken) == 1


async def test_who_dies_before_the_last_byte_has_sent_nothing(
    school: TinySchool,
    monkeypatch: pytest.MonkeyPatch,
    clock_at: Callable[[date | datetime], None],
) -> None:
    class Killed(BaseException):
        pass

    def die() -> bool:
        raise Killed

    write()
    async with post_office(monkeypatch) as office:
        message = sending.claim_next([Channel.EMAIL])
        assert message is not None
        with pytest.raises(Killed):
            await asyncio.to_thread(mail.Post().deliver, message, die)
        # A process whose lease ran out meanwhile lets go as well.
        clock_at(NOW + claiming.LEASE)
        other = sending.claim_next([Channel.EMAIL])
        assert other is not None
        assert not claiming.hand_over(message)
        clock_at(NOW + 2 * claiming.LEASE)
        assert await sending.send_due() == 1
    assert len(office.taken) == 1
    assert (state(), rows()[0].attempts) == (MailState.SENT, 3)


async def test_no_answer_after_the_last_byte_is_told_as_unclear(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    write("b")
    async with post_office(monkeypatch) as office:
        office.answers = [HANG_UP]
        assert await sending.send_due() == 2
    unclear, sent = rows()
    assert mail_state(unclear.sent_at, unclear.next_attempt_at, unclear.handed_over_at) is (
        MailState.UNCLEAR
    )
    assert unclear.last_error == "SMTPServerDisconnected"
    assert sent.sent_at is not None


async def test_senders_that_look_at_once_share_the_work(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        write(f"m{number}")
    async with post_office(monkeypatch) as office:
        await asyncio.gather(*(sending.send_due() for _ in range(4)))
    assert len(office.taken) == 12
    assert all(row.sent_at is not None and row.attempts == 1 for row in rows())


async def test_a_name_with_a_line_break_adds_no_header(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing() as session:
        session.exec(select(School)).one().name = "Skola\r\nBcc: visi@skola.lv"
    write()
    async with post_office(monkeypatch) as office:
        await sending.send_due()
    (letter,) = office.letters()
    assert letter["Bcc"] is None
    assert office.taken[0].rcpt_tos == ["vecaks@skola.lv"]


def test_waits_grow_up_to_a_working_day() -> None:
    waits = [claiming.wait_after(attempt) for attempt in range(1, claiming.MOST_ATTEMPTS + 1)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=4), timedelta(minutes=16)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=8)
    assert sum(waits[:-1], timedelta()) > timedelta(hours=12)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("anna@skola.lv", True),
        ("a.b+c@skola.edu.lv", True),
        ("", False),
        ("anna", False),
        ("anna@skola", False),
        ("a@b.lv, c@d.lv", False),
        ("a@b.lv\nBcc: c@d.lv", False),
        ("<a@b.lv>", False),
        ("a@b.lv" + "x" * 200, False),
    ],
)
def test_only_one_address_is_an_address(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
