"""Inviting those a list shows: how many it would reach, on paper or by e-mail."""

import asyncio
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.invitations.bulk import invite_by_email, plan_invitations
from ejournal_app.services.invitations.codes import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS
from ejournal_app.services.lists.addresses import asked_of, query_of

from .guard import requires, say_done
from .parsing import as_number, as_text
from .resuming import keeps


class Invite(rx.State):
    """An invitation being prepared."""

    query: dict[str, str] = {}  # noqa: RUF012 - copied for each client
    """What the list was narrowed to, as names and values of an address."""
    query_text: str = ""
    narrowed_to: str = ""
    renew: str = ""
    """`1`: also those whose code still works."""
    days: int = USUAL_DAYS
    found: int = 0
    to_invite: int = 0
    without_account: int = 0
    already_invited: int = 0
    have_password: int = 0
    locked: int = 0
    by_email: int = 0
    without_email: int = 0
    sheets: int = 0
    files: int = 0
    mail_is_set_up: bool = False
    ready: bool = False

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    @keeps("renew", "days")
    async def enter(self, actor: Actor) -> None:
        """Show what inviting those of the address would do."""
        self.ready = False
        await _show(self, actor, dict(self.router.url.query_parameters), "", USUAL_DAYS)

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def choose(self, actor: Actor, query: dict[str, Any], renew: str, days: str) -> None:
        """Show it for other choices."""
        number = as_number(days, FEWEST_DAYS, MOST_DAYS)
        await _show(self, actor, query, as_text(renew, 1), number)

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def send(self, actor: Actor, query: dict[str, Any], renew: str, days: str) -> None:
        """Invite by e-mail everybody whose address is known."""
        again, number = as_text(renew, 1), as_number(days, FEWEST_DAYS, MOST_DAYS)
        written = await asyncio.to_thread(
            invite_by_email, actor, query_of(query), renew=again == "1", days=number
        )
        await _show(self, actor, query, "", number)
        message = Message(
            N_("E-mails waiting to be sent: {n}. The list shows who."), {"n": written}
        )
        await say_done(self, actor.language, message)


async def _show(state: Invite, actor: Actor, asked: dict[str, Any], renew: str, days: int) -> None:
    query = query_of(asked)
    plan = await asyncio.to_thread(plan_invitations, actor, query, renew=renew == "1")
    state.query = asked_of(query)
    state.query_text = urlencode(state.query)
    state.narrowed_to = query.filters.get("class", "")
    state.renew, state.days = renew, days
    state.found, state.to_invite = plan.found, plan.to_invite
    state.without_account, state.already_invited = plan.without_account, plan.already_invited
    state.have_password, state.locked = plan.have_password, plan.locked
    state.by_email, state.without_email = plan.by_email, plan.without_email
    state.sheets, state.files = plan.sheets, plan.files
    state.mail_is_set_up = plan.mail_is_set_up
    state.ready = True
