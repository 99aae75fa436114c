"""Who could stand in for one lesson, why, why the others cannot, and what else could be done."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution import (
    Limits,
    StandIn,
    candidate_cost,
    fit_of,
    why_not,
)
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.substitution_plan import assign
from ejournal_app.domain.substitution_words import reasons_for, words_against
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .alternatives import Alternative, alternatives_for
from .people import limits_on
from .situation import Situation, read_situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could stand in."""

    person_id: int
    name: str
    reasons: tuple[Message, ...]
    kind: SubstitutionKind
    """What the class has then."""
    journal_id: int | None
    """The own journal of another subject that is held then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPossible:
    """Somebody who could not, and why."""

    person_id: int
    name: str
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Everything there is to choose from for a lesson."""

    best: tuple[Candidate, ...]
    """The best first."""
    impossible: tuple[NotPossible, ...]
    """By name."""
    alternatives: tuple[Alternative, ...]


@use_case
def candidates_for(actor: Actor, lesson_id: int) -> Choice:
    """Return who could cover a lesson; Forbidden without it, Refused when nobody is away."""
    require(actor, Permission.SUBSTITUTION_PLAN)
    with reading() as session:
        situation = situation_of(session, lesson_id)
        people = situation.people(session, (lesson_id,))
        limits = limits_on(session, situation.first)
        best, impossible = _ranked(situation, people, limits, lesson_id)
        alternatives = alternatives_for(
            session, situation, people, limits, lesson_id, [one.person_id for one in best]
        )
    return Choice(best=best, impossible=impossible, alternatives=tuple(alternatives))


def situation_of(session: Session, lesson_id: int) -> Situation:
    """Return the day of a lesson whose teacher is away."""
    lesson = session.get(Lesson, lesson_id)
    if lesson is None:
        raise not_there(lesson_id)
    situation = read_situation(session, lesson.day, lesson.day)
    if lesson_id not in situation.hits:
        raise Refused(Message(N_("Nobody is away in this lesson any more.")))
    return situation


def not_there(lesson_id: int) -> Forbidden:
    """Return the refusal of a lesson that does not exist."""
    return Forbidden(
        Attempt(action=Permission.SUBSTITUTION_PLAN, entity="lesson", entity_id=lesson_id)
    )


def _ranked(
    situation: Situation, people: Mapping[int, StandIn], limits: Limits, lesson_id: int
) -> tuple[tuple[Candidate, ...], tuple[NotPossible, ...]]:
    need, open_ids = situation.need(lesson_id), situation.open_ids | {lesson_id}
    best: list[tuple[int, Candidate]] = []
    impossible: list[NotPossible] = []
    for person in sorted(people.values(), key=lambda person: sort_key(person.name)):
        against = why_not(need, person, limits, open_ids)
        if not person.roles:
            continue  # of staff who never teach nobody asks why not
        if against:
            impossible.append(
                NotPossible(
                    person_id=person.person_id,
                    name=person.name,
                    why=tuple(words_against(why, limits) for why in against),
                )
            )
            continue
        fit, chosen = fit_of(need, person, open_ids), assign(need, person)
        found = Candidate(
            person_id=person.person_id,
            name=person.name,
            reasons=reasons_for(fit),
            kind=chosen.kind,
            journal_id=chosen.journal_id,
        )
        best.append((candidate_cost(fit), found))
    # Sorting is stable: equals stay in the order of their names.
    best.sort(key=lambda pair: pair[0])
    return tuple(found for _, found in best), tuple(impossible)
