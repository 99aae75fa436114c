"""What the person owes and by when: the top of one's own pages, and a page of its own."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import Duty
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import clock_time, long_date, short_date
from ejournal_app.services.duties.office import OfficeDuty
from ejournal_app.services.duties.owed import OwnDuties, own_duties
from ejournal_app.services.duties.watching import watched_topics

from .guard import requires
from .live_page import show_while_open

SHORT = 3
"""How many stand on top of a page; the rest is one tap away."""


@dataclass(frozen=True)
class DutyView:
    """One thing that is owed, in the user's words."""

    key: str
    title: str
    due: str
    look: str
    missing: str
    reason: list[str]
    href: str


@dataclass(frozen=True)
class DutyGroup:
    """What falls due together: overdue, today, later."""

    title: str
    duties: list[DutyView]


class Duties(rx.State):
    """The open duties of the person, the earliest deadline first."""

    headline: str = ""
    look: str = "ok"
    """Of the headline: bad when something is overdue, warn when something is due today."""
    short: list[DutyView] = []  # noqa: RUF012 - copied for each client
    more: int = 0
    groups: list[DutyGroup] = []  # noqa: RUF012
    """All of it; empty unless the page is the one that shows all of it."""
    _whole: bool = False
    _watch: int = 0

    @rx.event
    @requires(Permission.DUTY_OWN)
    async def enter(self, actor: Actor) -> Any:
        """Show the top of what is owed, and go on showing it."""
        return _entered(self, await asyncio.to_thread(own_duties, actor), actor, whole=False)

    @rx.event
    @requires(Permission.DUTY_OWN)
    async def enter_whole(self, actor: Actor) -> Any:
        """Show everything that is owed, and go on showing it."""
        return _entered(self, await asyncio.to_thread(own_duties, actor), actor, whole=True)

    @rx.event(background=True)
    @requires(Permission.DUTY_OWN)
    async def watch(self, actor: Actor) -> None:
        """Show what is done, here or elsewhere, as it happens."""
        mine = self._watch
        topics = await asyncio.to_thread(watched_topics, actor)
        await show_while_open(
            self,
            actor,
            topics,
            is_current=lambda: self._watch == mine,
            read=own_duties,
            show=lambda found, language: _show(self, found, language),
        )


def _entered(state: Duties, own: OwnDuties, actor: Actor, *, whole: bool) -> Any:
    # Two hundred things are 90 kB, and go along with every page that is opened in this tab.
    state._whole = whole  # noqa: SLF001 - the functions of this state
    state._watch += 1  # noqa: SLF001
    _show(state, own, actor.language)
    return Duties.watch


def _show(state: Duties, own: OwnDuties, language: str) -> None:
    views = [(duty, duty_view(duty, own.now, language)) for duty in own.duties]
    office = [_office_view(one, language) for one in own.office]
    urgent = [view for one, view in zip(own.office, office, strict=True) if one.is_urgent]
    everything = [
        *urgent,
        *(view for _, view in views),
        *(view for view in office if view not in urgent),
    ]
    whole = state._whole  # noqa: SLF001 - the functions of this state
    groups = _groups(views, office, own.now, language) if whole else []
    is_today = any(_day(duty) == local(own.now).date() for duty in own.duties)
    is_overdue = any(duty.is_overdue(own.now) for duty in own.duties)
    shown = {
        "groups": groups,
        "short": everything[:SHORT],
        "more": max(len(everything) - SHORT, 0),
        "look": "bad" if is_overdue else "warn" if is_today else "ok",
        "headline": headline(own, language),
    }
    # Only what changed travels.
    for name, value in shown.items():
        if getattr(state, name) != value:
            setattr(state, name, value)


def _groups(
    views: list[tuple[Duty, DutyView]], office: list[DutyView], now: datetime, language: str
) -> list[DutyGroup]:
    overdue = [view for duty, view in views if duty.is_overdue(now)]
    open_still = [(duty, view) for duty, view in views if not duty.is_overdue(now)]
    today = local(now).date()
    due_today = [view for duty, view in open_still if _day(duty) == today]
    later = [view for duty, view in open_still if _day(duty) != today]
    return [
        DutyGroup(title=gettext(language, title), duties=shown)
        for title, shown in (
            (N_("Past its deadline"), overdue),
            (N_("To do today"), due_today),
            (N_("Later"), later),
            (N_("Waits for you"), office),
        )
        if shown
    ]


def headline(own: OwnDuties, language: str) -> str:
    """Return how much is owed and by when the oldest is due, in one sentence."""
    many = len(own.duties) + len(own.office)
    if not many:
        return gettext(language, N_("You owe nothing: everything is entered."))
    first = own.duties[0] if own.duties else None
    if first is None or first.due_at is None:
        return ngettext(language, "{n} thing waits for you.", "{n} things wait for you.", many)
    return ngettext(
        language,
        "{n} thing to do; the oldest: {due}.",
        "{n} things to do; the oldest: {due}.",
        many,
        due=due_words(first, own.now, language),
    )


def duty_view(duty: Duty, now: datetime, language: str) -> DutyView:
    """Return a duty in the user's words."""
    overdue = duty.is_overdue(now)
    today = _day(duty) == local(now).date()
    return DutyView(
        key=duty.key,
        title=translate(language, duty.title),
        due=due_words(duty, now, language),
        look="bad" if overdue else "warn" if today else "",
        missing=gettext(language, N_("missing {n} of {all}"), n=duty.missing, all=duty.total)
        if duty.total > 1
        else "",
        reason=[translate(language, sentence) for sentence in duty.reason],
        href=duty.href,
    )


def _office_view(duty: OfficeDuty, language: str) -> DutyView:
    return DutyView(
        key=duty.key,
        title=translate(language, duty.title),
        due="",
        look="",
        missing="",
        reason=[],
        href=duty.href,
    )


def due_words(duty: Duty, now: datetime, language: str) -> str:
    """Return by when it is due, as one says it: today, tomorrow, or the day."""
    if duty.due_at is None:
        return gettext(language, N_("rests"))
    moment, today = local(duty.due_at), local(now).date()
    day = moment.date()
    whole_day = (moment.hour, moment.minute) == (23, 59)
    time = "" if whole_day else clock_time(duty.due_at, language)
    if duty.due_at < now:
        words = N_("was due today at {time}") if day == today else N_("was due on {day}")
        return gettext(language, words, day=short_date(day, language), time=time)
    if day == today:
        words = N_("due today") if whole_day else N_("due today at {time}")
        return gettext(language, words, time=time)
    if day == today + timedelta(days=1):
        words = N_("due tomorrow") if whole_day else N_("due tomorrow at {time}")
        return gettext(language, words, time=time)
    if day < today + timedelta(days=7):
        return gettext(language, N_("due on {day}"), day=long_date(day, language))
    return gettext(language, N_("due on {day}"), day=short_date(day, language))


def _day(duty: Duty) -> date | None:
    return None if duty.due_at is None else local(duty.due_at).date()
