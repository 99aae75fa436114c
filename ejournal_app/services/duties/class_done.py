"""A class teacher says that statements or report cards of a class are sent (Regulation 16, 21)."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.class_duties import month_key, next_month, statement_months
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import ClassDutyDone, SchoolClass, SchoolYear
from ejournal_app.policies.facts import ClassFacts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case


@use_case
def confirm_class_duty(actor: Actor, class_id: int, duty: DutyKind, period: str) -> None:
    """Note that statements of a month (`2026-10`) or report cards of a year (`2026`) are sent.

    Saying it again changes nothing: the first time counts. Refused for a month that is not over.
    """
    with writing() as session:
        own = _own_class(session, actor, class_id)
        if not _exists(session, own, duty, period):
            raise Refused(Message(N_("There is nothing to confirm for this class and period.")))
        if _done(session, class_id, duty, period) is None:
            session.add(
                ClassDutyDone(
                    class_id=class_id,
                    duty=duty,
                    period=period,
                    done_at=clock.now(),
                    done_by_id=actor.person_id,
                )
            )
            audit.record(
                session,
                actor=actor,
                action=Permission.CLASS_DUTY_WRITE,
                entity="class",
                entity_id=class_id,
                after={"duty": duty, "period": period},
            )
    live.publish([live.class_topic(class_id)])


@use_case
def withdraw_class_duty(actor: Actor, class_id: int, duty: DutyKind, period: str) -> None:
    """Take back that statements or report cards are sent; the trail keeps who had said so."""
    with writing() as session:
        _own_class(session, actor, class_id)
        done = _done(session, class_id, duty, period)
        if done is None:
            return
        audit.record(
            session,
            actor=actor,
            action=Permission.CLASS_DUTY_WRITE,
            entity="class",
            entity_id=class_id,
            before={
                "duty": duty,
                "period": period,
                "by": done.done_by_id,
                "at": done.done_at.isoformat(),
            },
            after={"withdrawn": period},
        )
        session.delete(done)
    live.publish([live.class_topic(class_id)])


def _own_class(session: Session, actor: Actor, class_id: int) -> SchoolClass:
    require(actor, Permission.CLASS_DUTY_WRITE, ClassFacts.of(class_id))
    # Locked: two windows that confirm at once must not both add the row.
    found = session.scalar(
        select(SchoolClass).where(col(SchoolClass.id) == class_id).with_for_update(key_share=True)
    )
    if found is None:
        raise Forbidden(
            Attempt(action=Permission.CLASS_DUTY_WRITE, entity="class", entity_id=class_id)
        )
    return found


def _exists(session: Session, own: SchoolClass, duty: DutyKind, period: str) -> bool:
    year = session.get_one(SchoolYear, own.year_id)
    if duty is DutyKind.REPORT_CARDS:
        return period == str(year.starting)
    if duty is not DutyKind.STATEMENTS:
        return False
    calendar, today = load_calendar(session, own.year_id), clock.today()
    return any(
        month_key(month) == period and next_month(month) <= today
        for month in statement_months(year.starting, own.grade, calendar)
    )


def _done(session: Session, class_id: int, duty: DutyKind, period: str) -> ClassDutyDone | None:
    return session.scalar(
        select(ClassDutyDone).where(
            col(ClassDutyDone.class_id) == class_id,
            col(ClassDutyDone.duty) == duty,
            col(ClassDutyDone.period) == period,
        )
    )
