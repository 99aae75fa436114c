"""Unjustified lessons of a semester, and the steps they have reached (MK 89/2011)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_numbers import LAW_STEP
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AttendanceStep, Enrolment, Person, SchoolClass
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import unjustified_steps

from .classes import own_classes
from .counting import count_symbols
from .noted import Counts
from .semesters import SemesterDays, semester_days


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """What the school did at a step."""

    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step a pupil has reached."""

    threshold: int
    done: StepDone | None

    @property
    def is_laws(self) -> bool:
        """Return whether the municipality has to be told at it."""
        return self.threshold == LAW_STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class UnjustifiedLine:
    """A pupil with unjustified lessons in a semester."""

    pupil_id: int
    name: str
    class_name: str
    unjustified: int
    undecided: int
    """Absent, and nobody has decided yet: not counted above."""
    steps: tuple[Step, ...]
    """Those that are reached, rising; of what was done before and is not reached any more too."""
    next_step: int | None
    """The first step not reached yet."""
    writable: bool

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """Return the steps at which nothing was done yet."""
        return tuple(step for step in self.steps if step.done is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnjustifiedPage:
    """A semester: who has how many."""

    year: str
    semester: int
    thresholds: tuple[int, ...]
    lines: tuple[UnjustifiedLine, ...]
    """Where something is to be done first, then the most lessons."""
    undecided_only: int
    """Pupils without an unjustified lesson who have some nobody has decided about."""


@use_case
def unjustified_page(actor: Actor, semester: int | None = None) -> UnjustifiedPage:
    """Return the pupils of the classes the actor sees who have unjustified lessons."""
    require(actor, Permission.ABSENCE_REPORT_READ)
    today = clock.today()
    with reading() as session:
        days = semester_days(session, today, semester)
        on = reference_day(days, today)
        classes = own_classes(session, actor, days.year_id)
        pupils = pupils_enrolled(session, on, col(SchoolClass.id).in_([row.id for row in classes]))
        counted = count_semester(session, pupils, days, on)
        steps = unjustified_steps(session, on)
        done = steps_done(session, days)
        lines = [
            _line(actor, pupil, counted[pupil.pupil_id], steps, done[pupil.pupil_id])
            for pupil in pupils
            if counted[pupil.pupil_id]["nn"] or done[pupil.pupil_id]
        ]
        undecided_only = sum(
            1 for symbols in counted.values() if symbols["n"] and not symbols["nn"]
        )
    names = {pupil.pupil_id: person_key(pupil.family_name, pupil.given_name) for pupil in pupils}
    lines.sort(key=lambda line: (not line.open_steps, -line.unjustified, names[line.pupil_id]))
    return UnjustifiedPage(
        year=days.year,
        semester=days.number,
        thresholds=steps,
        lines=tuple(lines),
        undecided_only=undecided_only,
    )


def reference_day(days: SemesterDays, today: date) -> date:
    """Return the day that says which pupils and rules a semester is looked at with."""
    return max(days.first, min(today, days.last))


def count_semester(
    session: Session, pupils: Sequence[PupilRow], days: SemesterDays, on: date
) -> Mapping[int, Counter[str]]:
    """Return how many lessons of the semester of their grade show which symbol, by pupil."""
    grades = {pupil.pupil_id: pupil.grade for pupil in pupils}
    # As a query: a thousand ids would be sent along each time.
    asked = select(col(Enrolment.pupil_id)).where(
        col(Enrolment.class_id).in_({pupil.class_id for pupil in pupils}), *enrolled_on(on)
    )
    return by_pupil(count_symbols(session, asked, days.first, days.last), grades, days)


def by_pupil(
    counts: Counts, grades: Mapping[int, int], days: SemesterDays
) -> Mapping[int, Counter[str]]:
    """Return the symbols of the semester of each pupil's grade."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (pupil_id, day, symbol), number in counts.items():
        grade = grades.get(pupil_id)
        if grade is None:
            continue
        first, last = days.of(grade)
        if first <= day <= last:
            found[pupil_id][symbol] += number
    return found


def steps_done(session: Session, days: SemesterDays) -> Mapping[int, dict[int, StepDone]]:
    """Return what the school did in a semester, by pupil and threshold."""
    found: defaultdict[int, dict[int, StepDone]] = defaultdict(dict)
    statement = (
        select(AttendanceStep, col(Person.family_name), col(Person.given_name))
        .join(Person, col(Person.id) == col(AttendanceStep.by_id))
        .where(
            col(AttendanceStep.year_id) == days.year_id,
            col(AttendanceStep.semester) == days.number,
        )
    )
    for row, family, given in session.execute(statement):
        found[row.pupil_id][row.threshold] = StepDone(
            words=row.words, at=row.at, by=f"{family} {given}"
        )
    return found


def _line(
    actor: Actor,
    pupil: PupilRow,
    symbols: Counter[str],
    steps: tuple[int, ...],
    done: dict[int, StepDone],
) -> UnjustifiedLine:
    count = symbols["nn"]
    shown = sorted({step for step in steps if step <= count} | done.keys())
    facts = PupilFacts(pupil_id=pupil.pupil_id, class_ids=frozenset({pupil.class_id}))
    return UnjustifiedLine(
        pupil_id=pupil.pupil_id,
        name=f"{pupil.family_name} {pupil.given_name}",
        class_name=pupil.class_name,
        unjustified=count,
        undecided=symbols["n"],
        steps=tuple(Step(threshold=step, done=done.get(step)) for step in shown),
        next_step=next((step for step in steps if step > count), None),
        writable=allows(actor, Permission.ABSENT_CONTACT_WRITE, facts),
    )
