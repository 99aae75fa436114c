"""What waits without a deadline: families' applications, setting up, held entries, lost mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import HeldEntries, HeldState, OutboxMessage, StaffContract
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.rules import allows
from ejournal_app.services.absence_applications.desk import waiting_in
from ejournal_app.services.events.waiting import proposed_events
from ejournal_app.services.setup.checklist import blocking_steps
from ejournal_app.services.teacher_absences.deciding import count_pending

from .counting import count_duties
from .scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDuty:
    """Something that waits for somebody, without a deadline of the regulation."""

    key: str
    count: int
    title: Message
    href: str
    """The exact place where it is done."""
    is_urgent: bool = False
    """A family waits for it this morning: it stands before what has a deadline."""


def office_duties(session: Session, actor: Actor, now: datetime) -> tuple[OfficeDuty, ...]:
    """Return what waits for the actor as superuser, management, clerk or class teacher."""
    return tuple(_waiting(session, actor, now))


def _waiting(session: Session, actor: Actor, now: datetime) -> Iterator[OfficeDuty]:
    superuser, management = (
        actor.has(GrantedRole.SUPERUSER),
        actor.has(GrantedRole.MANAGEMENT),
    )
    if actor.is_staff and actor.class_ids:
        yield from _applications(sum(waiting_in(session, actor.class_ids).values()))
    if management:
        yield from _missing_today(session, now)
    if superuser or management:
        yield from _counted(
            "held",
            _held(session),
            N_("Entries held back, waiting for a decision: {n}"),
            "/atgriesana",
        )
    yield from _asked(session, actor)
    if superuser:
        for step in blocking_steps(session):
            yield OfficeDuty(
                key=f"setup:{step.key}", count=1, title=Message(step.label), href=step.href
            )
        yield from _counted(
            "contracts",
            _contracts(session, local(now).date()),
            N_("Contracts entered whose access is not opened yet: {n}"),
            "/personals",
        )
        yield from _counted(
            "outbox",
            _given_up(session),
            N_("Messages that could not be delivered: {n}"),
            "/e-pasti",
        )


def _asked(session: Session, actor: Actor) -> Iterator[OfficeDuty]:
    """Yield what others have asked for: to be away, to take pupils to an event."""
    if allows(actor, Permission.TEACHER_ABSENCE_WRITE):
        yield from _counted(
            "absence-requests",
            count_pending(session),
            N_("Teachers' requests to be away, waiting for an answer: {n}"),
            "/prombutnes",
        )
    if allows(actor, Permission.EVENT_DECIDE):
        yield from _counted(
            "events",
            proposed_events(session),
            N_("Events waiting for approval: {n}"),
            "/pasakumi?f_state=proposed",
        )


def _applications(waiting: int) -> Iterator[OfficeDuty]:
    if waiting:
        yield OfficeDuty(
            key="applications",
            count=waiting,
            title=Message(
                N_("Applications for absences waiting for your decision: {n}"), {"n": waiting}
            ),
            href="/kavejumu-pieteikumi",
            is_urgent=True,
        )


def _counted(key: str, count: int, msgid: str, href: str) -> Iterator[OfficeDuty]:
    if count:
        yield OfficeDuty(key=key, count=count, title=Message(msgid, {"n": count}), href=href)


def _missing_today(session: Session, now: datetime) -> Iterator[OfficeDuty]:
    today = local(now).date()
    missing = teachers_missing(session, today, now)
    yield from _counted(
        "missing", missing, N_("Teachers whose entries of today are missing: {n}"), "/skola"
    )


def teachers_missing(session: Session, day: date, now: datetime) -> int:
    """Return how many teachers have not yet entered something due on a day."""
    year = year_on(session, day)
    if year is None or year.id is None:
        return 0
    owed: list[Duty] = count_duties(
        session,
        Scope(
            year_id=year.id,
            now=now,
            kinds=frozenset({DutyKind.LESSON_ENTRY}),
            first=day,
            last=day,
            words=False,
        ),
    )
    return len(frozenset[int]().union(*(duty.person_ids for duty in owed if duty.done_at is None)))


def _held(session: Session) -> int:
    held = select(func.count()).select_from(HeldEntries)
    return session.scalar(held.where(col(HeldEntries.state) == HeldState.HELD)) or 0


def _contracts(session: Session, today: date) -> int:
    contracts = select(func.count()).select_from(StaffContract)
    return (
        session.scalar(
            contracts.where(
                col(StaffContract.activated_at).is_(None),
                or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= today),
            )
        )
        or 0
    )


def _given_up(session: Session) -> int:
    lost = select(func.count()).select_from(OutboxMessage)
    return (
        session.scalar(
            lost.where(
                col(OutboxMessage.sent_at).is_(None), col(OutboxMessage.next_attempt_at).is_(None)
            )
        )
        or 0
    )
