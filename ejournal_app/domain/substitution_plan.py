"""A proposal for all lessons whose teachers are away: as many as possible, fairly (Regulation 12).

The lessons of a week are one flow: week of a teacher → day → slot → lesson. What flows at most is
the limits; a further cover of the same teacher costs more than the one before. So no proposal
covers more lessons, and none that covers as many is fairer and fits better at the same time.

The fairness measure is the sum of the squares of everybody's covers in the week (`unfairness`):
it is least when they are spread evenly.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .least_cost_flow import FlowNetwork
from .substitution import (
    DAY_WEIGHT,
    WEEK_WEIGHT,
    Limits,
    Need,
    Slot,
    StandIn,
    fit_of,
    kind_of_cover,
    lesson_cost,
    why_not,
)
from .substitution_kinds import SubstitutionKind
from .test_load import monday_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Somebody for a lesson."""

    lesson_id: int
    person_id: int
    kind: SubstitutionKind
    journal_id: int | None = None
    """The own journal that is held instead (other subject)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A proposal."""

    assigned: tuple[Assigned, ...]
    uncovered: tuple[int, ...]
    """Lessons nobody is left for."""


def propose(
    needs: Sequence[Need], people: Sequence[StandIn], limits: Limits, open_ids: Collection[int] = ()
) -> Planned:
    """Return who stands in where, by day, number and lesson; the same question, the same answer.

    Weeks are decided one by one: no limit reaches over the end of a week.
    """
    still_open = frozenset(open_ids) | {need.lesson_id for need in needs}
    weeks: defaultdict[date, list[Need]] = defaultdict(list)
    for need in sorted(needs, key=lambda need: (need.day, need.number, need.lesson_id)):
        weeks[monday_of(need.day)].append(need)
    ordered = sorted(people, key=lambda person: person.person_id)
    assigned: list[Assigned] = []
    uncovered: list[int] = []
    for week in sorted(weeks):
        chosen = _Week(weeks[week], ordered, limits, still_open).solve()
        for need in weeks[week]:
            person = chosen.get(need.lesson_id)
            if person is None:
                uncovered.append(need.lesson_id)
            else:
                assigned.append(assign(need, person))
        by_person: defaultdict[int, int] = defaultdict(int)
        for person in chosen.values():
            by_person[person.person_id] += 1
        ordered = [
            replace(person, covers_of_year=person.covers_of_year + by_person[person.person_id])
            for person in ordered
        ]
    return Planned(assigned=tuple(assigned), uncovered=tuple(uncovered))


def assign(need: Need, person: StandIn) -> Assigned:
    """Return what it is when a person stands in."""
    kind = kind_of_cover(need, person)
    journal = person.journal_of[need.pupils] if kind is SubstitutionKind.OTHER_SUBJECT else None
    return Assigned(
        lesson_id=need.lesson_id, person_id=person.person_id, kind=kind, journal_id=journal
    )


def with_assigned(person: StandIn, needs: Iterable[Need]) -> StandIn:
    """Return a person after taking on lessons."""
    busy: dict[Slot, frozenset[int]] = dict(person.busy)
    covers = dict(person.covers)
    taken = 0
    for need in needs:
        busy[need.slot] = busy.get(need.slot, frozenset()) | {need.lesson_id}
        covers[need.day] = covers.get(need.day, 0) + 1
        taken += 1
    return replace(person, busy=busy, covers=covers, covers_of_year=person.covers_of_year + taken)


def unfairness(covers_in_week: Mapping[int, int]) -> int:
    """Return the fairness measure of a week: squares of everybody's covers; less is fairer."""
    return sum(covers * covers for covers in covers_in_week.values())


class _Week:
    """The flow of one week."""

    def __init__(
        self,
        needs: Sequence[Need],
        people: Sequence[StandIn],
        limits: Limits,
        open_ids: frozenset[int],
    ) -> None:
        self._needs, self._people, self._limits = needs, people, limits
        self._open_ids = open_ids
        self._network = FlowNetwork()
        self._nodes: dict[object, int] = {}
        self._choices: list[tuple[int, Need, StandIn]] = []

    def solve(self) -> dict[int, StandIn]:
        """Return who stands in, by lesson."""
        source, sink = self._node("source"), self._node("sink")
        for need in self._needs:
            self._network.add(self._node(("lesson", need.lesson_id)), sink, 1)
        for person in self._people:
            self._add(person, source)
        self._network.send_all(source, sink)
        return {
            need.lesson_id: person for arc, need, person in self._choices if self._network.used(arc)
        }

    def _add(self, person: StandIn, source: int) -> None:
        possible = [
            need for need in self._needs if not why_not(need, person, self._limits, self._open_ids)
        ]
        if not possible:
            return
        week, limits = self._node(("week", person.person_id)), self._limits
        had = person.covers_in_week(possible[0].day)
        for covers in range(had, min(limits.a_week, had + len(possible))):
            self._network.add(source, week, 1, WEEK_WEIGHT * (2 * covers + 1))
        by_day: defaultdict[date, list[Need]] = defaultdict(list)
        for need in possible:
            by_day[need.day].append(need)
        for day, own in by_day.items():
            node = self._node(("day", person.person_id, day))
            lessons = person.lessons_on(day, self._open_ids)
            room = min(limits.a_day - person.covers_on(day), limits.lessons_a_day - lessons)
            for number in range(lessons, lessons + min(room, len(own))):
                self._network.add(week, node, 1, DAY_WEIGHT * (2 * number + 1))
            for slot in sorted({need.slot for need in own}):
                self._network.add(node, self._node(("slot", person.person_id, slot)), 1)
        for need in possible:
            arc = self._network.add(
                self._node(("slot", person.person_id, need.slot)),
                self._node(("lesson", need.lesson_id)),
                1,
                lesson_cost(fit_of(need, person, self._open_ids)),
            )
            self._choices.append((arc, need, person))

    def _node(self, name: object) -> int:
        return self._nodes.setdefault(name, len(self._nodes))
