"""The summary of absences of a class or the school in a period."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.absence_tally import Tally
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.services.attendance.summary import AbsenceSummary, absence_summary
from ejournal_app.services.attendance.summary_files import period_words

from .guard import requires
from .parsing import as_id, as_text
from .teaching_options import Choice

_FILES = "/lejupielade/kavejumi/kopsavilkums"


@dataclass(frozen=True)
class SummaryRow:
    """A pupil or class; `href` leads to the class."""

    key: str
    name: str
    href: str
    cells: list[str]


class AbsenceSummaryPage(rx.State):
    """The page."""

    loaded: bool = False
    class_id: str = ""
    """Empty: all classes."""
    period: str = ""
    title: str = ""
    classes: list[Choice] = []  # noqa: RUF012 - copied for each client
    periods: list[Choice] = []  # noqa: RUF012
    lines: list[SummaryRow] = []  # noqa: RUF012
    pdf: str = ""
    sheet: str = ""

    @rx.event
    @requires(Permission.ABSENCE_REPORT_READ)
    async def enter(self, actor: Actor) -> None:
        """Show what the address asks for; the only class, if there is but one."""
        asked = self.router.url.query_parameters
        period = as_text(asked.get("periods", ""), 10)
        class_id = _class_id(as_text(asked.get("klase", "")))
        summary = await asyncio.to_thread(absence_summary, actor, class_id, period)
        if class_id is None and len(summary.known_classes) == 1:
            class_id = summary.known_classes[0][0]
        _show(self, summary, class_id, actor.language)


def _class_id(asked: str) -> int | None:
    if not asked:
        return None
    try:
        return as_id(asked)
    except Refused:
        raise Forbidden(Attempt(action=Permission.ABSENCE_REPORT_READ, entity="class")) from None


def _show(
    state: AbsenceSummaryPage, found: AbsenceSummary, class_id: int | None, language: str
) -> None:
    state.class_id, state.period = str(class_id or ""), found.period.key
    state.title = period_words(found.period, found.year, language)
    state.classes = [Choice(str(key), name) for key, name in found.known_classes]
    state.periods = [
        Choice(one.key, period_words(one, found.year, language)) for one in found.periods
    ]
    if class_id is None:
        rows = [
            (f"c{own.class_id}", own.name, _href(own.class_id, found.period.key), own.total)
            for own in found.classes
        ]
    else:
        rows = [
            (f"p{one.pupil_id}", one.name, "", one.total)
            for own in found.classes
            for one in own.pupils
        ]
    state.lines = [
        SummaryRow(key=key, name=name, href=href, cells=_cells(tally))
        for key, name, href, tally in rows
    ]
    query = f"?klase={state.class_id}&periods={found.period.key}"
    state.pdf, state.sheet = f"{_FILES}/pdf{query}", f"{_FILES}/xlsx{query}"
    state.loaded = True


def _href(class_id: int, period: str) -> str:
    return f"/kavejumu-kopsavilkums?klase={class_id}&periods={period}"


def _cells(tally: Tally) -> list[str]:
    """Nothing is shown as a dash: a page of zeros hides the numbers."""
    numbers = (
        tally.missed,
        tally.illness,
        tally.other,
        tally.unjustified,
        tally.undecided,
        tally.late,
        tally.takes_part,
    )
    return [str(number) if number else "–" for number in numbers]
