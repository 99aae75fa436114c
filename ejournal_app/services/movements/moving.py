"""A pupil moves to another class of the year (pārvietošana, Regulation 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import check_in_year, check_move, day_before
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Enrolment, Journal, LeavingKind, Mark, Subject, Work
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.guard import use_case

from .finishing import Done, finish, record_pupil, topics
from .groups import GroupFate, choices, end_groups, fates, join_groups
from .kinds import MovementKind
from .leaving import later_entries
from .orders import GroupChoice, Movement, MovementPreview, Order, order_warnings
from .places import ClassPlace, Whereabouts, class_place, lock_school, whereabouts
from .programme_codes import programme_of, programme_warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What is asked for; without a programme code the pupil keeps the present one."""

    pupil_id: int
    class_id: int
    effective: date | None
    order: Order
    programme: str = ""
    groups: Mapping[int, int] = field(default_factory=dict[int, int])
    """Subject to the group the pupil joins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    whose: Whereabouts
    enrolment: Enrolment
    old: ClassPlace
    new: ClassPlace
    effective: date
    order_number: str
    order_date: date
    programme: str
    fates: list[GroupFate]
    offered: tuple[GroupChoice, ...]


@use_case
def preview_moving(actor: Actor, asked: Moving) -> MovementPreview:
    """Say what a move would do, and which groups of the new class there are to join."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        plan = _plan(session, asked)
        lines = [
            Message(
                N_(
                    "{name} moves from {old} to {new} on {day}."
                    " Order No. {number}, {date}. Programme {programme}."
                ),
                {
                    "name": plan.whose.name,
                    "old": plan.old.name,
                    "new": plan.new.name,
                    "day": plan.effective,
                    "number": plan.order_number,
                    "date": plan.order_date,
                    "programme": plan.programme,
                },
            ),
            *_about_groups(plan),
            *_about_marks(session, asked.pupil_id, plan),
        ]
        return MovementPreview(
            lines=tuple(lines),
            warnings=(
                *order_warnings(plan.order_date, plan.effective),
                *programme_warnings(session, plan.programme),
                *later_entries(session, asked.pupil_id, day_before(plan.effective)),
            ),
            groups=plan.offered,
        )


@use_case
def move(actor: Actor, asked: Moving) -> Movement:
    """Carry a move out as one run: two enrolments, and the groups that go with them.

    Marks stay where they were given and are shown in the new class's journals
    (`persistence.queries.carried`).
    """
    require(actor, Permission.MOVEMENT_WRITE)
    with writing() as session:
        lock_school(session)
        plan = _plan(session, asked, lock=True)
        log = ChangeLog(session)
        log.change(
            plan.enrolment,
            {
                "ends_on": day_before(plan.effective),
                "end_kind": LeavingKind.MOVED.value,
                "end_order_number": plan.order_number,
                "end_order_date": plan.order_date,
            },
        )
        ended = end_groups(log, plan.fates, plan.effective)
        session.flush()  # the place of what ends is free before something takes it
        log.add(
            Enrolment(
                pupil_id=asked.pupil_id,
                class_id=asked.class_id,
                programme_code=plan.programme,
                starts_on=plan.effective,
                is_repeating=plan.enrolment.is_repeating,
                order_number=plan.order_number,
                order_date=plan.order_date,
            )
        )
        joined = join_groups(log, asked.pupil_id, plan.offered, asked.groups, plan.effective)
        record_pupil(
            session,
            actor,
            asked.pupil_id,
            MovementKind.MOVED,
            before={"class": plan.old.name},
            after={
                "class": plan.new.name,
                "order": plan.order_number,
                "effective": plan.effective.isoformat(),
            },
        )
        run_id = finish(
            session,
            actor,
            log,
            Done(
                movement=MovementKind.MOVED,
                school_id=plan.old.school_id,
                effective=plan.effective,
                order_number=plan.order_number,
                order_date=plan.order_date,
                classes=(plan.old.name, plan.new.name),
                counts={"pupils": 1, "groups": len(ended) + len(joined)},
            ),
        )
        told = topics(
            session,
            pupil_ids=[asked.pupil_id],
            class_ids=[plan.old.class_id, plan.new.class_id],
            group_ids=[*ended, *joined],
        )
    live.publish(told)
    return Movement(run_id=run_id, pupil_id=asked.pupil_id)


def _plan(session: Session, asked: Moving, *, lock: bool = False) -> _Plan:
    whose = whereabouts(session, asked.pupil_id, lock=lock)
    enrolment = whose.open_enrolment()
    old, new = class_place(session, enrolment.class_id), class_place(session, asked.class_id)
    if new.class_id == old.class_id:
        raise Refused(Message(N_("The pupil is in this class already.")), field="class")
    if new.year_id != old.year_id:
        raise Refused(
            Message(N_("A move stays within the school year; the next year needs a promotion.")),
            field="class",
        )
    if asked.effective is None:
        raise Refused(Message(N_("Choose the day it takes effect.")), field="effective")
    number, day = asked.order.checked()
    check_move((enrolment.starts_on, enrolment.ends_on), asked.effective)
    check_in_year(asked.effective, new.first, new.last, field="effective")
    own = fates(session, asked.pupil_id, old.year_id, new.class_id, asked.effective)
    return _Plan(
        whose=whose,
        enrolment=enrolment,
        old=old,
        new=new,
        effective=asked.effective,
        order_number=number,
        order_date=day,
        programme=programme_of(asked.programme or enrolment.programme_code, new),
        fates=own,
        offered=choices(session, new.year_id, new.class_id, asked.effective, own),
    )


def _about_groups(plan: _Plan) -> list[Message]:
    ending = ", ".join(fate.name for fate in plan.fates if fate.ends)
    kept = ", ".join(fate.name for fate in plan.fates if not fate.ends)
    lines: list[Message] = []
    if ending:
        lines.append(Message(N_("The pupil leaves the groups: {names}."), {"names": ending}))
    if kept:
        lines.append(Message(N_("The pupil stays in the groups: {names}."), {"names": kept}))
    return lines


def _about_marks(session: Session, pupil_id: int, plan: _Plan) -> list[Message]:
    """Say of which subjects marks go along and of which the new class has no journal."""
    year = plan.old.year_id
    marked = {
        (subject_id, name)
        for subject_id, name in session.execute(
            select(col(Subject.id), col(Subject.name))
            .join(Journal, col(Journal.subject_id) == col(Subject.id))
            .join(Work, col(Work.journal_id) == col(Journal.id))
            .join(Mark, col(Mark.work_id) == col(Work.id))
            .where(
                col(Mark.pupil_id) == pupil_id, col(Mark.value) != "", col(Journal.year_id) == year
            )
            .distinct()
        )
    }
    if not marked:
        return []
    group_ids = [group for choice in plan.offered for group, _ in choice.groups]
    group_ids += [fate.membership.group_id for fate in plan.fates if not fate.ends]
    there = set(
        session.scalars(
            select(col(Journal.subject_id)).where(
                (col(Journal.class_id) == plan.new.class_id) | col(Journal.group_id).in_(group_ids)
            )
        )
    )
    along = sorted(name for subject_id, name in marked if subject_id in there)
    behind = sorted(name for subject_id, name in marked if subject_id not in there)
    lines: list[Message] = []
    if along:
        lines.append(
            Message(
                N_("Marks of the year go along into the journals: {names}."),
                {"names": ", ".join(along)},
            )
        )
    if behind:
        lines.append(
            Message(
                N_("The new class has no journal of: {names}. Those marks stay in the old one."),
                {"names": ", ".join(behind)},
            )
        )
    return lines
