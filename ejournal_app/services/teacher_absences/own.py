"""A member of staff's own absences: what is recorded about oneself."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import TeacherAbsence
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .words import KINDS

_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAbsence:
    """One absence of one's own."""

    kind: Message
    starts_on: date
    ends_on: date | None


@use_case
def own_absences(actor: Actor) -> tuple[OwnAbsence, ...]:
    """Return the actor's absences that run or begin within two weeks, earliest first."""
    require(actor, Permission.DUTY_OWN)
    today = clock.today()
    with reading() as session:
        rows = session.scalars(
            select(TeacherAbsence)
            .where(
                col(TeacherAbsence.person_id) == actor.person_id,
                col(TeacherAbsence.starts_on) <= today + _AHEAD,
                or_(col(TeacherAbsence.ends_on).is_(None), col(TeacherAbsence.ends_on) >= today),
            )
            .order_by(col(TeacherAbsence.starts_on))
        ).all()
        return tuple(
            OwnAbsence(kind=KINDS[row.kind], starts_on=row.starts_on, ends_on=row.ends_on)
            for row in rows
        )
