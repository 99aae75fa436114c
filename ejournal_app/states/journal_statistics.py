"""The statistics of one journal."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.averages import shown_average
from ejournal_app.domain.marks import NOT_MARKED, Scale, describe, is_numeric
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import day_and_month, number
from ejournal_app.services.statistics import JournalStatistics as Found
from ejournal_app.services.statistics import journal_statistics
from ejournal_app.services.statistics.risk_words import risk_words
from ejournal_app.services.statistics.views import (
    CoursePoint,
    GroupAverage,
    PupilRisks,
    WorkChoice,
    WorkSpread,
)

from .guard import requires
from .marks import dated_work, work_words
from .parsing import address_id, as_id


@dataclass(frozen=True)
class Option:
    """A value and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class SpreadLine:
    """A value of the scale with how often it was given."""

    value: str
    words: str
    count: int


@dataclass(frozen=True)
class CourseLine:
    """A mark of the chosen pupil."""

    key: str
    day: str
    work: str
    mark: str
    weight: str
    average: str


@dataclass(frozen=True)
class GroupLine:
    """A class or group beside the parallel ones."""

    name: str
    own: bool
    average: str
    pupils: str


@dataclass(frozen=True)
class RiskView:
    """A pupil who may need help."""

    href: str
    name: str
    reasons: list[str]


class JournalStatistics(rx.State):
    """What the marks of a journal say together; chosen are one work and one pupil."""

    journal_id: str = ""
    name: str = ""
    marks_allowed: bool = True
    in_levels: bool = False
    works: list[Option] = []  # noqa: RUF012 - copied for each client
    work_id: str = ""
    spread: list[SpreadLine] = []  # noqa: RUF012
    spread_chart: list[dict[str, Any]] = []  # noqa: RUF012
    spread_words: str = ""
    pupils: list[Option] = []  # noqa: RUF012
    pupil_id: str = ""
    pupil: str = ""
    course: list[CourseLine] = []  # noqa: RUF012
    course_chart: list[dict[str, Any]] = []  # noqa: RUF012
    groups: list[GroupLine] = []  # noqa: RUF012
    groups_chart: list[dict[str, Any]] = []  # noqa: RUF012
    groups_comparable: bool = False
    """At least two groups have a number."""
    at_risk: list[RiskView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the journal of the address with its latest work, and no pupil."""
        journal_id = address_id(self.router.url.path, Permission.JOURNAL_READ, part=-2)
        found = await asyncio.to_thread(journal_statistics, actor, journal_id)
        _show(self, found, actor.language)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def choose(self, actor: Actor, journal_id: str, work_id: str, pupil_id: str) -> None:
        """Show another work or pupil; an empty id chooses none."""
        found = await asyncio.to_thread(
            journal_statistics,
            actor,
            as_id(journal_id),
            as_id(work_id) if work_id else None,
            as_id(pupil_id) if pupil_id else None,
        )
        _show(self, found, actor.language)


def _show(state: JournalStatistics, found: Found, language: str) -> None:
    state.name, state.marks_allowed = found.name, found.marks_allowed
    state.in_levels = found.in_levels
    state.works = [_option(work, language) for work in found.works]
    state.pupils = [Option(str(own.pupil_id), own.name) for own in found.pupils]
    _show_spread(state, found.spread, language)
    points = found.course.points if found.course else ()
    state.pupil_id = str(found.course.pupil_id) if found.course else ""
    state.pupil = found.course.name if found.course else ""
    state.course = [_point(point, n, language) for n, point in enumerate(points)]
    state.course_chart = [_drawn_point(point, language) for point in points if point.counts]
    state.groups = [_group(group, language) for group in found.groups]
    told = [group for group in found.groups if group.average is not None]
    state.groups_comparable = len(told) > 1
    state.groups_chart = [
        {"name": group.name, "average": float(group.average or 0)} for group in told
    ]
    state.at_risk = [_risk(own, found.journal_id, language) for own in found.at_risk]
    state.journal_id = str(found.journal_id)


def _show_spread(state: JournalStatistics, found: WorkSpread | None, language: str) -> None:
    if found is None:
        state.work_id, state.spread, state.spread_chart, state.spread_words = "", [], [], ""
        return
    spread = found.spread
    state.work_id = str(found.work.work_id)
    missing = gettext(language, N_("no mark"))
    lines = [
        SpreadLine(value=value, words=_words(value, language), count=n)
        for value, n in spread.counts
        if n or value != NOT_MARKED
    ]
    if spread.not_marked:
        lines.append(SpreadLine(value=missing, words="", count=spread.not_marked))
    state.spread = lines
    state.spread_chart = [{"value": _short(line, missing), "count": line.count} for line in lines]
    words = [ngettext(language, "{n} mark", "{n} marks", spread.marked)]
    if spread.median is not None and spread.mean is not None:
        unit = "%" if found.work.scale is Scale.PERCENT else ""
        words.append(
            gettext(
                language,
                N_("median {median}, mean {mean}"),
                median=number(spread.median.normalize(), language) + unit,
                mean=number(spread.mean, language, 2) + unit,
            )
        )
    words.append(gettext(language, N_("not marked: {n}"), n=spread.not_marked))
    state.spread_words = "; ".join(words)


def _short(line: SpreadLine, missing: str) -> str:
    """Return what fits under a bar on a phone; the table has it whole."""
    if line.value == missing:
        return "—"
    first, band, _ = line.value.partition("–")
    return f"{first}+" if band else line.value


def _words(value: str, language: str) -> str:
    return "" if value.endswith("%") else translate(language, describe(value))


def _option(work: WorkChoice, language: str) -> Option:
    label = dated_work(work.day, work.kind_lv, work.kind_en, work.title, language)
    return Option(str(work.work_id), label)


def _point(point: CoursePoint, number_: int, language: str) -> CourseLine:
    return CourseLine(
        key=str(number_),
        day=day_and_month(point.day, language),
        work=work_words(point.kind_lv, point.kind_en, point.title, language),
        mark=point.shown,
        weight=str(point.weight) if point.counts else "—",
        average=shown_average(point.average, decimal_comma=language != "en"),
    )


def _drawn_point(point: CoursePoint, language: str) -> dict[str, Any]:
    return {
        "day": day_and_month(point.day, language),
        "mark": int(point.value) if is_numeric(point.value) else None,
        "average": float(point.average) if point.average is not None else None,
    }


def _group(group: GroupAverage, language: str) -> GroupLine:
    if group.withheld:
        average = gettext(language, N_("not shown: fewer than 5 pupils"))
    else:
        average = shown_average(group.average, decimal_comma=language != "en")
    return GroupLine(
        name=group.name,
        own=group.own,
        average=average,
        pupils=ngettext(language, "{n} pupil", "{n} pupils", group.pupils) if group.pupils else "",
    )


def _risk(own: PupilRisks, journal_id: int, language: str) -> RiskView:
    return RiskView(
        href=f"/zurnals/{journal_id}/skolens/{own.pupil_id}",
        name=own.name,
        reasons=[translate(language, risk_words(risk)) for risk in own.risks],
    )
