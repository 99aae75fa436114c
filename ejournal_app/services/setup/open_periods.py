"""From which day on the school may still change its rules: finished semesters are closed."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Semester


def first_open_day(session: Session) -> date | None:
    """Return the first day after the last finished semester; None when none has finished.

    A semester has finished when it has for every grade.
    """
    last_days: dict[tuple[int, int], date] = defaultdict(lambda: date.min)
    for year_id, number, ends_on in session.execute(
        select(col(Semester.year_id), col(Semester.number), col(Semester.ends_on))
    ):
        last_days[year_id, number] = max(last_days[year_id, number], ends_on)
    finished = [day for day in last_days.values() if day < clock.today()]
    return max(finished) + timedelta(days=1) if finished else None


def require_open(session: Session, day: date, *, field: str) -> None:
    """Raise Refused when a day lies in a finished semester: what was counted there stays."""
    first = first_open_day(session)
    if first is not None and day < first:
        raise Refused(
            Message(
                N_("This day is in a closed period. The earliest possible day is {day}."),
                {"day": first},
            ),
            field=field,
        )
