"""The superuser lets lessons of a day inside an incapacity be registered (Regulation 14)."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import in_force
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AbsenceOverride
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import NoticeKind, tell
from ejournal_app.services.setup.texts import required

from .checking import absence_locked, not_there
from .telling import topics_of

REASON_LIMIT = 300
_OVERRIDE = Permission.TEACHER_ABSENCE_OVERRIDE


@use_case
def allow_day(actor: Actor, absence_id: int, day: date, reason: str) -> None:
    """Let lessons of one day of an incapacity be registered; the teacher is told, not why."""
    require(actor, _OVERRIDE)
    reason = required(reason, "reason", REASON_LIMIT)
    with writing() as session:
        row, _ = absence_locked(session, _OVERRIDE, absence_id)
        if not TeacherAbsenceKind(row.kind).stops_lessons:
            raise Refused(
                Message(N_("Only incapacity for work stops lessons; there is nothing to allow."))
            )
        if not in_force((row.starts_on, row.ends_on), day):
            raise Refused(Message(N_("This day is not in the absence.")), field="day")
        known = session.scalar(
            select(col(AbsenceOverride.id)).where(
                col(AbsenceOverride.absence_id) == absence_id, col(AbsenceOverride.day) == day
            )
        )
        if known is not None:
            raise Refused(Message(N_("This day is allowed already.")), field="day")
        session.add(
            AbsenceOverride(
                absence_id=absence_id,
                day=day,
                reason=reason,
                granted_by_id=actor.person_id,
                granted_at=clock.now(),
            )
        )
        # The reason stays with the row: it may name people, and the trail is read by others.
        audit.record(
            session,
            actor=actor,
            action=_OVERRIDE,
            entity="teacher_absence",
            entity_id=absence_id,
            after={"person": row.person_id, "allowed": day.isoformat()},
        )
        tell(
            session,
            [row.person_id],
            NoticeKind.LESSON_DAY_ALLOWED,
            Message(N_("The superuser allows lessons of {day} to be registered."), {"day": day}),
            f"/diena?datums={day}",
        )
        topics = topics_of(session, row.person_id, (day, day))
    live.publish(topics)


@use_case
def withdraw_day(actor: Actor, absence_id: int, override_id: int) -> None:
    """Let lessons of a day be refused again; what was registered meanwhile stays."""
    require(actor, _OVERRIDE)
    with writing() as session:
        row, _ = absence_locked(session, _OVERRIDE, absence_id)
        override = session.get(AbsenceOverride, override_id)
        if override is None or override.absence_id != absence_id:
            raise not_there(_OVERRIDE, absence_id)
        day = override.day
        session.delete(override)
        audit.record(
            session,
            actor=actor,
            action=_OVERRIDE,
            entity="teacher_absence",
            entity_id=absence_id,
            before={"person": row.person_id, "allowed": day.isoformat()},
        )
        tell(
            session,
            [row.person_id],
            NoticeKind.LESSON_DAY_ALLOWED,
            Message(N_("Lessons of {day} are not registered any more."), {"day": day}),
            f"/diena?datums={day}",
        )
        topics = topics_of(session, row.person_id, (day, day))
    live.publish(topics)
