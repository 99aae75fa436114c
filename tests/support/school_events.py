"""Events of the tiny school, made through the services."""

from datetime import UTC, date, datetime, time

from ejournal_app import clock
from ejournal_app.services.events.checking import EventData
from ejournal_app.services.events.deciding import approve_event
from ejournal_app.services.events.page import open_event
from ejournal_app.services.events.proposing import propose_event
from tests.support.school import TinySchool
from tests.support.school_days import TODAY


def riga(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment as people in Riga say it."""
    return datetime.combine(day, time(hour, minute), clock.RIGA).astimezone(UTC)


def event_data(
    school: TinySchool,
    *,
    who: str = "ilze",
    title: str = "Olimpiāde",
    day: date = TODAY,
    begins: tuple[int, int] = (9, 0),
    ends: tuple[int, int] = (10, 30),
    until: date | None = None,
    remark: str = "",
) -> EventData:
    return EventData(
        title=title,
        place="Rīgas Centra bibliotēka",
        starts_at=riga(day, *begins),
        ends_at=riga(until or day, *ends),
        remark=remark,
        responsible_id=school.actors.all()[who].person_id,
    )


def proposed(school: TinySchool, who: str = "ilze", **other: object) -> int:
    """An event a teacher has proposed and is responsible for."""
    data = event_data(school, who=who, **other)  # type: ignore[arg-type]
    return propose_event(school.actors.all()[who], data)


def version_of(school: TinySchool, event_id: int) -> int:
    return open_event(school.actors.management, event_id).version


def approve(school: TinySchool, event_id: int) -> None:
    approve_event(school.actors.management, event_id, version_of(school, event_id))
