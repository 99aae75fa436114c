"""Management's view of timeliness: the heat map, what is missing today, the trend."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.timeliness import MOVING_WEEKS, Tally
from ejournal_app.i18n.catalogue import ngettext
from ejournal_app.i18n.formats import day_and_month, month_and_year
from ejournal_app.services.timeliness.heat_map import (
    By,
    HeatRow,
    Order,
    TimelinessView,
    TrendPoint,
    last_day_of,
    timeliness,
)
from ejournal_app.services.timeliness.spans import Term
from ejournal_app.services.timeliness.today import MissingOfTeacher, missing_today

from .duty_views import ThingView, thing_view
from .guard import requires
from .parsing import as_text
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

    day: str
    words: str
    """The week."""
    share: str
    of: str
    shade: str
    recent: bool


@dataclass(frozen=True)
class RowView:
    """A teacher or class."""

    owner_id: int
    name: str
    whole: CellView
    cells: list[CellView]


@dataclass(frozen=True)
class TrendLine:
    """A week of the school in the table beside the chart."""

    day: str
    words: str
    share: str
    of: str
    moving: str


@dataclass(frozen=True)
class MissingView:
    """What a teacher has not done yet today."""

    person_id: int
    name: str
    words: str
    things: list[ThingView]


class Timeliness(rx.State):
    """The page."""

    loaded: bool = False
    year: str = ""
    """Empty while no school year is set up."""
    term: str = ""
    by: str = ""
    order: str = ""
    weeks: list[WeekView] = []  # noqa: RUF012 - copied for each client
    rows: list[RowView] = []  # noqa: RUF012
    share: str = ""
    of: str = ""
    trend_chart: list[dict[str, Any]] = []  # noqa: RUF012
    trend: list[TrendLine] = []  # noqa: RUF012
    months: list[Choice] = []  # noqa: RUF012
    due_today: int = 0
    entries_missing: int = 0
    others_missing: int = 0
    missing: list[MissingView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.TIMELINESS_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the semester, view and order of the address; else the running one, by teacher."""
        asked = self.router.url.query_parameters
        term = as_text(asked.get("semestris", ""))
        by, order = as_text(asked.get("skats", "")), as_text(asked.get("seciba", ""))
        view = await asyncio.to_thread(
            timeliness,
            actor,
            Term(term) if term in set(Term) else None,
            By(by) if by in set(By) else By.TEACHER,
            Order(order) if order in set(Order) else Order.WORST,
        )
        today = await asyncio.to_thread(missing_today, actor)
        language = actor.language
        self.due_today = today.due
        self.entries_missing, self.others_missing = today.entries, today.others
        self.missing = [_missing(one, language) for one in today.teachers]
        if view is None:
            self.year, self.weeks, self.rows, self.trend = "", [], [], []
        else:
            _show(self, view, language)
        self.loaded = True


def _show(state: Timeliness, view: TimelinessView, language: str) -> None:
    state.year, state.term = view.year, view.term.value
    state.by, state.order = view.by.value, view.order.value
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
    state.rows = [_row(row, state.weeks) for row in view.rows]
    state.share, state.of = _share(view.total), _of(view.total)
    state.trend = [_trend(point, week) for point, week in zip(view.trend, state.weeks, strict=True)]
    state.trend_chart = [
        {
            "day": week.label,
            "week": point.week.per_cent,
            "moving": point.moving.per_cent,
        }
        for point, week in zip(view.trend, state.weeks, strict=True)
    ]
    state.months = [
        Choice(value=f"{month:%Y-%m}", label=month_and_year(month, language))
        for month in view.months
    ]


def _row(row: HeatRow, weeks: list[WeekView]) -> RowView:
    return RowView(
        owner_id=row.owner_id,
        name=row.name,
        whole=_cell(row.total, WeekView(day="", label="", words="", recent=True)),
        cells=[_cell(tally, week) for tally, week in zip(row.cells, weeks, strict=True)],
    )


def _cell(tally: Tally, week: WeekView) -> CellView:
    return CellView(
        day=week.day,
        words=week.words,
        share=_share(tally),
        of=_of(tally),
        shade=tally.shade.value,
        recent=week.recent,
    )


def _trend(point: TrendPoint, week: WeekView) -> TrendLine:
    return TrendLine(
        day=week.day,
        words=week.words,
        share=_share(point.week),
        of=_of(point.week),
        moving=_share(point.moving),
    )


def _missing(one: MissingOfTeacher, language: str) -> MissingView:
    return MissingView(
        person_id=one.person_id,
        name=one.name,
        words=ngettext(language, "{n} missing thing", "{n} missing things", len(one.things)),
        things=[thing_view(thing, language) for thing in one.things],
    )


def _share(tally: Tally) -> str:
    return "—" if tally.per_cent is None else f"{tally.per_cent}\N{NO-BREAK SPACE}%"


def _of(tally: Tally) -> str:
    return f"{tally.in_time}/{tally.due}" if tally.due else ""
