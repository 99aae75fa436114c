"""The journals somebody may open: their own to write, others to read (Regulation 7.3, 7.6)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)
from ejournal_app.persistence.queries.teaching import taught_journal_ids
from ejournal_app.policies import predicates
from ejournal_app.policies.rules import require

from .guard import use_case

PAGE_SIZE = 60
"""Journals shown at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One journal in the list."""

    journal_id: int
    subject: str
    place: str
    kind: str
    grade: int
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalList:
    """A page of journals."""

    lines: tuple[JournalLine, ...]
    total: int


@use_case
def list_journals(actor: Actor, search: str = "", page: int = 1) -> JournalList:
    """Return the current year's journals the actor may open, own ones first, in Latvian order."""
    require(actor, Permission.JOURNAL_LIST)
    today = clock.today()
    with reading() as session:
        own = set(session.scalars(taught_journal_ids(actor.person_id, today)))
        lines = [
            line
            for line in _lines(session, actor, own)
            if matches(f"{line.subject} {line.place}", search)
        ]
    lines.sort(key=lambda line: (not line.own, sort_key(line.subject), sort_key(line.place)))
    start = (max(page, 1) - 1) * PAGE_SIZE
    return JournalList(lines=tuple(lines[start : start + PAGE_SIZE]), total=len(lines))


def _lines(session: Session, actor: Actor, own: set[int]) -> list[JournalLine]:
    today = clock.today()
    statement = (
        select(Journal, col(Subject.name), SchoolClass, col(StudyGroup.name))
        .join(SchoolYear, col(SchoolYear.id) == col(Journal.year_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Journal.class_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
        .where(col(SchoolYear.starts_on) <= today, col(SchoolYear.ends_on) >= today)
    )
    if not (predicates.is_management(actor, None) or predicates.is_superuser(actor, None)):
        groups = (
            select(col(GroupMembership.group_id))
            .join(Enrolment, col(Enrolment.pupil_id) == col(GroupMembership.pupil_id))
            .where(col(Enrolment.class_id).in_(actor.class_ids))
        )
        statement = statement.where(
            col(Journal.id).in_(own)
            | col(Journal.class_id).in_(actor.class_ids)
            | col(Journal.group_id).in_(groups)
        )
    return [
        JournalLine(
            journal_id=journal.id,
            subject=subject,
            place=group or school_class.name,
            kind=journal.kind,
            grade=journal.grade,
            own=journal.id in own,
        )
        for journal, subject, school_class, group in session.execute(statement)
        if journal.id is not None
    ]
