"""What the frame of every page shows: who is here and where they may go."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.policies.rules import allows

from .feedback import Feedback
from .guard import requires
from .preferences import Preferences


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


class Shell(rx.State):
    """The frame: `ready` once the person is known and the rest is theirs."""

    ready: bool = False
    name: str = ""
    role_label: str = ""
    initials: str = ""
    account: str = ""
    """Names the browser's own store of unsent entries."""
    nav: list[NavItem] = []  # noqa: RUF012 - the framework copies it for each client

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show whose page this is; runs first on every page behind the log-in."""
        preferences = await self.get_state(Preferences)
        preferences.language = actor.language
        preferences.theme = actor.theme
        feedback = await self.get_state(Feedback)
        feedback.text, feedback.blocked = "", False
        self.name = actor.name
        self.role_label = ", ".join(roles_in_words(actor))
        self.initials = "".join(word[0] for word in actor.name.split()[:2]).upper()
        self.account = str(actor.account_id)
        self.nav = navigation(actor)
        self.ready = True

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def go_home(self, actor: Actor) -> Any:
        """Take the person to the page they work on."""
        return rx.redirect(home_of(actor), replace=True)


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
        (allows(actor, Permission.OVERVIEW_READ), "overview", N_("School"), "/skola", "school"),
        (allows(actor, Permission.JOURNAL_LIST), "journals", N_("Journals"), "/zurnali", "grid"),
        (allows(actor, Permission.PUPIL_LIST), "pupils", N_("Pupils"), "/skoleni", "users"),
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
