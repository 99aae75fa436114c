"""A pupil leaves the school (izslēgšana): the history stays, nothing new is entered (8)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import check_in_year, check_last_day
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Attendance, Enrolment, LeavingKind, Lesson, Mark, Work
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.guard import use_case

from .finishing import Done, finish, record_pupil, topics
from .groups import GroupFate, end_groups, fates
from .kinds import MovementKind
from .orders import Movement, MovementPreview, Order, order_warnings
from .places import ClassPlace, Whereabouts, class_place, lock_school, whereabouts

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is asked for."""

    pupil_id: int
    last_day: date | None
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    whose: Whereabouts
    enrolment: Enrolment
    place: ClassPlace
    last_day: date
    order_number: str
    order_date: date
    groups: list[GroupFate]


@use_case
def preview_leaving(actor: Actor, asked: Leaving) -> MovementPreview:
    """Say what leaving would do; Refused for days that cannot be."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        plan = _plan(session, asked)
        lines = [
            Message(
                N_(
                    "{name} leaves {class_name}; the last day is {day}. Order No. {number}, {date}."
                ),
                {
                    "name": plan.whose.name,
                    "class_name": plan.place.name,
                    "day": plan.last_day,
                    "number": plan.order_number,
                    "date": plan.order_date,
                },
            ),
            Message(N_("After that day nothing new can be entered and the pupil's access ends.")),
        ]
        if plan.groups:
            names = ", ".join(fate.name for fate in plan.groups)
            lines.append(Message(N_("The pupil leaves the groups: {names}."), {"names": names}))
        return MovementPreview(
            lines=tuple(lines),
            warnings=(
                *order_warnings(plan.order_date, plan.last_day),
                *later_entries(session, asked.pupil_id, plan.last_day),
            ),
        )


@use_case
def leave(actor: Actor, asked: Leaving) -> Movement:
    """End a pupil's enrolment with an order, as one run that can be taken back."""
    require(actor, Permission.MOVEMENT_WRITE)
    with writing() as session:
        lock_school(session)
        plan = _plan(session, asked, lock=True)
        log = ChangeLog(session)
        log.change(
            plan.enrolment,
            {
                "ends_on": plan.last_day,
                "end_kind": LeavingKind.LEFT.value,
                "end_order_number": plan.order_number,
                "end_order_date": plan.order_date,
            },
        )
        groups = end_groups(log, plan.groups, plan.last_day + _DAY)
        record_pupil(
            session,
            actor,
            asked.pupil_id,
            MovementKind.LEFT,
            after={"order": plan.order_number, "last_day": plan.last_day.isoformat()},
        )
        run_id = finish(
            session,
            actor,
            log,
            Done(
                movement=MovementKind.LEFT,
                school_id=plan.place.school_id,
                effective=plan.last_day,
                order_number=plan.order_number,
                order_date=plan.order_date,
                classes=(plan.place.name,),
                counts={"pupils": 1, "groups": len(groups)},
            ),
        )
        told = topics(
            session,
            pupil_ids=[asked.pupil_id],
            class_ids=[plan.enrolment.class_id],
            group_ids=groups,
        )
    live.publish(told)
    return Movement(run_id=run_id, pupil_id=asked.pupil_id)


def later_entries(session: Session, pupil_id: int, last_day: date) -> tuple[Message, ...]:
    """Return a warning when absences or marks are already on record after a day."""
    absences = session.scalar(
        select(func.count())
        .select_from(Attendance)
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .where(col(Attendance.pupil_id) == pupil_id, col(Lesson.day) > last_day)
    )
    marks = session.scalar(
        select(func.count())
        .select_from(Mark)
        .join(Work, col(Work.id) == col(Mark.work_id))
        .where(col(Mark.pupil_id) == pupil_id, col(Mark.value) != "", col(Work.day) > last_day)
    )
    if not absences and not marks:
        return ()
    return (
        Message(
            N_(
                "After {day} there are {attendance} attendance entries and {marks} marks already;"
                " they stay where they are."
            ),
            {"day": last_day, "attendance": absences or 0, "marks": marks or 0},
        ),
    )


def _plan(session: Session, asked: Leaving, *, lock: bool = False) -> _Plan:
    whose = whereabouts(session, asked.pupil_id, lock=lock)
    enrolment = whose.open_enrolment()
    place = class_place(session, enrolment.class_id)
    if asked.last_day is None:
        raise Refused(Message(N_("Choose the last day.")), field="last_day")
    number, day = asked.order.checked()
    check_last_day((enrolment.starts_on, enrolment.ends_on), asked.last_day)
    check_in_year(asked.last_day, enrolment.starts_on, place.last, field="last_day")
    return _Plan(
        whose=whose,
        enrolment=enrolment,
        place=place,
        last_day=asked.last_day,
        order_number=number,
        order_date=day,
        groups=fates(session, asked.pupil_id, place.year_id, None, asked.last_day + _DAY),
    )
