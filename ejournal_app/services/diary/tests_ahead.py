"""Tests a pupil has ahead of them: told as soon as they are planned, gone as soon as they are."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.persistence.models import Journal, Subject, Work, WorkKind
from ejournal_app.persistence.queries.members import Span
from ejournal_app.persistence.queries.teaching import work_stands

from .lessons import covers
from .views import PlannedTest

AHEAD = timedelta(days=30)
"""How far ahead the diary names them."""


def tests_ahead(
    session: Session, spans: dict[int, tuple[Span, ...]], first: date, last: date
) -> list[PlannedTest]:
    """Return the tests between two days in the pupil's journals, by day."""
    rows = session.execute(
        select(Work, WorkKind, col(Subject.name))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Work.journal_id).in_(spans),
            col(Work.day) >= first,
            col(Work.day) <= last,
            col(WorkKind.is_test),
            col(WorkKind.entry_kind) == "",
            work_stands(),
        )
    )
    found = [
        PlannedTest(
            work_id=work.id,
            day=work.day,
            subject=subject,
            kind_lv=kind.name_lv,
            kind_en=kind.name_en,
            title=work.title,
        )
        for work, kind, subject in rows
        if work.id is not None and covers(spans[work.journal_id], work.day)
    ]
    return sorted(found, key=lambda test: (test.day, sort_key(test.subject), test.work_id))
