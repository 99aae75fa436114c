"""The office grants or declines what teachers ask for (Regulation 12, 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import RequestState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import AbsenceRequest, Person
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import NoticeKind, tell
from ejournal_app.services.setup.texts import required

from .checking import AbsenceData
from .papers import DocumentName, document_names
from .requests import record_request, request_not_there, require_pending
from .writing import enter_absence

_WRITE = Permission.TEACHER_ABSENCE_WRITE
_ANSWER_LIMIT = 300
OWN_PAGE = "/prombutnes/pieteikt"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRequest:
    """A request that waits, for those who may know the reason."""

    request_id: int
    version: int
    name: str
    """Surname first."""
    kind: TeacherAbsenceKind
    starts_on: date
    ends_on: date | None
    remark: str
    asked_at: datetime
    document: DocumentName | None


@use_case
def pending_requests(actor: Actor) -> Sequence[PendingRequest]:
    """Return what waits for a decision, by the first day."""
    require(actor, _WRITE)
    with reading() as session:
        return _waiting(session)


def _waiting(session: Session) -> tuple[PendingRequest, ...]:
    rows = session.execute(
        select(AbsenceRequest, Person)
        .join(Person, col(Person.id) == col(AbsenceRequest.person_id))
        .where(col(AbsenceRequest.state) == RequestState.PENDING)
        .order_by(col(AbsenceRequest.starts_on), col(AbsenceRequest.id))
    )
    rows = list(rows)
    papers = document_names(session, [row.document_id for row, _ in rows])
    return tuple(
        PendingRequest(
            request_id=row.id,
            version=row.version,
            name=f"{person.family_name} {person.given_name}",
            kind=TeacherAbsenceKind(row.kind),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            remark=row.remark,
            asked_at=row.asked_at,
            document=papers.get(row.document_id),
        )
        for row, person in rows
        if row.id is not None
    )


@use_case
def grant_request(actor: Actor, request_id: int) -> int:
    """Enter the absence that was asked for and return its id; the teacher is told.

    Refused as any other absence that cannot be entered.
    """
    require(actor, _WRITE)
    with writing() as session:
        row = _pending(session, request_id)
        data = AbsenceData(
            kind=TeacherAbsenceKind(row.kind),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            remark=row.remark,
            document_id=row.document_id,
        )
        absence, topics = enter_absence(
            session, actor, row.person_id, data, standing=row.document_id
        )
        assert absence.id is not None
        row.absence_id = absence_id = absence.id
        _decide(session, actor, row, RequestState.GRANTED)
    live.publish({*topics, live.duties_topic()})
    return absence_id


@use_case
def decline_request(actor: Actor, request_id: int, reason: str) -> None:
    """Decline a request; the teacher is told, and reads why on the own page."""
    require(actor, _WRITE)
    answer = required(reason, "reason", _ANSWER_LIMIT)
    with writing() as session:
        row = _pending(session, request_id)
        row.answer = answer
        _decide(session, actor, row, RequestState.DECLINED)
        topics = {live.person_topic(row.person_id), live.duties_topic()}
    live.publish(topics)


def count_pending(session: Session) -> int:
    """Return how many requests nobody has decided."""
    pending = select(func.count()).select_from(AbsenceRequest)
    return session.scalar(pending.where(col(AbsenceRequest.state) == RequestState.PENDING)) or 0


def _pending(session: Session, request_id: int) -> AbsenceRequest:
    row = session.get(AbsenceRequest, request_id, with_for_update=True)
    if row is None:
        raise request_not_there(_WRITE, request_id)
    require_pending(row)
    return row


def _decide(session: Session, actor: Actor, row: AbsenceRequest, state: RequestState) -> None:
    """Write the decision; the notice names the days alone, never why somebody is away."""
    row.state = state
    row.decided_at, row.decided_by_id = clock.now(), actor.person_id
    record_request(session, actor, row, _WRITE)
    words = (
        N_("Your request to be away from {day} is granted.")
        if state is RequestState.GRANTED
        else N_("Your request to be away from {day} is declined. See why.")
    )
    tell(
        session,
        [row.person_id],
        NoticeKind.ABSENCE_REQUEST_DECIDED,
        Message(words, {"day": row.starts_on}),
        OWN_PAGE,
    )
