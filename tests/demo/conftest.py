"""The demo school loaded at one moment of a school day, and its plans without a database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from sqlmodel import Session

from ejournal_app.demo.appointing import appoint
from ejournal_app.demo.circles import circles_of
from ejournal_app.demo.load import DemoReport, load_if_empty
from ejournal_app.demo.pupils import PupilPlan, pupils_of
from ejournal_app.demo.sizes import Size, shape_of
from ejournal_app.demo.staff import Staff, staff_of
from ejournal_app.demo.teaching import JournalPlan, bands_of
from ejournal_app.demo.timetabling import Placed, timetable_of
from ejournal_app.persistence.engine import reading

TUESDAY = datetime(2026, 11, 24, 12, 15)
YEAR_STARTS = date(2026, 9, 1)


@dataclass(frozen=True)
class Plan:
    """A demo school before it is written."""

    pupils: list[PupilPlan]
    staff: Staff
    journals: list[JournalPlan]
    placed: list[Placed]


def plan_of(size: Size) -> Plan:
    shape = shape_of(size)
    pupils, staff = pupils_of(shape, YEAR_STARTS), staff_of(shape, YEAR_STARTS, TUESDAY.date())
    bands = list(bands_of(shape, pupils))
    appoint(shape, bands, staff, YEAR_STARTS)
    placed = timetable_of(bands)
    journals = [journal for band in bands for journal in band.journals]
    circles, lessons = circles_of(shape, pupils, staff, placed, YEAR_STARTS, len(journals))
    return Plan(pupils, staff, [*journals, *circles], [*placed, *lessons])


@pytest.fixture(scope="session", params=["small", "full"])
def plan(request: pytest.FixtureRequest) -> Plan:
    return plan_of(request.param)


@pytest.fixture
def loaded(db: str, clock_at: Callable[[date | datetime], None]) -> DemoReport:
    """The small school on a Tuesday at a quarter past twelve."""
    clock_at(TUESDAY)
    report = load_if_empty("small")
    assert report is not None
    return report


@pytest.fixture
def session(loaded: DemoReport) -> Iterator[Session]:
    with reading() as opened:
        yield opened
