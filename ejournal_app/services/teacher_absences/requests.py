"""A member of staff asks to be away; nothing follows until it is granted (Regulation 12, 14)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import RequestState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import overlap
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import AbsenceRequest
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.storing import taken
from ejournal_app.services.guard import use_case

from .checking import AbsenceData, checked, person_locked
from .papers import DocumentName, document_names

_ASK = Permission.TEACHER_ABSENCE_ASK
_MOST = 100
"""Requests shown of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequest:
    """A request as who made it sees it."""

    request_id: int
    kind: TeacherAbsenceKind
    starts_on: date
    ends_on: date | None
    remark: str
    asked_at: datetime
    state: RequestState
    answer: str
    document: DocumentName | None


@use_case
def ask_to_be_away(actor: Actor, data: AbsenceData) -> int:
    """Ask to be away and return the request's id; incapacity too, which the office confirms.

    Refused beside an absence that is recorded, or another request that waits.
    """
    require(actor, _ASK)
    with writing() as session:
        data = checked(session, person_locked(session, actor.person_id), data)
        for other in session.scalars(
            select(AbsenceRequest).where(
                col(AbsenceRequest.person_id) == actor.person_id,
                col(AbsenceRequest.state) == RequestState.PENDING,
            )
        ):
            if overlap((data.starts_on, data.ends_on), (other.starts_on, other.ends_on)):
                raise Refused(
                    Message(N_("You have asked for these days already; withdraw that first.")),
                    field="starts_on",
                )
        row = AbsenceRequest(
            person_id=actor.person_id,
            kind=data.kind,
            starts_on=data.starts_on,
            ends_on=data.ends_on,
            remark=data.remark,
            document_id=taken(
                session, actor, data.document_id, Purpose.TEACHER_ABSENCE, permission=_ASK
            ),
            asked_at=clock.now(),
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        record_request(session, actor, row, _ASK)
        request_id = row.id
    live.publish([live.duties_topic()])
    return request_id


@use_case
def withdraw_request(actor: Actor, request_id: int) -> None:
    """Withdraw an own request that nobody has decided."""
    require(actor, _ASK)
    with writing() as session:
        row = session.get(AbsenceRequest, request_id, with_for_update=True)
        if row is None or row.person_id != actor.person_id:
            raise request_not_there(_ASK, request_id)
        require_pending(row)
        row.state, row.decided_at = RequestState.WITHDRAWN, clock.now()
        record_request(session, actor, row, _ASK)
    live.publish([live.duties_topic()])


@use_case
def own_requests(actor: Actor) -> tuple[OwnRequest, ...]:
    """Return the actor's requests, the latest first."""
    require(actor, _ASK)
    with reading() as session:
        rows = session.scalars(
            select(AbsenceRequest)
            .where(col(AbsenceRequest.person_id) == actor.person_id)
            .order_by(col(AbsenceRequest.asked_at).desc(), col(AbsenceRequest.id).desc())
            .limit(_MOST)
        ).all()
        papers = document_names(session, [row.document_id for row in rows])
        return tuple(
            OwnRequest(
                request_id=row.id,
                kind=TeacherAbsenceKind(row.kind),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                remark=row.remark,
                asked_at=row.asked_at,
                state=RequestState(row.state),
                answer=row.answer,
                document=papers.get(row.document_id),
            )
            for row in rows
            if row.id is not None
        )


def request_not_there(permission: Permission, request_id: int) -> Forbidden:
    """Return the refusal of a request that does not exist, or is another's."""
    return Forbidden(Attempt(action=permission, entity="absence_request", entity_id=request_id))


def require_pending(row: AbsenceRequest) -> None:
    """Refuse a request that is decided, or was withdrawn."""
    if row.state != RequestState.PENDING:
        raise Refused(Message(N_("This request does not wait any more. Look at it again.")))


def record_request(session: Session, actor: Actor, row: AbsenceRequest, action: Permission) -> None:
    """Write to the audit trail whose request it is and its days, never why."""
    after: dict[str, Any] = {
        "person": row.person_id,
        "first": row.starts_on.isoformat(),
        "last": row.ends_on.isoformat() if row.ends_on else None,
        "state": str(row.state),
    }
    audit.record(
        session,
        actor=actor,
        action=action,
        entity="absence_request",
        entity_id=row.id,
        after=after,
    )
