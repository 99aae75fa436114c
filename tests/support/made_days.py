"""Days of a made-up school for the planner of substitutions, from nothing but random choices."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ejournal_app.domain.substitution import Limits, Need, StandIn, why_not
from ejournal_app.domain.substitution_plan import with_assigned

MONDAY = date(2026, 11, 23)
HIRED = ((date(2020, 9, 1), None),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDays:
    """What the planner is asked."""

    needs: tuple[Need, ...]
    people: tuple[StandIn, ...]
    limits: Limits
    rooms: dict[int, tuple[date, int, int]]
    """Where each lesson of the school is: day, number, room; called off ones are not there."""


def made_days(
    seed: int,
    *,
    teachers: int = 20,
    classes: int = 12,
    days: int = 1,
    ill: int = 4,
    numbers: int = 7,
    subjects: int = 8,
    limits: Limits | None = None,
) -> MadeDays:
    """A timetable in which every class has a lesson in most slots, some teachers being away."""
    chance = Random(seed)
    taught = {
        person: chance.sample(range(subjects), k=min(subjects, chance.randint(1, 2)))
        for person in range(1, teachers + 1)
    }
    away = set(chance.sample(sorted(taught), k=min(ill, teachers)))
    needs: list[Need] = []
    busy: dict[int, dict[tuple[date, int], frozenset[int]]] = {person: {} for person in taught}
    known: dict[int, set[int]] = {person: set() for person in taught}
    journal_of: dict[int, dict[tuple[str, int], int]] = {person: {} for person in taught}
    rooms: dict[int, tuple[date, int, int]] = {}
    lesson_id = 0
    for step in range(days):
        day = MONDAY + timedelta(days=step)
        for number in range(1, numbers + 1):
            free = sorted(taught)
            chance.shuffle(free)
            for class_id in range(1, classes + 1):
                if not free or chance.random() < 0.2:
                    continue
                lesson_id += 1
                person = free.pop()
                subject = chance.choice(taught[person])
                journal = class_id * 100 + subject
                busy[person][day, number] = frozenset({lesson_id})
                known[person].add(class_id)
                journal_of[person][("class", class_id)] = journal
                rooms[lesson_id] = (day, number, class_id)
                if person in away:
                    needs.append(
                        Need(
                            lesson_id=lesson_id,
                            day=day,
                            number=number,
                            journal_id=journal,
                            subject_id=subject,
                            class_ids=frozenset({class_id}),
                            pupils=("class", class_id),
                            absent_ids=frozenset({person}),
                        )
                    )
    people = tuple(
        StandIn(
            person_id=person,
            name=f"Skolotājs {person}",
            roles=HIRED if chance.random() < 0.95 else (),
            employed=HIRED if chance.random() < 0.95 else (),
            away=((MONDAY, MONDAY + timedelta(days=days)),) if person in away else (),
            busy=busy[person],
            subjects=frozenset(taught[person]),
            classes=frozenset(known[person]),
            journal_of=journal_of[person],
            covers={MONDAY: chance.choice((0, 0, 0, 1))},
            covers_of_year=chance.randrange(15),
        )
        for person in taught
    )
    return MadeDays(
        needs=tuple(needs), people=people, limits=limits or Limits(a_day=2, a_week=4), rooms=rooms
    )


def at_random(made: MadeDays, seed: int) -> dict[int, int]:
    """Whom somebody would choose who looks at the hard rules only: lesson by lesson, by lot."""
    chance = Random(seed)
    now = {person.person_id: person for person in made.people}
    open_ids = {need.lesson_id for need in made.needs}
    needs = list(made.needs)
    chance.shuffle(needs)
    chosen: dict[int, int] = {}
    for need in needs:
        able = [one for one in now.values() if not why_not(need, one, made.limits, open_ids)]
        if able:
            person = chance.choice(able)
            chosen[need.lesson_id] = person.person_id
            now[person.person_id] = with_assigned(person, [need])
            open_ids -= {need.lesson_id}
    return chosen


def after(made: MadeDays, chosen: dict[int, int]) -> tuple[StandIn, ...]:
    """Everybody once they have taken on what was chosen for them."""
    return tuple(
        with_assigned(
            person, [need for need in made.needs if chosen.get(need.lesson_id) == person.person_id]
        )
        for person in made.people
    )


def covers_of(people: Sequence[StandIn]) -> dict[int, int]:
    """Covers of everybody in the week."""
    return {person.person_id: person.covers_in_week(MONDAY) for person in people}


def most_at_once(people: Sequence[StandIn], count: Callable[[StandIn], int]) -> int:
    """The most anybody has of something."""
    return max(map(count, people), default=0)


def double(things: Sequence[object]) -> list[object]:
    """What is there more than once."""
    return [thing for thing, times in Counter(things).items() if times > 1]


def employed_everywhere(person: StandIn) -> StandIn:
    """The person with role and contract."""
    return replace(person, roles=HIRED, employed=HIRED)
