"""Asking for timeliness and for extensions in tests."""

from collections.abc import Callable
from datetime import date, datetime, time

from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.timeliness import Tally
from ejournal_app.services.timeliness.extending import ExtensionData
from ejournal_app.services.timeliness.heat_map import HeatRow, TimelinessView, timeliness
from tests.support.entering import complete_entry, saved
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, NOW, YESTERDAY

LAST_MONDAY, MONDAY = date(2026, 11, 16), date(2026, 11, 23)


def yesterday_at(hour: int) -> datetime:
    return datetime.combine(YESTERDAY, time(hour))


def heat_map(school: TinySchool) -> TimelinessView:
    view = timeliness(school.actors.management)
    assert view is not None
    return view


def row_of(view: TimelinessView, name: str) -> HeatRow:
    return next(row for row in view.teachers if row.name == name)


def cell(view: TimelinessView, row: HeatRow, monday: date) -> Tally:
    return row.cells[view.weeks.index(monday)]


def enter_some(school: TinySchool, clock_at: Callable[[date | datetime], None]) -> None:
    """Ilze enters yesterday's mathematics of 5.b in time, and Friday's too late."""
    clock_at(yesterday_at(16))
    saved(school.actors.ilze, *complete_entry(school.lesson(school.maths_b, YESTERDAY)))
    clock_at(NOW)
    saved(school.actors.ilze, *complete_entry(school.lesson(school.maths_b, FRIDAY)))


def extension(
    person_id: int | None,
    journal_id: int | None,
    *,
    duty: DutyKind = DutyKind.LESSON_ENTRY,
    due_from: date = YESTERDAY,
    due_to: date = YESTERDAY,
    until: date = date(2026, 11, 27),
    reason: str = "Pedagogs bija sacensībās ar 7. klasi.",
) -> ExtensionData:
    return ExtensionData(
        duty=duty,
        person_id=person_id,
        journal_id=journal_id,
        due_from=due_from,
        due_to=due_to,
        until=until,
        reason=reason,
    )
