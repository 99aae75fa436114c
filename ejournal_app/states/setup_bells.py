"""Bell schedules and the days they ring on."""

import asyncio
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_year_defaults import school_year_of
from ejournal_app.domain.work_defaults import USUAL_BELLS, bell_end
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.setup.bell_schedules import (
    NUMBERS,
    BellDayRow,
    Period,
    Schedule,
    add_bell_day,
    bell_schedules,
    remove_bell_day,
    remove_schedule,
    save_schedule,
)

from .guard import requires, say_done
from .parsing import as_day, as_id, as_number, as_text, typed_name
from .resuming import fresh_key, keeps

_WEEKDAYS = {
    1: N_("Mondays"),
    2: N_("Tuesdays"),
    3: N_("Wednesdays"),
    4: N_("Thursdays"),
    5: N_("Fridays"),
    6: N_("Saturdays"),
    7: N_("Sundays"),
}
_NO_TIMES = {f"{edge}_{number}": "" for number in NUMBERS for edge in ("start", "end")}


@dataclass(frozen=True)
class PeriodView:
    """The time of a lesson."""

    number: str
    span: str


@dataclass(frozen=True)
class BellDayView:
    """When a schedule rings."""

    bell_day_id: int
    words: str


@dataclass(frozen=True)
class ScheduleView:
    """A bell schedule."""

    schedule_id: int
    name: str
    since: str
    is_ordinary: bool
    is_in_force: bool
    periods: list[PeriodView]
    days: list[BellDayView]


@dataclass(frozen=True)
class WeekdayView:
    """A day of the week to choose."""

    value: str
    name: str


class SetupBells(rx.State):
    """The page of the bells."""

    schedules: list[ScheduleView] = []  # noqa: RUF012 - copied for each client
    weekdays: list[WeekdayView] = []  # noqa: RUF012
    editing: str = ""
    """Id of the schedule in the form; empty for a new one."""
    form_name: str = ""
    form_from: str = ""
    form_ordinary: bool = True
    times: dict[str, str] = _NO_TIMES
    key: str = ""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("key", "editing", "form_name", "form_from", "form_ordinary", "times")
    async def enter(self, actor: Actor) -> None:
        """Show the schedules."""
        self.weekdays = [
            WeekdayView(value=str(number), name=gettext(actor.language, name))
            for number, name in _WEEKDAYS.items()
        ]
        await _show(self, actor)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def edit(self, actor: Actor, schedule_id: int) -> None:
        """Put a schedule into the form."""
        await _fill(self, actor, as_id(schedule_id), copy=False)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def copy(self, actor: Actor, schedule_id: int) -> None:
        """Begin a new schedule with the times of one that is there."""
        await _fill(self, actor, as_id(schedule_id), copy=True)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Add a schedule or change the one in the form."""
        known, name = as_text(form.get("schedule"), 16), as_text(form.get("name"), 1000)
        valid_from, is_ordinary = _day(form, "valid_from"), bool(as_text(form.get("ordinary", "")))
        periods = [period for number in NUMBERS if (period := _period(form, number))]
        await asyncio.to_thread(
            lambda: save_schedule(
                actor,
                as_id(known) if known else None,
                name=name,
                valid_from=valid_from,
                is_ordinary=is_ordinary,
                periods=periods,
            )
        )
        await _show(self, actor)
        await say_done(self, actor.language, _SAVED)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove(self, actor: Actor, schedule_id: int, form: dict[str, Any]) -> None:
        """Take a schedule away."""
        await asyncio.to_thread(remove_schedule, actor, as_id(schedule_id), typed=typed_name(form))
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The bell schedule has been removed.")))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_day(self, actor: Actor, form: dict[str, Any]) -> None:
        """Let a schedule ring on some days."""
        schedule_id = as_id(form.get("day_schedule"))
        weekday = as_text(form.get("weekday"), 1)
        day, starts = as_day(form.get("ring_day")), as_day(form.get("ring_from"))
        ends = as_day(form.get("ring_until"))
        await asyncio.to_thread(
            lambda: add_bell_day(
                actor,
                schedule_id,
                weekday=as_number(weekday, 1, 7) if weekday else None,
                day=day,
                starts_on=starts,
                ends_on=ends,
            )
        )
        await _show(self, actor)
        await say_done(self, actor.language, _SAVED)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove_day(self, actor: Actor, bell_day_id: int) -> None:
        """Let days ring as they otherwise would."""
        await asyncio.to_thread(remove_bell_day, actor, as_id(bell_day_id))
        await _show(self, actor)
        await say_done(self, actor.language, _SAVED)


_SAVED = Message(N_("Saved. Lessons to come ring by the new times."))


async def _show(state: SetupBells, actor: Actor) -> None:
    found = await asyncio.to_thread(bell_schedules, actor)
    state.schedules = [_view(one, actor.language) for one in found]
    state.editing, state.form_name, state.form_from = "", "", ""
    state.form_ordinary = not found
    state.times = dict(_NO_TIMES) if found else _usual_times()
    if not found:
        state.form_name = gettext(actor.language, N_("Ordinary"))
        state.form_from = date(school_year_of(clock.today()), 9, 1).isoformat()
    state.key = fresh_key()


def _usual_times() -> dict[str, str]:
    """Return the times a school without bells finds in the form, to be changed to its own."""
    times = dict(_NO_TIMES)
    for number, starts_at in enumerate(USUAL_BELLS):
        times[f"start_{number}"] = f"{starts_at:%H:%M}"
        times[f"end_{number}"] = f"{bell_end(starts_at):%H:%M}"
    return times


async def _fill(state: SetupBells, actor: Actor, schedule_id: int, *, copy: bool) -> None:
    for one in await asyncio.to_thread(bell_schedules, actor):
        if one.schedule_id != schedule_id:
            continue
        times = dict(_NO_TIMES)
        for period in one.periods:
            times[f"start_{period.number}"] = f"{period.starts_at:%H:%M}"
            times[f"end_{period.number}"] = f"{period.ends_at:%H:%M}"
        state.editing = "" if copy else str(schedule_id)
        state.form_name = "" if copy else one.name
        state.form_from = "" if copy else one.valid_from.isoformat()
        state.form_ordinary = one.is_ordinary and not copy
        state.times = times
        state.key = fresh_key()


def _view(one: Schedule, language: str) -> ScheduleView:
    return ScheduleView(
        schedule_id=one.schedule_id,
        name=one.name,
        since=short_date(one.valid_from, language),
        is_ordinary=one.is_ordinary,
        is_in_force=one.is_in_force,
        periods=[
            PeriodView(
                number=f"{period.number}.", span=f"{period.starts_at:%H:%M}–{period.ends_at:%H:%M}"
            )
            for period in one.periods
        ],
        days=[
            BellDayView(bell_day_id=row.bell_day_id, words=_words(row, language))
            for row in one.days
        ],
    )


def _words(row: BellDayRow, language: str) -> str:
    if row.day is not None:
        return short_date(row.day, language)
    name = gettext(language, _WEEKDAYS[row.weekday or 1])
    starts = short_date(row.starts_on, language)
    if row.ends_on is None:
        return gettext(language, N_("{weekday} from {start}"), weekday=name, start=starts)
    return gettext(
        language,
        N_("{weekday} from {start} to {end}"),
        weekday=name,
        start=starts,
        end=short_date(row.ends_on, language),
    )


def _period(form: dict[str, Any], number: int) -> Period | None:
    texts = [as_text(form.get(f"{edge}_{number}", ""), 8) for edge in ("start", "end")]
    if not any(texts):
        return None
    try:
        starts_at, ends_at = (time.fromisoformat(text) for text in texts)
    except ValueError:
        raise Refused(
            Message(N_("Lesson {number} needs both times."), {"number": number}), field="periods"
        ) from None
    return Period(number=number, starts_at=starts_at, ends_at=ends_at)


def _day(form: dict[str, Any], name: str) -> date:
    day = as_day(form.get(name))
    if day is None:
        raise Refused(Message(N_("Choose a day.")), field=name)
    return day
