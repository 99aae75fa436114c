"""Tests planned since a moment; the audit trail knows when a work was entered."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.access import Permission
from ejournal_app.domain.messages import N_
from ejournal_app.domain.reminders import Topic
from ejournal_app.persistence.models import (
    AuditEntry,
    AuditOutcome,
    Journal,
    Subject,
    Work,
    WorkKind,
)

from .news_lines import News, WorkName
from .news_members import members_on


def planned_tests(
    session: Session, pupils: frozenset[int], since: datetime, until: datetime
) -> dict[int, list[News]]:
    """Return the tests still ahead that were planned after one moment and up to another."""
    entered = {
        entry.entity_id: entry.at
        for entry in session.scalars(
            select(AuditEntry).where(
                col(AuditEntry.at) > since,
                col(AuditEntry.at) <= until,
                col(AuditEntry.entity) == "work",
                col(AuditEntry.action) == Permission.WORK_WRITE,
                col(AuditEntry.outcome) == AuditOutcome.DONE,
            )
        )
        if entry.before is None and entry.after is not None
    }
    rows = session.execute(
        select(Work, WorkKind, Journal, col(Subject.name))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Work.id).in_(entered),
            col(WorkKind.is_test),
            col(WorkKind.entry_kind) == "",
            col(Work.day) >= local(until).date(),
        )
    ).all()
    members = members_on(session, [(journal, work.day) for work, _, journal, _ in rows])
    found: defaultdict[int, list[News]] = defaultdict(list)
    for work, kind, journal, subject in rows:
        news = News(
            topic=Topic.HOMEWORK,
            told_from=entered[work.id],
            day=work.day,
            msgid=N_("{subject}, test on {day}: {work}"),
            params={
                "subject": subject,
                "day": work.day,
                "work": WorkName(kind_lv=kind.name_lv, kind_en=kind.name_en, title=work.title),
            },
        )
        for pupil_id in members[journal.id or 0, work.day] & pupils:
            found[pupil_id].append(news)
    return found
