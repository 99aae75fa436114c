"""A pupil absent on the day did a work later: its mark counts from that day (Regulation 15)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import LateSubmission, Work, WorkKind
from ejournal_app.persistence.queries.absent import absent_from
from ejournal_app.services import audit, live
from ejournal_app.services.entries.desk import Desk
from ejournal_app.services.guard import use_case


@use_case
def record_done_later(actor: Actor, work_id: int, pupil_id: int, done_on: date) -> None:
    """Note on which day an absent pupil did a work; another day replaces the one noted before."""
    with writing() as session:
        work = _work_of(session, actor, work_id, pupil_id)
        if pupil_id not in absent_from(session, work):
            raise Refused(
                Message(N_("The pupil was not absent on the day of the work.")),
                field=f"done-later-{pupil_id}",
            )
        today = clock.today()
        if not work.day <= done_on <= today:
            raise Refused(
                Message(
                    N_("The pupil did it on a day from {first} to today."), {"first": work.day}
                ),
                field=f"done-later-{pupil_id}",
            )
        row = _noted(session, work_id, pupil_id)
        before = None if row is None else row.done_on
        if row is None:
            row = LateSubmission(
                work_id=work_id,
                pupil_id=pupil_id,
                done_on=done_on,
                recorded_at=clock.now(),
                recorded_by_id=actor.person_id,
            )
            session.add(row)
        row.done_on, row.recorded_at, row.recorded_by_id = done_on, clock.now(), actor.person_id
        _record(session, actor, work_id, pupil_id, before, done_on)
        journal_id = work.journal_id
    live.publish([live.journal_topic(journal_id)])


@use_case
def withdraw_done_later(actor: Actor, work_id: int, pupil_id: int) -> None:
    """Take back that an absent pupil did a work: nothing is owed for them again."""
    with writing() as session:
        work = _work_of(session, actor, work_id, pupil_id)
        row = _noted(session, work_id, pupil_id)
        if row is None:
            return
        _record(session, actor, work_id, pupil_id, row.done_on, None)
        session.delete(row)
        journal_id = work.journal_id
    live.publish([live.journal_topic(journal_id)])


def _work_of(session: Session, actor: Actor, work_id: int, pupil_id: int) -> Work:
    """Return an ordinary work the actor may mark, of a pupil of its day; Forbidden otherwise."""
    desk = Desk(session, actor)
    work, journal = desk.work(work_id, Permission.MARK_WRITE)
    # Locked with the journal: two windows that note it at once must not both add the row.
    desk.reserve((), [work_id])
    kind = session.get_one(WorkKind, work.kind_id)
    member = desk.members(journal).get(pupil_id)
    if kind.entry_kind or member is None or not member.belongs(work.day):
        raise Forbidden(
            Attempt(
                action=Permission.MARK_WRITE,
                entity="work",
                entity_id=work_id,
                pupil_id=None if member is None else pupil_id,
            )
        )
    return work


def _noted(session: Session, work_id: int, pupil_id: int) -> LateSubmission | None:
    return session.scalar(
        select(LateSubmission).where(
            col(LateSubmission.work_id) == work_id, col(LateSubmission.pupil_id) == pupil_id
        )
    )


def _record(
    session: Session,
    actor: Actor,
    work_id: int,
    pupil_id: int,
    before: date | None,
    after: date | None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.MARK_WRITE,
        entity="work",
        entity_id=work_id,
        pupil_id=pupil_id,
        before=None if before is None else {"done_later": before.isoformat()},
        after={"done_later": None if after is None else after.isoformat()},
    )
