"""Management's view of timeliness: the heat map and the trend."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.timeliness import MOVING_WEEKS, Tally
from ejournal_app.i18n.formats import day_and_month, month_and_year
from ejournal_app.services.timeliness.heat_map import (
    By,
    HeatRow,
    Order,
    TimelinessView,
    TrendPoint,
    last_day_of,
    timeliness,
    worst_first,
)
from ejournal_app.services.timeliness.spans import Term

from .guard import requires
from .parsing import UNREADABLE, as_text
from .teaching_options import Choice


@dataclass(frozen=True)
class WeekView:
    """A week; `day` is its Monday, `recent` one that a phone shows."""

    day: str
    label: str
    words: str
    recent: bool


@dataclass(frozen=True)
class CellView:
    """A share: in per cent, in numbers, and how it looks."""

    share: str
    of: str
    shade: str


@dataclass(frozen=True)
class RowView:
    """A teacher or class, a cell for each week."""

    owner_id: int
    name: str
    whole: CellView
    cells: list[CellView]
    by_name: int
    """The row's place in each order."""
    by_share: int


@dataclass(frozen=True)
class TrendLine:
    """A week of the school in the table beside the chart."""

    day: str
    words: str
    share: str
    of: str
    moving: str


class Timeliness(rx.State):
    """The map; both sides of it are there at once, so that looking at the other takes no time."""

    loaded: bool = False
    year: str = ""
    """Empty while no school year is set up."""
    term: str = ""
    by: str = ""
    order: str = ""
    weeks: list[WeekView] = []  # noqa: RUF012 - copied for each client
    teachers: list[RowView] = []  # noqa: RUF012
    classes: list[RowView] = []  # noqa: RUF012
    share: str = ""
    of: str = ""
    trend_chart: list[dict[str, Any]] = []  # noqa: RUF012
    trend: list[TrendLine] = []  # noqa: RUF012
    months: list[Choice] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.TIMELINESS_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the semester and the side of the address; else the running one, by teacher."""
        asked = self.router.url.query_parameters
        term, by = as_text(asked.get("semestris", "")), as_text(asked.get("skats", ""))
        if self.term and term and term != self.term:
            self.loaded = False
        view = await asyncio.to_thread(timeliness, actor, Term(term) if term in set(Term) else None)
        self.by = By(by).value if by in set(By) else By.TEACHER.value
        self.order = self.order or Order.WORST.value
        if view is None:
            self.year = ""
        else:
            _show(self, view, actor.language)
        self.loaded = True

    @rx.event
    @requires(Permission.TIMELINESS_READ)
    async def look_at(self, _actor: Actor, by: str) -> None:
        """Show teachers or classes."""
        self.by = _one_of(By, by)

    @rx.event
    @requires(Permission.TIMELINESS_READ)
    async def arrange(self, _actor: Actor, order: str) -> None:
        """Show the rows in another order."""
        self.order = _one_of(Order, order)
        _arrange(self)


def _one_of(kinds: type[By] | type[Order], raw: Any) -> str:
    text = as_text(raw, 20)
    if text not in set(kinds):
        raise Refused(UNREADABLE)
    return text


def _arrange(state: Timeliness) -> None:
    by_name = state.order == Order.NAME.value
    for rows in (state.teachers, state.classes):
        rows.sort(key=lambda row: row.by_name if by_name else row.by_share)


def _show(state: Timeliness, view: TimelinessView, language: str) -> None:
    state.year, state.term = view.year, view.term.value
    recent = len(view.weeks) - MOVING_WEEKS
    state.weeks = [
        WeekView(
            day=monday.isoformat(),
            label=day_and_month(monday, language),
            words=(
                f"{day_and_month(monday, language)}–{day_and_month(last_day_of(monday), language)}"
            ),
            recent=at >= recent,
        )
        for at, monday in enumerate(view.weeks)
    ]
    state.teachers, state.classes = _rows(view.teachers), _rows(view.classes)
    _arrange(state)
    state.share, state.of = _share(view.total), _of(view.total)
    state.trend = [_trend(point, week) for point, week in zip(view.trend, state.weeks, strict=True)]
    state.trend_chart = [
        {"day": week.label, "week": point.week.per_cent, "moving": point.moving.per_cent}
        for point, week in zip(view.trend, state.weeks, strict=True)
    ]
    state.months = [
        Choice(value=f"{month:%Y-%m}", label=month_and_year(month, language))
        for month in view.months
    ]


def _rows(rows: Sequence[HeatRow]) -> list[RowView]:
    worst = {row.owner_id: at for at, row in enumerate(worst_first(rows))}
    return [
        RowView(
            owner_id=row.owner_id,
            name=row.name,
            whole=_cell(row.total),
            cells=[_cell(tally) for tally in row.cells],
            by_name=at,
            by_share=worst[row.owner_id],
        )
        for at, row in enumerate(rows)
    ]


def _cell(tally: Tally) -> CellView:
    return CellView(share=_share(tally), of=_of(tally), shade=tally.shade.value)


def _trend(point: TrendPoint, week: WeekView) -> TrendLine:
    return TrendLine(
        day=week.day,
        words=week.words,
        share=_share(point.week),
        of=_of(point.week),
        moving=_share(point.moving),
    )


def _share(tally: Tally) -> str:
    return "—" if tally.per_cent is None else f"{tally.per_cent}\N{NO-BREAK SPACE}%"


def _of(tally: Tally) -> str:
    return f"{tally.in_time}/{tally.due}" if tally.due else ""
