"""What is different in the lessons of today or the next school day, for everybody."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import clock_time, long_date
from ejournal_app.policies.rules import allows
from ejournal_app.services import live
from ejournal_app.services.substitutions.change_rows import Change
from ejournal_app.services.substitutions.changes import DayChanges, day_changes
from ejournal_app.services.substitutions.planning import board_topic

from .guard import current_actor, requires
from .live_page import SETTLE_SECONDS, wait_for_change
from .parsing import as_day
from .resuming import fresh_key

PATH = "/stundu-izmainas"


@dataclass(frozen=True)
class ChangeView:
    """A changed lesson in words; what was is empty where it is as it was."""

    key: str
    place: str
    number: str
    time: str
    now: str
    """Subject; what was, when nothing is held."""
    teacher: str
    room: str
    was: str
    """What of it was different before, in one line."""
    state: str
    kind: str
    """The colour of the state: `info`, `warn` or `bad`."""


class DayChangesPage(rx.State):
    """The changes of one day."""

    day: str = ""
    """ISO; empty while nothing is loaded."""
    title: str = ""
    is_today: bool = True
    is_next: bool = False
    today_href: str = ""
    next_href: str = ""
    next_title: str = ""
    own: list[ChangeView] = []  # noqa: RUF012 - copied for each client
    others: list[ChangeView] = []  # noqa: RUF012
    own_title: str = ""
    may_plan: bool = False
    may_make_screens: bool = False
    _watch: str = ""

    @rx.event
    @requires(Permission.DAY_CHANGES_READ)
    async def enter(self, actor: Actor) -> object:
        """Show the day of the address, today unless it names one."""
        asked = as_day(self.router.url.query_parameters.get("datums", ""))
        found = await asyncio.to_thread(day_changes, actor, asked)
        _show(self, found, actor)
        self._watch = fresh_key()
        return DayChangesPage.watch(found.day.isoformat())

    @rx.event(background=True)
    @requires(Permission.DAY_CHANGES_READ)
    async def watch(self, actor: Actor, day: str) -> None:
        """Show changes as they are made, until the page shows something else or is gone."""
        own, mine = as_day(day), self._watch
        reader: Actor | None = actor
        async with live.listening([board_topic()]) as changed:
            while reader is not None and self._watch == mine:
                found = await asyncio.to_thread(day_changes, reader, own)
                async with self:
                    if self._watch != mine:
                        return
                    _show(self, found, reader)
                if not await wait_for_change(self, changed, SETTLE_SECONDS):
                    return
                reader = await current_actor(self)


class ChangesToday(rx.State):
    """Whether the own classes have changes today or on the next school day: a link to them."""

    words: str = ""

    @rx.event
    @requires(Permission.DAY_CHANGES_READ)
    async def look(self, actor: Actor) -> None:
        """Say so, or nothing."""
        found = await asyncio.to_thread(day_changes, actor)
        self.words = (
            gettext(actor.language, N_("Lessons are different today"))
            if found.own and not actor.has(GrantedRole.TEACHER)
            else ""
        )


def _show(state: DayChangesPage, found: DayChanges, actor: Actor) -> None:
    language = actor.language
    state.day, state.is_today = found.day.isoformat(), found.day == found.today
    state.title = _capital(long_date(found.day, language))
    state.is_next = found.day == found.next_day
    state.today_href = f"{PATH}?datums={found.today}"
    following = found.next_day
    state.next_href = f"{PATH}?datums={following}" if following else ""
    state.next_title = _capital(long_date(following, language)) if following else ""
    state.own = [change_view(one, language) for one in found.own]
    state.others = [change_view(one, language) for one in found.others]
    state.own_title = gettext(
        language,
        N_("Concerning you and your class") if actor.is_staff else N_("Your class"),
    )
    state.may_plan = allows(actor, Permission.SUBSTITUTION_PLAN)
    state.may_make_screens = allows(actor, Permission.SCREEN_MANAGE)


def change_view(change: Change, language: str) -> ChangeView:
    """Return a change in words."""
    state, kind = _state(change, language)
    now = change.now
    before = []
    if now is not None:
        before = [
            was
            for was, present in (
                (change.was.subject, now.subject),
                (change.was.teacher, now.teacher),
                (change.was.room, now.room),
            )
            if was and was != present
        ]
    start, end = (clock_time(at, language) for at in (change.starts_at, change.ends_at))
    return ChangeView(
        key=f"{change.lesson_id}-{change.moved_to or 0}",
        place=change.place,
        number=str(change.number),
        time=f"{start}–{end}",
        now=(now or change.was).subject,
        teacher=now.teacher if now else "",
        room=now.room if now else "",
        was=", ".join(before),
        state=state,
        kind=kind,
    )


def _state(change: Change, language: str) -> tuple[str, str]:
    if change.now is None and change.moved_to is not None:
        return gettext(language, N_("Held as lesson {n}"), n=change.moved_to), "warn"
    words = {
        SubstitutionKind.SAME_SUBJECT: (N_("Another teacher"), "info"),
        SubstitutionKind.OTHER_SUBJECT: (N_("Another subject"), "warn"),
        SubstitutionKind.JOINED: (N_("Groups joined"), "info"),
        SubstitutionKind.MOVED: (N_("Moved lesson"), "warn"),
        SubstitutionKind.SUPERVISED: (N_("Supervised"), "info"),
        SubstitutionKind.CANCELLED: (N_("Not held"), "bad"),
    }[change.kind]
    return gettext(language, words[0]), words[1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
