"""Writing down what the school did when unjustified lessons reached a step (MK 89/2011)."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AttendanceStep, Pupil
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import unjustified_steps

from .semesters import SemesterDays, semester_days
from .unjustified import count_semester, reference_day

_LONGEST = 300


@use_case
def record_step(actor: Actor, pupil_id: int, semester: int, threshold: int, words: str) -> None:
    """Keep what the school did at a step; it is written once and stays.

    Refused without words, for a step the pupil has not reached, and for one that is written down
    already.
    """
    today = clock.today()
    said = " ".join(words.split())
    try:
        with writing() as session:
            require_pupil(session, actor, pupil_id)
            if not said or len(said) > _LONGEST:
                raise Refused(
                    Message(N_("Write in up to {n} characters what was done."), {"n": _LONGEST}),
                    field="words",
                )
            days = semester_days(session, today, semester)
            _require_reached(session, pupil_id, days, threshold)
            known = session.scalar(
                select(col(AttendanceStep.id)).where(
                    col(AttendanceStep.pupil_id) == pupil_id,
                    col(AttendanceStep.year_id) == days.year_id,
                    col(AttendanceStep.semester) == days.number,
                    col(AttendanceStep.threshold) == threshold,
                )
            )
            if known is not None:
                raise _known()
            row = AttendanceStep(
                pupil_id=pupil_id,
                year_id=days.year_id,
                semester=days.number,
                threshold=threshold,
                words=said,
                at=clock.now(),
                by_id=actor.person_id,
            )
            session.add(row)
            session.flush()
            audit.record(
                session,
                actor=actor,
                action=Permission.ABSENT_CONTACT_WRITE,
                entity="attendance_step",
                entity_id=row.id,
                pupil_id=pupil_id,
                after={"semester": days.number, "threshold": threshold},
            )
    except IntegrityError:  # somebody else wrote it at the same moment
        raise _known() from None
    live.publish([live.pupil_topic(pupil_id)])


def require_pupil(session: Session, actor: Actor, pupil_id: int) -> None:
    """Raise Forbidden unless the actor may write of a pupil, and there is such a pupil."""
    facts = pupil_facts(session, pupil_id, clock.today())
    require(actor, Permission.ABSENT_CONTACT_WRITE, facts)
    if session.get(Pupil, pupil_id) is None:
        raise Forbidden(
            Attempt(
                action=Permission.ABSENT_CONTACT_WRITE,
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
            )
        )


def one_pupil(session: Session, pupil_id: int, days: SemesterDays) -> PupilRow | None:
    """Return a pupil as enrolled when a semester is looked at; None for one who was not."""
    on = reference_day(days, clock.today())
    return next(iter(pupils_enrolled(session, on, col(Pupil.id) == pupil_id)), None)


def _require_reached(session: Session, pupil_id: int, days: SemesterDays, threshold: int) -> None:
    on = reference_day(days, clock.today())
    pupil = one_pupil(session, pupil_id, days)
    count = 0
    if pupil is not None:
        count = count_semester(session, [pupil], days, on)[pupil_id]["nn"]
    if threshold not in unjustified_steps(session, on) or threshold > count:
        raise Refused(
            Message(
                N_("This step is not reached: the pupil has {n} unjustified lessons."),
                {"n": count},
            )
        )


def _known() -> Refused:
    return Refused(Message(N_("What was done at this step is written down already.")))
