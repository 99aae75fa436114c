"""What the planner is asked about: the lessons whose teachers are away, and who might stand in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.substitution import Need, StandIn
from ejournal_app.persistence.models import Substitution

from .absences import Away, absences, away_on
from .lessons import SchoolDays, SchoolLesson, read_days
from .people import stand_ins


@dataclass(frozen=True, slots=True)
class Hit:
    """A lesson one of whose teachers is away."""

    lesson: SchoolLesson
    absent_id: int
    absence: Away | None
    """None: covered although nobody is in the register any more."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Some days of the school."""

    first: date
    last: date
    days: SchoolDays
    away: Mapping[int, list[Away]]
    hits: Mapping[int, Hit]
    """By lesson, in the order they are held."""

    def substitution(self, lesson_id: int) -> Substitution | None:
        """Return what covers a lesson, confirmed."""
        return self.days.substitutions.get(lesson_id)

    def still_stands(self, row: Substitution) -> bool:
        """Tell whether whoever substitutes is there on the day."""
        lesson = self.days.lessons.get(row.replaced_id or row.lesson_id)
        if row.substitute_id is None or lesson is None:
            return True
        return away_on(self.away.get(row.substitute_id, ()), lesson.day) is None

    def is_open(self, lesson_id: int) -> bool:
        """Tell whether a lesson is neither planned nor covered by somebody who is there."""
        row = self.substitution(lesson_id)
        if lesson_id in self.days.plans:
            return False
        return row is None or not self.still_stands(row)

    @property
    def open_ids(self) -> frozenset[int]:
        """Return the lessons nobody covers yet."""
        return frozenset(lesson_id for lesson_id in self.hits if self.is_open(lesson_id))

    def need(self, lesson_id: int) -> Need:
        """Return a lesson as the planner asks about it."""
        hit = self.hits[lesson_id]
        lesson = hit.lesson
        return Need(
            lesson_id=lesson_id,
            day=lesson.day,
            number=lesson.number,
            journal_id=lesson.journal_id,
            subject_id=lesson.subject_id,
            class_ids=lesson.class_ids,
            pupils=lesson.pupils,
            absent_ids=frozenset(
                person
                for person in {hit.absent_id, *lesson.teacher_ids}
                if person == hit.absent_id or away_on(self.away.get(person, ()), lesson.day)
            ),
        )

    def people(self, session: Session, but: Collection[int] = ()) -> dict[int, StandIn]:
        """Return everybody who might stand in; `but` are lessons being decided anew."""
        return stand_ins(session, self.days, self.away, self.first, self.last, but)


def read_situation(session: Session, first: date, last: date) -> Situation:
    """Return the days first to last, in a constant number of queries."""
    days, away = read_days(session, first, last), absences(session, first, last)
    hits: dict[int, Hit] = {}
    for lesson_id, lesson in days.lessons.items():
        hit = _hit(days, away, lesson)
        if hit is not None:
            hits[lesson_id] = hit
    return Situation(first, last, days, away, hits)


def _hit(days: SchoolDays, away: Mapping[int, list[Away]], lesson: SchoolLesson) -> Hit | None:
    if lesson.lesson_id in days.held_for:
        return None  # the lesson it stands for is listed
    cover, plan = days.substitutions.get(lesson.lesson_id), days.plans.get(lesson.lesson_id)
    if cover is not None or plan is not None:
        chosen = cover.absent_id if cover is not None else plan.absent_id if plan else None
        spans = away.get(chosen or 0, ())
        absence = away_on(spans, lesson.day)
        confirmed = cover is not None and cover.confirmed_at is not None
        if chosen is not None and (absence is not None or confirmed or plan is not None):
            return Hit(lesson, chosen, absence)
    if lesson.called_off or not lesson.is_lesson_day:
        return None
    for person_id in lesson.teacher_ids:
        absence = away_on(away.get(person_id, ()), lesson.day)
        if absence is not None:
            return Hit(lesson, person_id, absence)
    return None
