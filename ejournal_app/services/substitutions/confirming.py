"""Plans become substitutions, and back (Regulation 12)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.substitution_plan import with_assigned
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Lesson, Substitution, SubstitutionPlan
from ejournal_app.policies.rules import require
from ejournal_app.services import live
from ejournal_app.services.guard import use_case

from .effects import REASONS, Cover, put_substitution, substitution_of, take_substitution
from .people import limits_on
from .planning import board_topic, one_at_a_time
from .possible import Wanted, refusal
from .seen import refuse_changed
from .situation import Situation, read_situation
from .telling import Told

_PLAN = Permission.SUBSTITUTION_PLAN


@use_case
def confirm_covers(
    actor: Actor, lesson_ids: Sequence[int], *, seen: Mapping[int, str] | None = None
) -> int:
    """Make the plans of these lessons substitutions and return how many; all of them or none.

    `seen` (`seen.mark_of`, by lesson) is what the page showed: Refused when it was changed since.

    Refused, with the lesson named, when one is not possible any more. A substitution confirmed
    before gives way to the new one unless something is recorded. Lessons without a plan are left.
    """
    require(actor, _PLAN)
    told = Told()
    with writing() as session:
        one_at_a_time(session)
        refuse_changed(session, seen or {})
        plans = _plans(session, lesson_ids)
        if plans:
            lessons = [session.get_one(Lesson, plan.lesson_id) for plan in plans]
            first, last = min(one.day for one in lessons), max(one.day for one in lessons)
            situation = read_situation(session, first, last)
            _check(session, situation, plans)
            for plan in plans:
                _confirm(session, actor, situation, plan, told)
            told.tell(session)
    live.publish([*told.topics, board_topic()])
    return len(plans)


@use_case
def undo_cover(actor: Actor, substitution_id: int) -> None:
    """Take a substitution back; everything is as before. Refused once anything is recorded."""
    require(actor, _PLAN)
    told = Told()
    with writing() as session:
        one_at_a_time(session)
        row = session.get(Substitution, substitution_id, with_for_update=True)
        if row is None:
            raise Forbidden(Attempt(action=_PLAN, entity="substitution", entity_id=substitution_id))
        told.undone(session, row)
        take_substitution(session, actor, row)
        told.tell(session)
    live.publish([*told.topics, board_topic()])


def _plans(session: Session, lesson_ids: Sequence[int]) -> list[SubstitutionPlan]:
    return list(
        session.scalars(
            select(SubstitutionPlan)
            .join(Lesson, col(Lesson.id) == col(SubstitutionPlan.lesson_id))
            .where(col(SubstitutionPlan.lesson_id).in_(list(lesson_ids)))
            .order_by(col(Lesson.day), col(Lesson.number), col(Lesson.id))
        )
    )


def _check(session: Session, situation: Situation, plans: Sequence[SubstitutionPlan]) -> None:
    """Raise Refused for the first plan that is not possible any more, the others taken on."""
    people = situation.people(session, [plan.lesson_id for plan in plans])
    limits = limits_on(session, situation.first)
    for plan in plans:
        hit = situation.hits.get(plan.lesson_id)
        if hit is None:
            continue  # nobody is away any more; the plan still says what is intended
        words = refusal(session, situation, people, limits, _wanted(plan))
        if words is not None:
            raise Refused(
                Message(
                    N_("{day}, lesson {number}, {subject} {place}: {words}"),
                    {
                        "day": hit.lesson.day,
                        "number": hit.lesson.number,
                        "subject": hit.lesson.subject,
                        "place": hit.lesson.place,
                        "words": words,
                    },
                )
            )
        person = people.get(plan.substitute_id or 0)
        if person is not None and plan.kind != SubstitutionKind.MOVED:
            taken = with_assigned(person, [situation.need(plan.lesson_id)])
            people[person.person_id] = taken


def _wanted(plan: SubstitutionPlan) -> Wanted:
    return Wanted(
        lesson_id=plan.lesson_id,
        kind=SubstitutionKind(plan.kind),
        substitute_id=plan.substitute_id,
        moved_from_id=plan.moved_from_id,
        journal_id=plan.journal_id,
    )


def _confirm(
    session: Session, actor: Actor, situation: Situation, plan: SubstitutionPlan, told: Told
) -> None:
    before = substitution_of(session, plan.lesson_id)
    if before is not None:
        told.undone(session, before)
        take_substitution(session, actor, before)
    hit = situation.hits.get(plan.lesson_id)
    absence = hit.absence if hit is not None else None
    row = put_substitution(
        session,
        actor,
        Cover(
            lesson_id=plan.lesson_id,
            kind=SubstitutionKind(plan.kind),
            absent_id=plan.absent_id,
            substitute_id=plan.substitute_id,
            journal_id=plan.journal_id,
            moved_from_id=plan.moved_from_id,
            absence_id=absence.absence_id if absence is not None else None,
            reason=REASONS[absence.kind] if absence is not None else None,
        ),
        confirmed=True,
        action=_PLAN,
    )
    told.done(session, row)
