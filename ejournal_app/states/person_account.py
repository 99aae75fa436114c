"""One person's account for the superuser; a new code is shown once, a password never."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.invitations import one_person
from ejournal_app.services.invitations.account_page import (
    AccountPage,
    CodeLine,
    CodeState,
    account_page,
)
from ejournal_app.services.invitations.codes import FEWEST_DAYS, MOST_DAYS
from ejournal_app.services.outbox.outbox_list import MailState

from .guard import requires, say_done
from .parsing import address_id, as_id, as_number
from .resuming import keeps

_CODE_STATES = {
    CodeState.OPEN: (N_("works until {until}"), "info"),
    CodeState.USED: (N_("used on {at}"), "ok"),
    CodeState.REVOKED: (N_("ended on {at}"), ""),
    CodeState.EXPIRED: (N_("expired on {until}"), ""),
}
_MAIL_STATES = {
    MailState.WAITING: N_("the e-mail waits to be sent"),
    MailState.SENT: N_("sent by e-mail"),
    MailState.UNCLEAR: N_("the e-mail was handed over, no answer came"),
    MailState.GIVEN_UP: N_("the e-mail could not be delivered"),
}


@dataclass(frozen=True)
class CodeView:
    """A code given out."""

    title: str
    about: str
    state: str
    look: str


@dataclass(frozen=True)
class LoginView:
    """A log-in."""

    at: str
    address: str
    refused: bool


class PersonAccount(rx.State):
    """The account of the address."""

    person_id: int = 0
    name: str = ""
    about: str = ""
    email: str = ""
    username: str = ""
    state: str = ""
    look: str = ""
    access_from: str = ""
    is_due: bool = False
    has_password: bool = False
    is_locked: bool = False
    is_own: bool = False
    has_open_code: bool = False
    open_sessions: int = 0
    can_be_mailed: bool = False
    mail_is_set_up: bool = False
    codes: list[CodeView] = []  # noqa: RUF012 - copied for each client
    logins: list[LoginView] = []  # noqa: RUF012
    code: str = ""
    """A new code, until anything else is done."""
    code_address: str = ""
    code_until: str = ""

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    @keeps("code", "code_address")
    async def enter(self, actor: Actor) -> None:
        """Show the account."""
        self.code = self.code_address = self.name = ""
        await _show(self, actor, address_id(self.router.url.path, Permission.ACCOUNT_MANAGE))

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def give_code(self, actor: Actor, person_id: int, days: str) -> None:
        """Show a new code, this once."""
        number = as_number(days, FEWEST_DAYS, MOST_DAYS)
        issued = await asyncio.to_thread(one_person.give_code, actor, as_id(person_id), days=number)
        await _show(self, actor, issued.person_id)
        self.code, self.code_address = issued.code, issued.address.partition("?")[0]
        self.code_until = date_and_time(issued.expires_at, actor.language)

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def mail_code(self, actor: Actor, person_id: int, days: str) -> None:
        """Send a new code by e-mail."""
        number = as_number(days, FEWEST_DAYS, MOST_DAYS)
        email = await asyncio.to_thread(one_person.mail_code, actor, as_id(person_id), days=number)
        message = Message(
            N_("The e-mail to {address} will be sent in a moment."), {"address": email}
        )
        await _done(self, actor, person_id, message)

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def revoke(self, actor: Actor, person_id: int) -> None:
        """End the codes that still work."""
        await _act(self, actor, person_id, one_person.revoke_invitation)
        await say_done(self, actor.language, Message(N_("The code does not work any more.")))

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def lock(self, actor: Actor, person_id: int) -> None:
        """Lock the account."""
        await _act(self, actor, person_id, one_person.lock)
        await say_done(self, actor.language, Message(N_("The account is locked.")))

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def unlock(self, actor: Actor, person_id: int) -> None:
        """Unlock the account."""
        await _act(self, actor, person_id, one_person.unlock)
        await say_done(self, actor.language, Message(N_("The account is open again.")))

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def end_sessions(self, actor: Actor, person_id: int) -> Any:
        """Log the person out everywhere."""
        await _act(self, actor, person_id, one_person.end_all_sessions)
        await say_done(self, actor.language, Message(N_("The person is logged out everywhere.")))


async def _act(
    state: PersonAccount, actor: Actor, person_id: int, act: Callable[[Actor, int], None]
) -> None:
    known = as_id(person_id)
    await asyncio.to_thread(act, actor, known)
    await _show(state, actor, known)
    state.code = ""


async def _done(state: PersonAccount, actor: Actor, person_id: int, message: Message) -> None:
    await _show(state, actor, as_id(person_id))
    state.code = ""
    await say_done(state, actor.language, message)


async def _show(state: PersonAccount, actor: Actor, person_id: int) -> None:
    shown: AccountPage = await asyncio.to_thread(account_page, actor, person_id)
    language = actor.language
    kinds = translate(language, shown.kinds)
    state.person_id, state.name = shown.person_id, shown.name
    state.about = f"{kinds}, {shown.classes}" if shown.classes else kinds
    state.email, state.username = shown.email, shown.username
    state.state, state.look = translate(language, shown.state), shown.look
    state.access_from = "" if shown.access_from is None else short_date(shown.access_from, language)
    state.is_due, state.has_password = shown.is_due, shown.has_password
    state.is_locked, state.is_own = shown.is_locked, shown.is_own
    state.has_open_code, state.open_sessions = shown.has_open_code, shown.open_sessions
    state.can_be_mailed, state.mail_is_set_up = shown.can_be_mailed, shown.mail_is_set_up
    state.codes = [_code(line, language) for line in shown.codes]
    state.logins = [
        LoginView(at=date_and_time(line.at, language), address=line.address, refused=line.refused)
        for line in shown.logins
    ]


def _code(line: CodeLine, language: str) -> CodeView:
    sentence, look = _CODE_STATES[line.state]
    until = date_and_time(line.expires_at, language)
    at = date_and_time(line.ended_at, language) if line.ended_at is not None else until
    made = date_and_time(line.created_at, language)
    by = line.created_by or gettext(language, N_("asked for by the person"))
    return CodeView(
        title=gettext(language, N_("New password") if line.is_reset else N_("First password")),
        about=" · ".join(
            [made, by, *([gettext(language, _MAIL_STATES[line.mail])] if line.mail else [])]
        ),
        state=gettext(language, sentence, until=until, at=at),
        look=look,
    )
