"""The life of one mark: every step with who, when, from where, from what to what, and why.

Staff who may read the journal see it in its grid, families in the diary (decided 3, 13).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.devices import device_name
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.mark_steps import Step, step_of
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Journal,
    LoginSession,
    Mark,
    MarkEvent,
    Person,
    Pupil,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.facts import journal_facts, pupil_facts, with_leader
from ejournal_app.policies.rules import allows

from .entries.mark_ledger import AS_SUPERUSER
from .guard import use_case
from .importing.journals.mark_rows import AS_ROLE as AS_IMPORT
from .journal_members import visible_members

_SEES_ORIGIN = (GrantedRole.SUPERUSER, GrantedRole.MANAGEMENT)
"""Who sees from where others wrote; everybody sees it of their own steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """One step in the life of a mark."""

    at: datetime
    by: str
    step: Step
    old: str
    new: str
    after_lock: bool
    put_back: bool
    """The superuser put back what an account had changed."""
    imported: bool
    as_superuser: bool
    """Entered past the teacher (Regulation 7.8)."""
    reason: str
    address: str
    """Network address; empty for those who may not see it."""
    device: str
    """Browser and system, while the log-in is on record; empty for those who may not see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkHistory:
    """A pupil's mark in a work with all its steps, the oldest first."""

    work_id: int
    pupil_id: int
    pupil: str
    journal: str
    day: date
    kind_lv: str
    kind_en: str
    title: str
    steps: tuple[HistoryStep, ...]


@use_case
def mark_history(actor: Actor, work_id: int, pupil_id: int) -> MarkHistory:
    """Return the history; Forbidden unless the actor may read the journal or the pupil's diary.

    A reader of the journal sees the pupils of its grid; a family sees no addresses, and nothing
    of a work in which their pupil was never marked.
    """
    today = clock.today()
    with reading() as session:
        work = session.get(Work, work_id)
        if work is None:
            raise Forbidden(_attempt("work", work_id, pupil_id))
        journal = session.get_one(Journal, work.journal_id)
        if not _may_read(session, actor, journal, work_id, pupil_id, today):
            raise Forbidden(_attempt("journal", journal.id, pupil_id))
        kind = session.get_one(WorkKind, work.kind_id)
        pupil = session.get_one(Pupil, pupil_id)
        person = session.get_one(Person, pupil.person_id)
        return MarkHistory(
            work_id=work_id,
            pupil_id=pupil_id,
            pupil=f"{person.given_name} {person.family_name}",
            journal=journal.name,
            day=work.day,
            kind_lv=kind.name_lv,
            kind_en=kind.name_en,
            title=work.title,
            steps=tuple(_steps(session, actor, work_id, pupil_id)),
        )


def _may_read(
    session: Session, actor: Actor, journal: Journal, work_id: int, pupil_id: int, today: date
) -> bool:
    facts = journal_facts(session, journal, today)
    lesson_id = session.scalar(select(col(Work.lesson_id)).where(col(Work.id) == work_id))
    if lesson_id is not None and actor.person_id not in facts.teacher_ids:
        facts = with_leader(session, facts, lesson_id)
    if allows(actor, Permission.JOURNAL_READ, facts) or allows(
        actor, Permission.LESSON_READ, facts
    ):
        visible = visible_members(session, actor, journal, facts, today)
        if any(member.pupil_id == pupil_id for member in visible):
            return True
    if not allows(actor, Permission.DIARY_READ, pupil_facts(session, pupil_id, today)):
        return False
    marked = exists().where(col(Mark.work_id) == work_id, col(Mark.pupil_id) == pupil_id)
    return bool(session.scalar(select(marked)))


def _steps(session: Session, actor: Actor, work_id: int, pupil_id: int) -> list[HistoryStep]:
    sees_all = any(actor.has(role) for role in _SEES_ORIGIN)
    rows = session.execute(
        select(MarkEvent, Person, col(LoginSession.user_agent))
        .join(Mark, col(Mark.id) == col(MarkEvent.mark_id))
        .join(Person, col(Person.id) == col(MarkEvent.by_id))
        .outerjoin(LoginSession, col(LoginSession.id) == col(MarkEvent.session_id))
        .where(col(Mark.work_id) == work_id, col(Mark.pupil_id) == pupil_id)
        .order_by(col(MarkEvent.sequence))
    )
    return [
        _step(event, person, user_agent or "", sees_all or event.by_id == actor.person_id)
        for event, person, user_agent in rows
    ]


def _step(event: MarkEvent, person: Person, user_agent: str, sees_origin: bool) -> HistoryStep:
    return HistoryStep(
        at=event.at,
        by=f"{person.given_name} {person.family_name}",
        step=step_of(event.old_value, event.new_value),
        old=event.old_value,
        new=event.new_value,
        after_lock=event.after_lock,
        put_back=event.revert_id is not None,
        imported=event.as_role == AS_IMPORT,
        as_superuser=event.as_role == AS_SUPERUSER and event.revert_id is None,
        reason=event.reason,
        address=event.address if sees_origin else "",
        device=device_name(user_agent) if sees_origin else "",
    )


def _attempt(entity: str, entity_id: int | None, pupil_id: int) -> Attempt:
    return Attempt(
        action=Permission.JOURNAL_READ, entity=entity, entity_id=entity_id, pupil_id=pupil_id
    )
