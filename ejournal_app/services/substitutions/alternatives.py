"""Other ways out than somebody who stands in: join, move, another subject, watch over, cancel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution import Limits, StandIn, kind_of_cover
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import Journal

from .lessons import SchoolLesson
from .possible import Wanted, joinable, movable, refusal
from .situation import Situation

SUPERVISORS = 3
"""So many are offered to watch over the class; everybody else is in the list of candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way out than somebody who stands in."""

    kind: SubstitutionKind
    substitute_id: int | None
    moved_from_id: int | None
    journal_id: int | None
    words: Message


def alternatives_for(
    session: Session,
    situation: Situation,
    people: Mapping[int, StandIn],
    limits: Limits,
    lesson_id: int,
    best: Sequence[int],
) -> Iterator[Alternative]:
    """Yield what else can be done; `best` are those who could stand in, the best first."""
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
    best: Sequence[int],
) -> Iterator[tuple[Wanted, Message]]:
    offers = {
        person_id: people[person_id].journal_of[lesson.pupils]
        for person_id in best
        if people[person_id].journal_of.get(lesson.pupils, lesson.journal_id) != lesson.journal_id
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
    best: Sequence[int],
) -> Iterator[tuple[Wanted, Message]]:
    need = situation.need(lesson.lesson_id)
    others = [
        person_id
        for person_id in best
        if kind_of_cover(need, people[person_id]) is not SubstitutionKind.SAME_SUBJECT
    ]
    for person_id in others[:SUPERVISORS]:
        yield (
            Wanted(
                lesson_id=lesson.lesson_id,
                kind=SubstitutionKind.SUPERVISED,
                substitute_id=person_id,
            ),
            Message(N_("{name} watches over the class"), {"name": people[person_id].name}),
        )
