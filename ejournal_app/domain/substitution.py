"""Who may stand in for whom in a lesson, and why or why not (aizvietošana, Regulation 12).

Pure rules over what the school looks like on some days. A slot is a day and the number of a
lesson: the bells ring for everybody at the same time. The whole proposal is made by
`substitution_plan`, the words are those of `substitution_words`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from .legal_limits import max_lessons
from .school_year_defaults import GRADES
from .spans import Span, in_force
from .substitution_kinds import SubstitutionKind
from .test_load import monday_of

Slot = tuple[date, int]
"""A day and the number of a lesson."""

LESSONS_A_DAY = max(max_lessons(grade) for grade in GRADES)
"""A teacher's lessons on a day at most, substitutions included: no pupil may have more either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Substituted lessons of one teacher at most."""

    a_day: int = 3
    a_week: int = 8
    lessons_a_day: int = LESSONS_A_DAY
    """Own and substituted lessons together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A lesson whose teacher is away."""

    lesson_id: int
    day: date
    number: int
    journal_id: int
    subject_id: int
    class_ids: frozenset[int] = frozenset()
    """The classes its pupils come from."""
    pupils: tuple[str, int] = ("", 0)
    """Which pupils: a class or a group, as a key that is equal for the same pupils."""
    absent_ids: frozenset[int] = frozenset()
    """Its teachers who are away."""

    @property
    def slot(self) -> Slot:
        """Return when it is."""
        return self.day, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """What is known of somebody who might stand in."""

    person_id: int
    name: str = ""
    roles: tuple[Span, ...] = ()
    """When the person is a teacher."""
    employed: tuple[Span, ...] = ()
    away: tuple[Span, ...] = ()
    busy: Mapping[Slot, frozenset[int]] = field(default_factory=dict[Slot, frozenset[int]])
    """Lessons by id, own and substituted ones, planned ones too."""
    subjects: frozenset[int] = frozenset()
    journals: frozenset[int] = frozenset()
    classes: frozenset[int] = frozenset()
    journal_of: Mapping[tuple[str, int], int] = field(default_factory=dict[tuple[str, int], int])
    """The own journal with the same pupils, by their key."""
    covers: Mapping[date, int] = field(default_factory=dict[date, int])
    """Substituted lessons by day, planned and confirmed, of the whole week at least."""
    covers_of_year: int = 0

    def covers_on(self, day: date) -> int:
        """Return how many lessons are substituted on a day."""
        return self.covers.get(day, 0)

    def covers_in_week(self, day: date) -> int:
        """Return how many lessons are substituted in the week of a day."""
        first = monday_of(day)
        return sum(self.covers.get(first + timedelta(days=step), 0) for step in range(7))

    def lessons_on(self, day: date, but: Collection[int] = ()) -> int:
        """Return how many lessons there are on a day, without those that are looked for."""
        return sum(
            bool(lessons - frozenset(but)) for (on, _), lessons in self.busy.items() if on == day
        )


class WhyNot(StrEnum):
    """What keeps somebody from standing in."""

    NO_TEACHER = "no_teacher"
    NOT_EMPLOYED = "not_employed"
    AWAY = "away"
    TEACHES_THEN = "teaches_then"
    DAY_LIMIT = "day_limit"
    WEEK_LIMIT = "week_limit"
    TOO_MANY_LESSONS = "too_many_lessons"


def why_not(
    need: Need, person: StandIn, limits: Limits, open_ids: Collection[int]
) -> tuple[WhyNot, ...]:
    """Return everything that keeps a person from standing in; empty: nothing does.

    `open_ids` are the lessons nobody covers yet: a colleague of such a journal has that lesson
    already, and takes on no other by leading it alone.
    """
    found: list[WhyNot] = []
    if not any(in_force(span, need.day) for span in person.roles):
        found.append(WhyNot.NO_TEACHER)
    if not any(in_force(span, need.day) for span in person.employed):
        found.append(WhyNot.NOT_EMPLOYED)
    if person.person_id in need.absent_ids or any(in_force(s, need.day) for s in person.away):
        found.append(WhyNot.AWAY)
    if teaches_then(need, person):
        found.append(WhyNot.TEACHES_THEN)
    if person.covers_on(need.day) >= limits.a_day:
        found.append(WhyNot.DAY_LIMIT)
    if person.covers_in_week(need.day) >= limits.a_week:
        found.append(WhyNot.WEEK_LIMIT)
    if person.lessons_on(need.day, open_ids) >= limits.lessons_a_day:
        found.append(WhyNot.TOO_MANY_LESSONS)
    return tuple(found)


def teaches_then(need: Need, person: StandIn) -> bool:
    """Tell whether a person has another lesson at the time."""
    return bool(person.busy.get(need.slot, frozenset()) - {need.lesson_id})


def kind_of_cover(need: Need, person: StandIn) -> SubstitutionKind:
    """Return what the class has when a person stands in.

    Who teaches the subject, or the journal, leads the lesson. Who teaches these very pupils
    another subject holds that one. Everybody else watches over the class.
    """
    if need.journal_id in person.journals or need.subject_id in person.subjects:
        return SubstitutionKind.SAME_SUBJECT
    if need.pupils in person.journal_of:
        return SubstitutionKind.OTHER_SUBJECT
    return SubstitutionKind.SUPERVISED


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What speaks for somebody, as facts; `cost` weighs them."""

    of_journal: bool
    """Teaches the journal together with who is away."""
    subject: bool
    of_class: bool
    own_pupils: bool
    """Teaches exactly these pupils another subject."""
    adjacent: bool
    """Has a lesson right before or after, or no gap comes of it."""
    at_school: bool
    """Has lessons that day."""
    lessons: int
    covers_day: int
    covers_week: int
    covers_year: int


def fit_of(need: Need, person: StandIn, open_ids: Collection[int] = ()) -> Fit:
    """Return what speaks for a person in a lesson."""
    beside = ((need.day, need.number - 1), (need.day, need.number + 1))
    return Fit(
        of_journal=need.journal_id in person.journals,
        subject=need.subject_id in person.subjects,
        of_class=bool(need.class_ids & person.classes),
        own_pupils=need.pupils in person.journal_of,
        adjacent=any(slot in person.busy for slot in beside),
        at_school=any(on == need.day for on, _ in person.busy),
        lessons=person.lessons_on(need.day, open_ids),
        covers_day=person.covers_on(need.day),
        covers_week=person.covers_in_week(need.day),
        covers_year=person.covers_of_year,
    )


WEEK_WEIGHT = 12
"""What one unit of the fairness measure (squares of covers in a week) costs."""
DAY_WEIGHT = 2
"""What one unit of a day's load (squares of lessons and covers of a day) costs."""


def lesson_cost(fit: Fit) -> int:
    """Return how little somebody fits one lesson, less is better, without the load."""
    if fit.of_journal:
        knows = 0
    elif fit.subject:
        knows = 10 if fit.of_class else 20
    elif fit.own_pupils:
        knows = 40
    else:
        knows = 50 if fit.of_class else 70
    gap = 0 if fit.adjacent else 6 if fit.at_school else 16
    return knows + gap + min(fit.covers_year, 40) // 2


def next_cover_cost(covers_week: int, lessons_day: int, covers_day: int) -> int:
    """Return what one more cover adds to the load: the growth of two sums of squares.

    The squares of covers in the week spread substitutions over the staff; the squares of lessons
    and covers of the day keep them from those whose day is full.
    """
    on_day = lessons_day + covers_day
    return WEEK_WEIGHT * (2 * covers_week + 1) + DAY_WEIGHT * (2 * on_day + 1)


def candidate_cost(fit: Fit) -> int:
    """Return the order of candidates for one lesson, the best first."""
    # Covers of the day are among the lessons already.
    return lesson_cost(fit) + next_cover_cost(fit.covers_week, fit.lessons, 0)
