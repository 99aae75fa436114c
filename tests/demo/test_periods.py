"""Interim marks in the demo school: none before their window, some in it, all after it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from ejournal_app.demo.load import load_if_empty
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import is_numeric
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Mark, MarkEvent, Work, WorkKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OF_PERIODS = col(WorkKind.entry_kind) == EntryKind.INTERIM_1


def _works(session: Session) -> list[tuple[int, date]]:
    rows = session.execute(
        select(col(Journal.grade), col(Work.day))
        .join(Work, col(Work.journal_id) == col(Journal.id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(OF_PERIODS)
    )
    return [(grade, day) for grade, day in rows]


@pytest.mark.parametrize(
    ("moment", "some", "everywhere"),
    [
        (datetime(2026, 11, 24, 12), False, False),
        (datetime(2026, 12, 15, 12), True, False),
        (datetime(2026, 12, 28, 12), True, True),
    ],
)
def test_teachers_enter_them_while_the_window_is_open(
    db: str,
    clock_at: Callable[[date | datetime], None],
    moment: datetime,
    some: bool,
    everywhere: bool,
) -> None:
    clock_at(moment)
    load_if_empty("small")
    with reading() as session:
        found = _works(session)
        marked = session.scalar(
            select(func.count(func.distinct(col(Work.journal_id))))
            .join(Mark, col(Mark.work_id) == col(Work.id))
            .join(Journal, col(Journal.id) == col(Work.journal_id))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .where(col(WorkKind.entry_kind) == "", col(Journal.grade) >= 4)
        )
        values = session.scalars(
            select(col(Mark.value))
            .join(Work, col(Work.id) == col(Mark.work_id))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .where(OF_PERIODS)
        ).all()
        events = session.scalar(select(func.count(col(MarkEvent.id))))
        marks = session.scalar(select(func.count(col(Mark.id))))
    assert bool(found) is some
    assert (len(found) == marked) is everywhere
    assert all(grade >= 4 and day <= date(2026, 12, 18) for grade, day in found)
    assert all(is_numeric(value) for value in values)
    assert (events or 0) >= (marks or 0)
