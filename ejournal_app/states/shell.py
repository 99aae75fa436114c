"""What the frame of every page shows: who is here and where they may go."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.policies.rules import allows
from ejournal_app.services import live
from ejournal_app.services.notices.own import count_unread
from ejournal_app.services.setup.checklist import has_blocking_steps

from .feedback import Feedback, begin_page
from .guard import current_actor, requires
from .hub import has_hub
from .live_page import wait_for_change
from .preferences import Preferences
from .resuming import open_address


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation, already in the user's language."""

    key: str
    label: str
    href: str
    icon: str


_ROLE_NAMES = {
    GrantedRole.SUPERUSER: N_("Superuser"),
    GrantedRole.MANAGEMENT: N_("School management"),
    GrantedRole.CLERK: N_("Records clerk"),
    GrantedRole.TEACHER: N_("Teacher"),
}


NOTICES = "notices"
"""The key of the entry that shows how many are unread."""

_SETTLE_SECONDS = 0.2

_listening: set[str] = set()
"""Windows of this process that hear of their person's notices."""

OVERVIEW, SET_UP = "/skola", "/iestatijumi"


class Shell(rx.State):
    """The frame: `ready` once the person is known and the rest is theirs."""

    ready: bool = False
    name: str = ""
    role_label: str = ""
    initials: str = ""
    account: str = ""
    """Names the browser's own store of unsent entries."""
    may_enrol: bool = False
    """The person carries out movements of pupils."""
    nav: list[NavItem] = []  # noqa: RUF012 - the framework copies it for each client
    unread: int = 0
    """Notices the person has not read."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> Any:
        """Show whose page this is; runs first on every page behind the log-in."""
        preferences = await self.get_state(Preferences)
        preferences.language = actor.language
        preferences.theme = actor.theme
        begin_page(await self.get_state(Feedback))
        await open_address(self)
        self.name = actor.name
        self.role_label = ", ".join(roles_in_words(actor))
        self.initials = "".join(word[0] for word in actor.name.split()[:2]).upper()
        self.account = str(actor.account_id)
        self.may_enrol = allows(actor, Permission.MOVEMENT_WRITE)
        self.nav = navigation(actor)
        self.unread = await asyncio.to_thread(count_unread, actor)
        self.ready = True
        listens = self.router.session.client_token in _listening
        return None if listens else Shell.listen

    @rx.event(background=True)
    @requires(Permission.ACCOUNT_OWN)
    async def listen(self, actor: Actor) -> None:
        """Count the person's notices anew when there is news of them; once for each open window.

        It goes on over all pages of the window, as long as the same person looks at them.
        """
        token = self.router.session.client_token
        if token in _listening:
            return
        _listening.add(token)
        try:
            async with live.listening([live.person_topic(actor.person_id)]) as changed:
                while await wait_for_change(self, changed, _SETTLE_SECONDS):
                    reader = await current_actor(self)
                    if reader is None or reader.person_id != actor.person_id:
                        return
                    unread = await asyncio.to_thread(count_unread, reader)
                    async with self:
                        self.unread = unread
        finally:
            _listening.discard(token)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def go_home(self, actor: Actor) -> Any:
        """Take the person to the page they work on.

        A superuser of a school where somebody cannot work yet comes to what is to be done.
        """
        home = home_of(actor)
        if home == OVERVIEW and allows(actor, Permission.SETUP_WRITE):
            blocked = await asyncio.to_thread(has_blocking_steps, actor)
            home = SET_UP if blocked else home
        return rx.redirect(home, replace=True)


def roles_in_words(actor: Actor) -> list[str]:
    """Return what the actor is today, in the actor's language."""
    words = [name for role, name in _ROLE_NAMES.items() if actor.has(role)]
    if actor.is_staff and actor.class_ids:
        words.append(N_("Class teacher"))
    if actor.child_ids:
        words.append(N_("Parent"))
    if actor.pupil_id is not None:
        words.append(N_("Pupil"))
    return [gettext(actor.language, word) for word in words]


def navigation(actor: Actor) -> list[NavItem]:
    """Return the entries of the navigation the actor has a use for, most used first."""
    entries = [
        (allows(actor, Permission.DAY_READ), "day", N_("My day"), "/diena", "calendar"),
        (
            bool(actor.child_ids) or actor.pupil_id is not None,
            "diary",
            N_("Diary"),
            "/dienasgramata",
            "book",
        ),
        (bool(actor.child_ids), "absence", N_("Apply"), "/pieteikt-kavejumu", "pencil"),
        (allows(actor, Permission.OVERVIEW_READ), "overview", N_("School"), OVERVIEW, "school"),
        (
            allows(actor, Permission.SUBSTITUTION_PLAN),
            "board",
            N_("Substitutions"),
            "/aizvietosana",
            "users",
        ),
        (allows(actor, Permission.JOURNAL_LIST), "journals", N_("Journals"), "/zurnali", "grid"),
        (
            actor.is_staff and bool(actor.class_ids),
            "class",
            N_("My class"),
            "/mana-klase",
            "list-checks",
        ),
        (allows(actor, Permission.EVENT_WRITE), "events", N_("Events"), "/pasakumi", "award"),
        (allows(actor, Permission.PUPIL_LIST), "pupils", N_("Pupils"), "/skoleni", "users"),
        (has_hub(actor), "hub", N_("Set-up"), SET_UP, "settings"),
        (True, NOTICES, N_("Notices"), "/pazinojumi", "bell"),
        (True, "account", N_("My account"), "/konts", "user"),
    ]
    return [
        NavItem(key=key, label=gettext(actor.language, label), href=href, icon=icon)
        for shown, key, label, href, icon in entries
        if shown
    ]


def home_of(actor: Actor) -> str:
    """Return the page a person works on."""
    return navigation(actor)[0].href
