"""Who could stand in for one lesson, why, why the others cannot, and what else could be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution import (
    Limits,
    StandIn,
    candidate_cost,
    fit_of,
    kind_of_cover,
    why_not,
)
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.substitution_plan import assign
from ejournal_app.domain.substitution_words import reasons_for, words_against
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Lesson
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .lessons import SchoolLesson
from .people import limits_on
from .possible import Wanted, joinable, movable, refusal
from .situation import Situation, read_situation

SUPERVISORS = 3
"""So many are offered to watch over the class; everybody else is in the list of candidates."""


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
class Alternative:
    """Another way out than somebody who stands in."""

    kind: SubstitutionKind
    substitute_id: int | None
    moved_from_id: int | None
    journal_id: int | None
    words: Message


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
        alternatives = _alternatives(session, situation, people, limits, lesson_id, best)
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


def _alternatives(
    session: Session,
    situation: Situation,
    people: Mapping[int, StandIn],
    limits: Limits,
    lesson_id: int,
    best: tuple[Candidate, ...],
) -> Iterator[Alternative]:
    lesson = situation.hits[lesson_id].lesson
    for wanted, words in (
        *_joining(situation, people, lesson),
        *_moving(situation, people, lesson),
        *_other_subjects(session, people, lesson, best),
        *_supervising(situation, people, lesson, best),
        (
            Wanted(lesson_id=lesson_id, kind=SubstitutionKind.CANCELLED),
            Message(N_("The lesson is not held")),
        ),
    ):
        if refusal(session, situation, people, limits, wanted) is None:
            yield Alternative(
                kind=wanted.kind,
                substitute_id=wanted.substitute_id,
                moved_from_id=wanted.moved_from_id,
                journal_id=wanted.journal_id,
                words=words,
            )


def _joining(
    situation: Situation, people: Mapping[int, StandIn], lesson: SchoolLesson
) -> Iterator[tuple[Wanted, Message]]:
    for person in people.values():
        own = joinable(situation, lesson, person)
        if own is not None:
            yield (
                Wanted(
                    lesson_id=lesson.lesson_id,
                    kind=SubstitutionKind.JOINED,
                    substitute_id=person.person_id,
                ),
                Message(N_("Join with {place}: {name}"), {"place": own.place, "name": person.name}),
            )


def _moving(
    situation: Situation, people: Mapping[int, StandIn], lesson: SchoolLesson
) -> Iterator[tuple[Wanted, Message]]:
    for later in movable(situation, lesson):
        for person_id in later.teacher_ids:
            if person_id in people:
                yield (
                    Wanted(
                        lesson_id=lesson.lesson_id,
                        kind=SubstitutionKind.MOVED,
                        substitute_id=person_id,
                        moved_from_id=later.lesson_id,
                    ),
                    Message(
                        N_("Move lesson {number} here: {subject}, {name}"),
                        {
                            "number": later.number,
                            "subject": later.subject,
                            "name": people[person_id].name,
                        },
                    ),
                )


def _other_subjects(
    session: Session,
    people: Mapping[int, StandIn],
    lesson: SchoolLesson,
    best: tuple[Candidate, ...],
) -> Iterator[tuple[Wanted, Message]]:
    offers = {
        found.person_id: people[found.person_id].journal_of[lesson.pupils]
        for found in best
        if people[found.person_id].journal_of.get(lesson.pupils, lesson.journal_id)
        != lesson.journal_id
    }
    names = {
        journal.id or 0: journal.name
        for journal in session.scalars(select(Journal).where(col(Journal.id).in_(offers.values())))
    }
    for person_id, journal_id in offers.items():
        yield (
            Wanted(
                lesson_id=lesson.lesson_id,
                kind=SubstitutionKind.OTHER_SUBJECT,
                substitute_id=person_id,
                journal_id=journal_id,
            ),
            Message(
                N_("Hold {journal} instead: {name}"),
                {"journal": names[journal_id], "name": people[person_id].name},
            ),
        )


def _supervising(
    situation: Situation,
    people: Mapping[int, StandIn],
    lesson: SchoolLesson,
    best: tuple[Candidate, ...],
) -> Iterator[tuple[Wanted, Message]]:
    need = situation.need(lesson.lesson_id)
    others = [
        found
        for found in best
        if kind_of_cover(need, people[found.person_id]) is not SubstitutionKind.SAME_SUBJECT
    ]
    for found in others[:SUPERVISORS]:
        yield (
            Wanted(
                lesson_id=lesson.lesson_id,
                kind=SubstitutionKind.SUPERVISED,
                substitute_id=found.person_id,
            ),
            Message(N_("{name} watches over the class"), {"name": found.name}),
        )
