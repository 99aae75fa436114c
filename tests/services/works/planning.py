"""Planning works in tests."""

from datetime import date

from sqlmodel import SQLModel

from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Work
from ejournal_app.services.works import plan_work
from ejournal_app.services.works.deciding import WorkValues
from tests.support.school_days import TOMORROW


def values(
    day: date = TOMORROW,
    *,
    kind: str = "test",
    title: str = "Daļas",
    scale: str = "points10",
    weight: int = 3,
) -> WorkValues:
    """A ten-point test of weight 3."""
    return WorkValues(kind_code=kind, title=title, day=day, scale=scale, weight=weight)


def planned(actor: Actor, journal: int, *days: date) -> list[int]:
    """Plan a test on each day."""
    return [plan_work(actor, journal, values(day)) for day in days]


def work(work_id: int) -> Work:
    """A work as it stands."""
    with reading() as session:
        return session.get_one(Work, work_id)


def add(row: SQLModel) -> int:
    """Add a row; returns its id."""
    with writing() as session:
        session.add(row)
        session.flush()
        return row.id  # type: ignore[attr-defined]
