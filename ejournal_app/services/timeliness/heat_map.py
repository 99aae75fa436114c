"""Teachers or classes by weeks: what share of what fell due was done in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.duties import Duty
from ejournal_app.domain.timeliness import (
    Tally,
    by_week,
    moving,
    total,
)
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Person, SchoolClass
from ejournal_app.policies.rules import require
from ejournal_app.services.duties.things import things_due
from ejournal_app.services.guard import use_case
from ejournal_app.services.teaching.years import year_label

from .spans import Term, TermSpan, term_span

_SUNDAY = timedelta(days=6)
_SCHOOL = ""


class By(StrEnum):
    """Whose timeliness; the word is part of addresses."""

    TEACHER = "pedagogs"
    CLASS = "klase"

    def owners(self, duty: Duty) -> Iterable[int]:
        """Return for whom a duty counts."""
        return duty.person_ids if self is By.TEACHER else duty.class_ids


class Order(StrEnum):
    """The order of the rows; the word is part of addresses."""

    WORST = "sliktakie"
    NAME = "vards"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A teacher or class, week by week."""

    owner_id: int
    name: str
    total: Tally
    cells: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """A week of the whole school, alone and with the weeks before it."""

    monday: date
    week: Tally
    moving: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinessView:
    """The heat map of a semester."""

    year: str
    term: Term
    weeks: tuple[date, ...]
    """Mondays of the weeks in which something fell due."""
    teachers: tuple[HeatRow, ...]
    """By name, as the classes."""
    classes: tuple[HeatRow, ...]
    total: Tally
    """Of the whole school: a deadline several people share counts once."""
    trend: tuple[TrendPoint, ...]
    months: tuple[date, ...]
    """Months there can be a report of, the latest first."""

    def rows(self, by: By, order: Order) -> Sequence[HeatRow]:
        """Return the rows of one side of the map in an order."""
        rows = self.teachers if by is By.TEACHER else self.classes
        return rows if order is Order.NAME else worst_first(rows)


@use_case
def timeliness(actor: Actor, term: Term | None = None) -> TimelinessView | None:
    """Return the heat map of a semester, else of the running one; None while there is no year."""
    require(actor, Permission.TIMELINESS_READ)
    return heat_map(term)


def heat_map(term: Term | None) -> TimelinessView | None:
    """Return the heat map; the caller asks the rights."""
    now = clock.now()
    with reading() as session:
        span = term_span(session, clock.today(), term)
        if span is None:
            return None
        duties = _fallen_due(session, span, now)
        school = by_week(duties, now, lambda _duty: (_SCHOOL,)).get(_SCHOOL, {})
        weeks = tuple(sorted(school))
        teachers, classes = (
            _rows(session, by, by_week(duties, now, by.owners), weeks) for by in By
        )
    return TimelinessView(
        year=year_label(span.starting),
        term=span.term,
        weeks=weeks,
        teachers=teachers,
        classes=classes,
        total=total(school.values()),
        trend=_trend([(week, school[week]) for week in weeks]),
        months=span.months,
    )


def worst_first(rows: Iterable[HeatRow]) -> list[HeatRow]:
    """Return rows by their share, the lowest first; those alike keep their order."""
    return sorted(rows, key=lambda row: (row.total.share or 0, -row.total.overdue))


def last_day_of(monday: date) -> date:
    """Return the Sunday of a week."""
    return monday + _SUNDAY


def _fallen_due(session: Session, span: TermSpan, now: datetime) -> Sequence[Duty]:
    last = min(span.last, clock.local(now).date())
    if last < span.first:
        return ()
    return things_due(session, span.year_id, span.first, last, now, words=False)


def names_of(
    session: Session, by: By, owners: Iterable[int]
) -> dict[int, tuple[str, tuple[object, ...]]]:
    """Return names of teachers or classes with what orders them."""
    if by is By.TEACHER:
        people = session.scalars(select(Person).where(col(Person.id).in_(list(owners))))
        return {
            one.id: (
                f"{one.family_name} {one.given_name}",
                person_key(one.family_name, one.given_name),
            )
            for one in people
            if one.id is not None
        }
    classes = session.scalars(select(SchoolClass).where(col(SchoolClass.id).in_(list(owners))))
    return {one.id: (one.name, (sort_key(one.name),)) for one in classes if one.id is not None}


def _rows(
    session: Session, by: By, found: dict[int, dict[date, Tally]], weeks: tuple[date, ...]
) -> tuple[HeatRow, ...]:
    names = names_of(session, by, found)
    return tuple(
        HeatRow(
            owner_id=owner,
            name=name,
            total=total(found[owner].values()),
            cells=tuple(found[owner].get(week, Tally()) for week in weeks),
        )
        for owner, (name, _) in sorted(names.items(), key=lambda one: one[1][1])
    )


def _trend(weeks: Sequence[tuple[date, Tally]]) -> tuple[TrendPoint, ...]:
    means = moving([tally for _, tally in weeks])
    return tuple(
        TrendPoint(monday=monday, week=tally, moving=mean)
        for (monday, tally), mean in zip(weeks, means, strict=True)
    )
