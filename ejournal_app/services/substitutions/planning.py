"""What is intended for lessons whose teachers are away: nothing follows until it is confirmed."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.substitution import Limits, StandIn
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.substitution_plan import Assigned, propose
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import SchoolYear, SubstitutionPlan
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case

from .board import check_range
from .candidates import not_there, situation_of
from .people import limits_on
from .possible import Wanted, refusal
from .seen import refuse_changed
from .situation import Situation, read_situation

_PLAN = Permission.SUBSTITUTION_PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a proposal for all did."""

    planned: int
    """Lessons somebody was found for."""
    uncovered: tuple[int, ...]
    """Lessons nobody is left for."""


def board_topic() -> str:
    """Return the topic of the board: what is planned for lessons whose teachers are away."""
    return "substitutions"


@use_case
def plan_cover(
    actor: Actor,
    lesson_id: int,
    *,
    kind: SubstitutionKind,
    substitute_id: int | None = None,
    moved_from_id: int | None = None,
    journal_id: int | None = None,
    seen: str | None = None,
) -> None:
    """Intend a cover for a lesson, in the place of what was intended; Refused when it cannot be.

    `seen` (`seen.mark_of`) is what the page showed: Refused when a colleague has changed it since.
    """
    require(actor, _PLAN)
    wanted = _only_what_matters(
        Wanted(
            lesson_id=lesson_id,
            kind=kind,
            substitute_id=substitute_id,
            moved_from_id=moved_from_id,
            journal_id=journal_id,
        )
    )
    with writing() as session:
        one_at_a_time(session)
        if seen is not None:
            refuse_changed(session, {lesson_id: seen})
        situation = situation_of(session, lesson_id)
        people = situation.people(session, (lesson_id,))
        limits = limits_on(session, situation.first)
        words = refusal(session, situation, people, limits, wanted)
        if words is not None:
            raise Refused(words)
        _put(session, actor, situation, wanted)
    live.publish([board_topic()])


@use_case
def clear_cover(actor: Actor, lesson_id: int, *, seen: str | None = None) -> None:
    """Intend nothing for a lesson any more; what is confirmed stays as it is.

    `seen` as for `plan_cover`.
    """
    require(actor, _PLAN)
    with writing() as session:
        one_at_a_time(session)
        if seen is not None:
            refuse_changed(session, {lesson_id: seen})
        plan = session.scalar(
            select(SubstitutionPlan)
            .where(col(SubstitutionPlan.lesson_id) == lesson_id)
            .with_for_update()
        )
        if plan is None:
            raise not_there(lesson_id)
        _record(session, actor, lesson_id, before=_facts(plan), after=None)
        session.delete(plan)
    live.publish([board_topic()])


@use_case
def propose_all(actor: Actor, first: date, last: date) -> Proposal:
    """Intend somebody for every lesson nobody covers yet: as many as can be, fairly spread.

    What is intended or confirmed already stays; it counts as load.
    """
    require(actor, _PLAN)
    check_range(first, last)
    with writing() as session:
        one_at_a_time(session)
        situation = read_situation(session, first, last)
        open_ids = situation.open_ids
        people = situation.people(session, open_ids)
        planned = propose(
            [situation.need(lesson_id) for lesson_id in sorted(open_ids)],
            list(people.values()),
            limits_on(session, first),
            open_ids,
        )
        for assigned in planned.assigned:
            _put(session, actor, situation, _wanted(session, situation, people, assigned))
    live.publish([board_topic()])
    return Proposal(planned=len(planned.assigned), uncovered=planned.uncovered)


def one_at_a_time(session: Session) -> None:
    """Let nobody else plan or confirm until this transaction ends: the load of all is looked at.

    Planning of lessons by the timetable waits here as well.
    """
    session.execute(
        select(col(SchoolYear.id)).order_by(col(SchoolYear.id)).with_for_update(key_share=True)
    ).all()


def _wanted(
    session: Session, situation: Situation, people: dict[int, StandIn], assigned: Assigned
) -> Wanted:
    wanted = Wanted(
        lesson_id=assigned.lesson_id,
        kind=assigned.kind,
        substitute_id=assigned.person_id,
        journal_id=assigned.journal_id,
    )
    if assigned.kind is SubstitutionKind.OTHER_SUBJECT and refusal(
        session, situation, people, _NO_LIMITS, wanted
    ):
        return replace(wanted, kind=SubstitutionKind.SUPERVISED, journal_id=None)
    return wanted


_NO_LIMITS = Limits(a_day=1_000, a_week=1_000, lessons_a_day=1_000)
"""The proposal has kept them; asked is only whether the journal can be held."""


def _only_what_matters(wanted: Wanted) -> Wanted:
    """Return what is wanted without what its kind does not ask."""
    return replace(
        wanted,
        substitute_id=wanted.substitute_id if wanted.kind.needs_teacher else None,
        moved_from_id=wanted.moved_from_id if wanted.kind is SubstitutionKind.MOVED else None,
        journal_id=wanted.journal_id if wanted.kind is SubstitutionKind.OTHER_SUBJECT else None,
    )


def _put(session: Session, actor: Actor, situation: Situation, wanted: Wanted) -> None:
    plan = session.scalar(
        select(SubstitutionPlan)
        .where(col(SubstitutionPlan.lesson_id) == wanted.lesson_id)
        .with_for_update()
    )
    before = _facts(plan)
    if plan is None:
        plan = SubstitutionPlan(
            lesson_id=wanted.lesson_id,
            kind=wanted.kind,
            absent_id=situation.hits[wanted.lesson_id].absent_id,
            planned_at=clock.now(),
            planned_by_id=actor.person_id,
        )
        session.add(plan)
    plan.kind = wanted.kind
    plan.substitute_id = wanted.substitute_id
    plan.moved_from_id = wanted.moved_from_id
    plan.journal_id = wanted.journal_id
    plan.absent_id = situation.hits[wanted.lesson_id].absent_id
    plan.planned_at, plan.planned_by_id = clock.now(), actor.person_id
    session.flush()
    _record(session, actor, wanted.lesson_id, before=before, after=_facts(plan))


def _record(
    session: Session,
    actor: Actor,
    lesson_id: int,
    *,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=_PLAN,
        entity="substitution_plan",
        entity_id=lesson_id,
        before=before,
        after=after,
    )


def _facts(plan: SubstitutionPlan | None) -> dict[str, object] | None:
    """Return what the trail keeps: who and how, never why."""
    if plan is None:
        return None
    return {
        "kind": str(plan.kind),
        "substitute": plan.substitute_id,
        "absent": plan.absent_id,
        "moved_from": plan.moved_from_id,
        "journal": plan.journal_id,
    }
