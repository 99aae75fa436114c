"""When marks of periods may be entered, and opening a closed period for somebody."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import Openness
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.periods.names import KIND_WORDS
from ejournal_app.services.periods.reopening import (
    ReopeningData,
    ReopeningLine,
    end_reopening,
    journals_of_teacher,
    reopen,
    reopenings,
    teachers_of_year,
)
from ejournal_app.services.periods.windows import (
    WindowData,
    WindowLine,
    WindowsView,
    period_windows,
    reset_window,
    save_window,
)

from .guard import requires, say_done
from .parsing import as_day, as_id, as_number, as_text
from .period_views import grades
from .periods import as_entry_kind
from .resuming import fresh_key, keeps
from .school_class import NO_DAY
from .teaching_options import Choice, as_chosen_id, staff_choices

_ANY_KIND = Message(N_("Choose a kind from the list."))
_STATES = {
    Openness.OPEN: (N_("open now"), "ok"),
    Openness.NOT_YET: (N_("opens later"), ""),
    Openness.OVER: (N_("over"), ""),
}


@dataclass(frozen=True)
class WindowView:
    """Neighbouring grades with the same window."""

    key: str
    grades: str
    first: int
    last: int
    dates: str
    state: str
    look: str
    own: bool


@dataclass(frozen=True)
class KindWindowsView:
    """A kind with its windows."""

    kind: str
    label: str
    lines: list[WindowView]


@dataclass(frozen=True)
class ReopeningView:
    """What was opened for whom."""

    reopening_id: int
    who: str
    what: str
    until: str
    reason: str
    granted: str
    state: str
    look: str
    holds: bool


class SetupPeriods(rx.State):
    """The page of the windows."""

    year: str = ""
    before: int = 0
    after: int = 0
    kinds: list[KindWindowsView] = []  # noqa: RUF012 - copied for each client
    choices: list[Choice] = []  # noqa: RUF012
    """Kinds of the year."""
    teachers: list[Choice] = []  # noqa: RUF012
    chosen: str = ""
    """The teacher whose journals are offered."""
    journals: list[Choice] = []  # noqa: RUF012
    reopenings: list[ReopeningView] = []  # noqa: RUF012
    first_day: str = ""
    last_day: str = ""
    today: str = ""
    loaded: bool = False
    shown: str = ""

    @rx.event
    @requires(Permission.PERIOD_MANAGE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show the windows of the year and what was opened again."""
        await _show(self, actor)

    @rx.event
    @requires(Permission.PERIOD_MANAGE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Let marks of a kind be entered in some grades between two days."""
        opens, closes = as_day(form.get("opens_on", "")), as_day(form.get("closes_on", ""))
        if opens is None or closes is None:
            raise Refused(NO_DAY, field="opens_on" if opens is None else "closes_on")
        data = WindowData(
            kind=_chosen_kind(form.get("kind", ""), field="kind"),
            first_grade=as_number(form.get("first_grade", ""), 1, 12),
            last_grade=as_number(form.get("last_grade", ""), 1, 12),
            opens_on=opens,
            closes_on=closes,
        )
        await asyncio.to_thread(save_window, actor, data)
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.PERIOD_MANAGE)
    async def reset_to_default(self, actor: Actor, kind: str, first: int, last: int) -> None:
        """Let the window of a kind follow from the calendar again."""
        await asyncio.to_thread(
            reset_window,
            actor,
            as_entry_kind(kind),
            as_number(first, 1, 12),
            as_number(last, 1, 12),
        )
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The window follows the calendar again.")))

    @rx.event
    @requires(Permission.PERIOD_MANAGE)
    async def choose_teacher(self, actor: Actor, person_id: str) -> None:
        """Offer the journals of a teacher."""
        person = as_chosen_id(person_id)
        found = await asyncio.to_thread(journals_of_teacher, actor, person) if person else ()
        self.chosen = str(person) if person else ""
        self.journals = [Choice(value=str(one.journal_id), label=one.name) for one in found]

    @rx.event
    @requires(Permission.PERIOD_MANAGE)
    async def open_again(self, actor: Actor, form: dict[str, Any]) -> None:
        """Open a period for a teacher until a day."""
        person = as_chosen_id(form.get("person", ""))
        if person is None:
            raise Refused(Message(N_("Choose a teacher from the list.")), field="person")
        until = as_day(form.get("until", ""))
        if until is None:
            raise Refused(NO_DAY, field="until")
        data = ReopeningData(
            kind=_chosen_kind(form.get("again_kind", ""), field="again_kind"),
            person_id=person,
            journal_id=as_chosen_id(form.get("journal", "")),
            until=until,
            reason=as_text(form.get("reason", ""), 2000),
        )
        await asyncio.to_thread(reopen, actor, data)
        self.chosen, self.journals = "", []
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("It is open until {day}."), {"day": until}))

    @rx.event
    @requires(Permission.PERIOD_MANAGE)
    async def end(self, actor: Actor, reopening_id: int) -> None:
        """Close again what was opened."""
        await asyncio.to_thread(end_reopening, actor, as_id(reopening_id))
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("It is closed again.")))


def _chosen_kind(raw: Any, *, field: str) -> EntryKind:
    if not raw:
        raise Refused(_ANY_KIND, field=field)
    return as_entry_kind(raw)


async def _show(state: SetupPeriods, actor: Actor) -> None:
    view = await asyncio.to_thread(period_windows, actor)
    opened = await asyncio.to_thread(reopenings, actor)
    teachers = await asyncio.to_thread(teachers_of_year, actor)
    language = actor.language
    state.today = clock.today().isoformat()
    state.teachers = staff_choices(teachers)
    state.reopenings = [_reopening(one, language) for one in opened]
    _windows(state, view, language)
    state.loaded = True
    state.shown = fresh_key()


def _windows(state: SetupPeriods, view: WindowsView | None, language: str) -> None:
    if view is None:
        state.year, state.kinds, state.choices = "", [], []
        return
    state.year, state.before, state.after = view.year, view.before, view.after
    state.first_day, state.last_day = view.first_day.isoformat(), view.last_day.isoformat()
    state.kinds = [
        KindWindowsView(
            kind=one.kind.value,
            label=translate(language, KIND_WORDS[one.kind]),
            lines=[_window(line, language) for line in one.lines],
        )
        for one in view.kinds
    ]
    state.choices = [Choice(value=one.kind, label=one.label) for one in state.kinds]


def _window(line: WindowLine, language: str) -> WindowView:
    if line.window is None:
        dates = gettext(language, N_("around the end of each journal's course"))
    else:
        first = short_date(line.window.opens_on, language)
        dates = f"{first} – {short_date(line.window.closes_on, language)}"
    word, look = _STATES[line.openness] if line.openness else ("", "")
    return WindowView(
        key=f"{line.first_grade}-{line.last_grade}",
        grades=grades(line.first_grade, line.last_grade, language),
        first=line.first_grade,
        last=line.last_grade,
        dates=dates,
        state=gettext(language, word) if word else "",
        look=look,
        own=line.own,
    )


def _reopening(line: ReopeningLine, language: str) -> ReopeningView:
    journal = line.journal or gettext(language, N_("all journals of the teacher"))
    state = N_("open now") if line.holds else N_("ended early") if line.ended_at else N_("over")
    return ReopeningView(
        reopening_id=line.reopening_id,
        who=line.person,
        what=f"{translate(language, KIND_WORDS[line.kind])} · {journal}",
        until=gettext(language, N_("until {day}"), day=short_date(line.until, language)),
        reason=line.reason,
        granted=f"{line.granted_by}, {date_and_time(line.granted_at, language)}",
        state=gettext(language, state),
        look="ok" if line.holds else "",
        holds=line.holds,
    )
