"""The tiny school with a mail server and a gateway in its settings, and what was planned there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, Person
from ejournal_app.settings import get_settings
from tests.support.school import TinySchool, school
from tests.support.school_days import NOW

__all__ = ["school"]


@pytest.fixture
def sends(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are a mail server and a gateway; nobody talks to them here."""
    for name, value in (
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_FROM", "zurnals@skola.lv"),
        ("SMS_URL", "http://127.0.0.1:9/sms"),
        ("SMS_TOKEN", "noslepums"),
        ("BASE_URL", "https://zurnals.skola.lv"),
    ):
        monkeypatch.setenv(f"EJOURNAL_{name}", value)
    get_settings.cache_clear()


@dataclass
class Told:
    """What was planned for somebody, by channel."""

    school: TinySchool
    set_clock: Callable[[date | datetime], None]

    def at(self, **later: float) -> datetime:
        """Move the clock on from the school's moment; gives the moment as a job plans it."""
        moment = NOW + timedelta(**later)
        return self.at_moment(moment)

    def at_moment(self, moment: datetime) -> datetime:
        self.set_clock(moment)
        return moment.replace(tzinfo=clock.RIGA).astimezone(UTC)

    def messages(self, actor: Actor, channel: str = "email") -> list[OutboxMessage]:
        with reading() as session:
            return list(
                session.exec(
                    select(OutboxMessage)
                    .where(
                        OutboxMessage.person_id == actor.person_id,
                        OutboxMessage.channel == channel,
                    )
                    .order_by(col(OutboxMessage.id))
                )
            )

    def all_messages(self) -> list[OutboxMessage]:
        with reading() as session:
            return list(session.exec(select(OutboxMessage)))


@pytest.fixture
def told(school: TinySchool, sends: None, clock_at: Callable[[date | datetime], None]) -> Told:
    """Everybody has an address and a telephone."""
    with writing() as session:
        for number, person in enumerate(session.exec(select(Person).order_by(col(Person.id)))):
            person.email = f"persona{person.id}@pasts.lv"
            person.phone = f"2612{number:04}"
    return Told(school, clock_at)
