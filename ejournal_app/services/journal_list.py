"""The journals somebody may open: their own to write, others to read (Regulation 7.3, 7.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message
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
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.teaching.journal_list import KIND_COLUMN, KIND_FILTER

_OWN, _OTHER = "mani", "citi"
_WHOSE = {_OWN: Message(N_("mine")), _OTHER: Message(N_("others', to read"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One journal in the list."""

    journal_id: int
    name: str
    """Subject and class; a group may bear the subject's name already."""
    place: str
    kind: str
    grade: int
    own: bool


def _load(actor: Actor) -> Sequence[JournalLine]:
    """Return the current year's journals the actor may open, own ones first, in Latvian order."""
    with reading() as session:
        own = set(session.scalars(taught_journal_ids(actor.person_id, clock.today())))
        lines = _lines(session, actor, own)
    return sorted(lines, key=lambda line: (not line.own, sort_key(line.name)))


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
            name=_name(subject, group or school_class.name),
            place=group or school_class.name,
            kind=journal.kind,
            grade=journal.grade,
            own=journal.id in own,
        )
        for journal, subject, school_class, group in session.execute(statement)
        if journal.id is not None
    ]


def _name(subject: str, place: str) -> str:
    return place if place.startswith(subject) else f"{subject} {place}"


OPEN_JOURNALS = ListDefinition[JournalLine](
    key="zurnali",
    title=N_("Journals"),
    permission=Permission.JOURNAL_LIST,
    load=_load,
    columns=(
        Column(key="name", title=N_("Journal"), cell=lambda row: row.name),
        KIND_COLUMN,
        Column(key="grade", title=N_("Grade"), cell=lambda row: row.grade),
        Column(
            key="whose",
            title=N_("Whose"),
            cell=lambda row: _WHOSE[_OWN] if row.own else _WHOSE[_OTHER],
            look=lambda row: "info" if row.own else "",
        ),
    ),
    filters=(
        Filter(
            key="whose",
            title=N_("Whose"),
            values_of=lambda row: (_OWN if row.own else _OTHER,),
            labels=_WHOSE,
        ),
        Filter(key="grade", title=N_("Grade"), values_of=lambda row: (str(row.grade),)),
        KIND_FILTER,
    ),
    href=lambda row: f"/zurnals/{row.journal_id}",
    found_by=lambda row: row.name,
    page_size=60,
)
