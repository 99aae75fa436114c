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
    MOVING_WEEKS,
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
    recent: Tally
    """Of the last weeks shown, as many as a trend looks back over."""
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
    by: By
    order: Order
    weeks: tuple[date, ...]
    """Mondays of the weeks in which something fell due."""
    rows: tuple[HeatRow, ...]
    total: Tally
    """Of the whole school: a deadline several people share counts once."""
    trend: tuple[TrendPoint, ...]
    months: tuple[date, ...]
    """Months there can be a report of, the latest first."""


@use_case
def timeliness(
    actor: Actor, term: Term | None = None, by: By = By.TEACHER, order: Order = Order.WORST
) -> TimelinessView | None:
    """Return the heat map; None while no school year is set up."""
    require(actor, Permission.TIMELINESS_READ)
    return heat_map(term, by, order)


def heat_map(term: Term | None, by: By, order: Order) -> TimelinessView | None:
    """Return the heat map; the caller asks the rights."""
    now = clock.now()
    with reading() as session:
        span = term_span(session, clock.today(), term)
        if span is None:
            return None
        duties = _fallen_due(session, span, now)
        found = by_week(duties, now, by.owners)
        names = names_of(session, by, found)
    school = by_week(duties, now, lambda _duty: (_SCHOOL,)).get(_SCHOOL, {})
    weeks = tuple(sorted(school))
    return TimelinessView(
        year=year_label(span.starting),
        term=span.term,
        by=by,
        order=order,
        weeks=weeks,
        rows=tuple(_ordered(_rows(found, names, weeks), order)),
        total=total(school.values()),
        trend=_trend([(week, school[week]) for week in weeks]),
        months=span.months,
    )


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
    found: dict[int, dict[date, Tally]],
    names: dict[int, tuple[str, tuple[object, ...]]],
    weeks: tuple[date, ...],
) -> list[HeatRow]:
    rows: list[HeatRow] = []
    for owner, _ in sorted(names.items(), key=lambda one: one[1][1]):
        cells = tuple(found[owner].get(week, Tally()) for week in weeks)
        rows.append(
            HeatRow(
                owner_id=owner,
                name=names[owner][0],
                total=total(cells),
                recent=total(cells[-MOVING_WEEKS:]),
                cells=cells,
            )
        )
    return rows


def _ordered(rows: list[HeatRow], order: Order) -> list[HeatRow]:
    if order is Order.NAME:
        return rows
    # Rows come by name, which stays the order among those who are alike.
    return sorted(rows, key=lambda row: (row.total.share or 0, -row.total.overdue))


def _trend(weeks: Sequence[tuple[date, Tally]]) -> tuple[TrendPoint, ...]:
    means = moving([tally for _, tally in weeks])
    return tuple(
        TrendPoint(monday=monday, week=tally, moving=mean)
        for (monday, tally), mean in zip(weeks, means, strict=True)
    )
