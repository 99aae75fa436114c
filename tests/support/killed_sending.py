"""A school full of families that are to be told something, a mail server that counts, and real
processes that plan and send and are killed while they do.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from sqlalchemy import Connection, Engine, insert, select, update
from sqlmodel import SQLModel, col

from ejournal_app import clock
from ejournal_app.persistence.engine import create_engine
from ejournal_app.persistence.models import (
    Account,
    Attendance,
    Enrolment,
    Guardianship,
    Journal,
    Lesson,
    NewsTold,
    NotificationTimes,
    OutboxMessage,
    Person,
    Pupil,
    School,
    SchoolClass,
    SchoolYear,
    Subject,
)
from ejournal_app.services.outbox.outbox_list import MailState, mail_state
from ejournal_app.serving.build import ROOT
from tests.support.product import free_port

_WORKER = "tests.support.killed_sending"


class CountingServer:
    """A mail server on this machine; it says how often each recipient got something."""

    def __init__(self) -> None:
        self.got: Counter[str] = Counter()
        self.identities: set[str] = set()
        self._controller = Controller(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.got.update(envelope.rcpt_tos)
        content = envelope.content
        assert isinstance(content, bytes)
        self.identities.add(str(message_from_bytes(content)["Message-ID"]))
        return "250 OK"

    @contextmanager
    def running(self) -> Iterator[int]:
        """Listen on a port of its own."""
        self._controller.port = free_port()
        self._controller.start()
        try:
            yield self._controller.port
        finally:
            self._controller.stop()


@dataclass
class Families:
    """The database with its families; everybody's child was absent a while ago."""

    url: str
    count: int
    planned: datetime = field(default_factory=lambda: clock.now().replace(microsecond=0))
    _engine: Engine = field(init=False)
    _reader: Engine = field(init=False)

    def __post_init__(self) -> None:
        self._engine = create_engine(self.url)
        # Looking takes no lock: it is not to hold up those who are looked at.
        self._reader = self._engine.execution_options(ejournal_read_only=True)
        with self._engine.begin() as connection:
            _fill(connection, self.count, self.planned)

    def planned_so_far(self) -> int:
        with self._reader.connect() as connection:
            return len(connection.execute(select(col(OutboxMessage.id))).all())

    def states(self) -> dict[str, MailState]:
        """How far the message of each address is."""
        with self._reader.connect() as connection:
            rows = connection.execute(
                select(
                    col(OutboxMessage.address),
                    col(OutboxMessage.sent_at),
                    col(OutboxMessage.next_attempt_at),
                    col(OutboxMessage.handed_over_at),
                )
            ).all()
        assert len({address for address, *_ in rows}) == len(rows)
        return {address: mail_state(*moments) for address, *moments in rows}

    def let_leases_run_out(self) -> None:
        """As after five minutes: what a killed process had claimed can be claimed again."""
        with self._engine.begin() as connection:
            connection.execute(
                update(OutboxMessage)
                .where(
                    col(OutboxMessage.sent_at).is_(None),
                    col(OutboxMessage.next_attempt_at).is_not(None),
                )
                .values(next_attempt_at=clock.now())
            )

    def wait_until_settled(self, seconds: float = 120) -> dict[str, MailState]:
        """Wait until nothing waits any more."""
        deadline = time.monotonic() + seconds
        while True:
            states = self.states()
            if len(states) == self.count and MailState.WAITING not in states.values():
                return states
            assert time.monotonic() < deadline, Counter(states.values())
            time.sleep(0.2)

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def process(*arguments: str, url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A real process that plans or sends; killed at the end whatever it does."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("EJOURNAL_", "PYTEST"))}
    with subprocess.Popen(
        [sys.executable, "-m", _WORKER, *arguments],
        cwd=ROOT,
        env={**inherited, "EJOURNAL_DATABASE_URL": url, **mail_settings(port, "EJOURNAL_")},
    ) as running:
        try:
            yield running
        finally:
            running.send_signal(signal.SIGKILL)
            running.wait()


def mail_settings(port: int, prefix: str = "") -> dict[str, str]:
    """The settings of an installation that sends to the counting server."""
    settings = {
        "ENV_FILE": os.devnull,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_STARTTLS": "false",
        "SMTP_FROM": "zurnals@skola.lv",
    }
    return {prefix + name: value for name, value in settings.items()}


def _fill(connection: Connection, count: int, planned: datetime) -> None:
    today = clock.local(planned).date()
    first, last = today - timedelta(days=100), today + timedelta(days=100)
    school = _add(connection, School, name="Paraugskola")
    year = _add(
        connection, SchoolYear, school_id=school, starting=first.year, starts_on=first, ends_on=last
    )
    school_class = _add(connection, SchoolClass, year_id=year, grade=5, letter="a")
    subject = _add(connection, Subject, school_id=school, name="Matemātika", short_name="Mat.")
    journal = _add(
        connection,
        Journal,
        year_id=year,
        subject_id=subject,
        class_id=school_class,
        name="Matemātika 5.a",
        grade=5,
        starts_on=first,
    )
    before = planned - timedelta(hours=1)
    lesson = _add(
        connection,
        Lesson,
        journal_id=journal,
        day=today,
        number=1,
        starts_at=before,
        ends_at=before + timedelta(minutes=40),
    )
    names = range(1, count + 1)
    children = [{"given_name": f"B{n}", "family_name": "Ozols"} for n in names]
    parents = [
        {"given_name": f"V{n}", "family_name": "Ozola", "email": f"vecaks{n}@pasts.lv"}
        for n in names
    ]
    _add_all(connection, Person, children + parents)
    child_of = dict(zip(names, _ids(connection, Person)[:count], strict=True))
    parent_of = dict(zip(names, _ids(connection, Person)[count:], strict=True))
    _add_all(connection, Pupil, [{"school_id": school, "person_id": child_of[n]} for n in names])
    pupil_of = dict(zip(names, _ids(connection, Pupil), strict=True))
    _add_all(
        connection,
        Enrolment,
        [
            {
                "pupil_id": pupil_of[n],
                "class_id": school_class,
                "programme_code": "21011111",
                "starts_on": first,
                "order_number": "1",
                "order_date": first,
            }
            for n in names
        ],
    )
    _add_all(
        connection,
        Attendance,
        [
            {
                "lesson_id": lesson,
                "pupil_id": pupil_of[n],
                "status": "absent",
                "recorded_at": planned - timedelta(minutes=10),
                "recorded_by_id": parent_of[n],
            }
            for n in names
        ],
    )
    _add_all(
        connection,
        Account,
        [{"person_id": parent_of[n], "username": f"v{n}", "username_key": f"v{n}"} for n in names],
    )
    _add_all(
        connection,
        Guardianship,
        [{"pupil_id": pupil_of[n], "person_id": parent_of[n], "starts_on": first} for n in names],
    )
    _add_all(
        connection,
        NotificationTimes,
        # No quiet hours: it has to hold at night, too.
        [{"person_id": parent_of[n], "digest_at": datetime.min.time()} for n in names],
    )
    _add_all(
        connection,
        NewsTold,
        [
            {
                "person_id": parent_of[n],
                "topic": "absences",
                "told_until": before,
                "sent_until": before,
            }
            for n in names
        ],
    )


def _add(connection: Connection, table: type[SQLModel], **values: Any) -> int:
    _add_all(connection, table, [values])
    return _ids(connection, table)[-1]


def _add_all(connection: Connection, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    # Through the model, for its defaults.
    made = [table(**row).model_dump(exclude={"id"}) for row in rows]
    connection.execute(insert(table), made)


def _ids(connection: Connection, table: type[SQLModel]) -> list[int]:
    key: Any = SQLModel.metadata.tables[str(table.__tablename__)].c.id
    return list(connection.scalars(select(key).order_by(key)))


def _work(planned: str, *, sends: bool) -> None:
    """Plan a run and send, as the server does."""
    import asyncio

    from ejournal_app.services.outbox.sending import send_forever
    from ejournal_app.services.reminders import tell_news

    tell_news(datetime.fromisoformat(planned).astimezone(UTC))
    if sends:
        asyncio.run(send_forever())


if __name__ == "__main__":
    _work(sys.argv[1], sends=sys.argv[2:] != ["plan"])
