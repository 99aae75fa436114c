"""Carrying out a promotion: one order, one run, as many classes as it names (Regulation 8, 21)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import Session as ModelSession
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import check_in_year, day_before
from ejournal_app.domain.promotion import Outcome
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Enrolment, LeavingKind, SchoolClass, SchoolYear
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.guard import use_case
from ejournal_app.services.movements.finishing import Done, finish, record_pupil, topics
from ejournal_app.services.movements.kinds import MovementKind
from ejournal_app.services.movements.orders import MovementPreview, Order, order_warnings
from ejournal_app.services.movements.places import lock_school

from .proposing import Candidate, EndingClass, Promotions, default_decision, load

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """What is asked for: by the proposals for all classes, or by decisions for one."""

    order: Order
    effective: date | None
    """First day in the new class."""
    last_day: date | None
    """Last day at school of who leaves or graduates."""
    class_id: int | None = None
    """None: every class of the year, each by its proposals."""
    decisions: Mapping[int, str] | None = None
    """Pupil to outcome, with the class after a colon; who is not named waits."""
    undecided_too: bool = False
    """Who has no proposal goes with the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promoted:
    """A promotion that was carried out."""

    run_id: int
    pupils: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    own: EndingClass
    candidate: Candidate
    outcome: Outcome
    target_id: int | None
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    found: Promotions
    steps: tuple[_Step, ...]
    waiting: int
    effective: date
    last_day: date
    order_number: str
    order_date: date


@use_case
def preview_promotion(actor: Actor, asked: Promotion) -> MovementPreview:
    """Say how many pupils go where; Refused for an order or days that cannot be."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        plan = _plan(session, asked)
    counted = Counter((step.outcome, step.own.name, step.target) for step in plan.steps)
    lines = [
        Message(
            N_("Order No. {number}, {date}; in effect from {day}."),
            {"number": plan.order_number, "date": plan.order_date, "day": plan.effective},
        ),
        *(
            _sentence(outcome, source, target, count, plan)
            for (outcome, source, target), count in counted.items()
        ),
    ]
    if plan.waiting:
        lines.append(
            Message(
                N_("Without a decision for now: {count} pupils. They stay where they are."),
                {"count": plan.waiting},
            )
        )
    return MovementPreview(
        lines=tuple(lines), warnings=order_warnings(plan.order_date, plan.effective)
    )


@use_case
def promote(actor: Actor, asked: Promotion) -> Promoted:
    """Carry a promotion out as one run that can be taken back as a whole."""
    require(actor, Permission.MOVEMENT_WRITE)
    with writing() as session:
        lock_school(session)
        plan = _plan(session, asked)
        log = ChangeLog(session)
        with session.no_autoflush:
            _carry_out(session, actor, log, plan)
        run_id = finish(
            session,
            actor,
            log,
            Done(
                movement=MovementKind.PROMOTION,
                school_id=plan.found.school_id,
                effective=plan.effective,
                order_number=plan.order_number,
                order_date=plan.order_date,
                classes=tuple(dict.fromkeys(step.own.name for step in plan.steps)),
                counts={
                    "pupils": len(plan.steps),
                    **Counter(step.outcome.value for step in plan.steps),
                },
            ),
        )
        told = topics(
            session,
            pupil_ids=[step.candidate.pupil_id for step in plan.steps],
            class_ids={step.own.class_id for step in plan.steps}
            | {step.target_id for step in plan.steps if step.target_id is not None},
        )
    live.publish(told)
    return Promoted(run_id=run_id, pupils=len(plan.steps))


def _carry_out(session: ModelSession, actor: Actor, log: ChangeLog, plan: _Plan) -> None:
    ids = {step.candidate.enrolment_id for step in plan.steps}
    enrolments = {
        row.id: row
        for row in session.scalars(
            select(Enrolment).where(
                col(Enrolment.class_id).in_({step.own.class_id for step in plan.steps})
            )
        )
        if row.id in ids
    }
    for step in plan.steps:
        log.change(enrolments[step.candidate.enrolment_id], _end(step, plan))
    # Two open enrolments of a pupil are refused even for a moment: end before opening.
    session.flush()
    for step in plan.steps:
        record_pupil(
            session,
            actor,
            step.candidate.pupil_id,
            step.outcome.value,
            before={"class": step.own.name},
            after={"class": step.target, "order": plan.order_number},
        )
        if step.target_id is None:
            continue
        log.add(
            Enrolment(
                pupil_id=step.candidate.pupil_id,
                class_id=step.target_id,
                programme_code=enrolments[step.candidate.enrolment_id].programme_code,
                starts_on=plan.effective,
                is_repeating=step.outcome is Outcome.REPEATS,
                order_number=plan.order_number,
                order_date=plan.order_date,
            )
        )
    session.flush()


def _end(step: _Step, plan: _Plan) -> dict[str, Any]:
    kinds = {Outcome.LEAVES: LeavingKind.LEFT, Outcome.GRADUATES: LeavingKind.GRADUATED}
    stays = step.target_id is not None
    return {
        "ends_on": day_before(plan.effective) if stays else plan.last_day,
        "end_kind": kinds.get(step.outcome, LeavingKind.PROMOTED).value,
        "end_order_number": plan.order_number,
        "end_order_date": plan.order_date,
    }


def _plan(session: Session, asked: Promotion) -> _Plan:
    found = load(session, asked.class_id)
    if found is None or not found.next_year:
        raise Refused(Message(N_("Set up the next school year and its classes first.")))
    number, day = asked.order.checked()
    effective = asked.effective or found.starts_on
    last_day = asked.last_day or found.last_day
    check_in_year(effective, found.starts_on, found.starts_on + _YEAR, field="effective")
    check_in_year(last_day, found.first_day, found.last_day, field="last_day")
    steps: list[_Step] = []
    waiting = 0
    for own in found.classes:
        for candidate in own.candidates:
            step = _step(own, candidate, _decision(own, candidate, asked))
            if step is None:
                waiting += 1
            else:
                steps.append(step)
    if not steps:
        raise Refused(Message(N_("There is no decision about anybody yet.")))
    _check_days(session, steps, effective, last_day)
    return _Plan(
        found=found,
        steps=tuple(steps),
        waiting=waiting,
        effective=effective,
        last_day=last_day,
        order_number=number,
        order_date=day,
    )


def _decision(own: EndingClass, candidate: Candidate, asked: Promotion) -> str:
    if asked.decisions is not None:
        return asked.decisions.get(candidate.pupil_id, "")
    return default_decision(own, candidate, undecided_too=asked.undecided_too)


def _step(own: EndingClass, candidate: Candidate, decision: str) -> _Step | None:
    """Return what a decision means; Refused for one that the form does not offer."""
    if not decision:
        return None
    name, _, target = decision.partition(":")
    if name in (Outcome.LEAVES, Outcome.GRADUATES) and not target:
        return _Step(own=own, candidate=candidate, outcome=Outcome(name), target_id=None, target="")
    offered = {Outcome.PROMOTED.value: own.next_classes, Outcome.REPEATS.value: own.same_grade}
    for place in offered.get(name, ()):
        if str(place.class_id) == target:
            return _Step(
                own=own,
                candidate=candidate,
                outcome=Outcome(name),
                target_id=place.class_id,
                target=place.name,
            )
    raise Refused(
        Message(N_("{name}: choose a decision from the list."), {"name": candidate.name}),
        field=f"pupil_{candidate.pupil_id}",
    )


def _check_days(session: Session, steps: list[_Step], effective: date, last_day: date) -> None:
    """Refuse a day before somebody came to the class, or one outside the next year."""
    targets = {step.target_id for step in steps if step.target_id is not None}
    for first, last in session.execute(
        select(col(SchoolYear.starts_on), col(SchoolYear.ends_on))
        .join(SchoolClass, col(SchoolClass.year_id) == col(SchoolYear.id))
        .where(col(SchoolClass.id).in_(targets))
        .distinct()
    ):
        check_in_year(effective, first, last, field="effective")
    leaving = {step.candidate.enrolment_id for step in steps if step.target_id is None}
    if not leaving:
        return
    for enrolment_id, starts_on in session.execute(
        select(col(Enrolment.id), col(Enrolment.starts_on)).where(
            col(Enrolment.starts_on) > last_day, col(Enrolment.ends_on).is_(None)
        )
    ):
        if enrolment_id in leaving:
            raise Refused(
                Message(
                    N_(
                        "The pupil is in the class only from {day}; the last day cannot be earlier."
                    ),
                    {"day": starts_on},
                ),
                field="last_day",
            )


def _sentence(outcome: Outcome, source: str, target: str, count: int, plan: _Plan) -> Message:
    words = {
        Outcome.PROMOTED: N_("From {source} to {target}: {count} pupils."),
        Outcome.REPEATS: N_("From {source} repeat the grade in {target}: {count} pupils."),
        Outcome.LEAVES: N_("From {source} leave the school, last day {day}: {count} pupils."),
        Outcome.GRADUATES: N_("From {source} graduate, last day {day}: {count} pupils."),
    }
    return Message(
        words[outcome],
        {"source": source, "target": target, "count": count, "day": plan.last_day},
    )
