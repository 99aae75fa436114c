"""Messages that were not delivered: sending them again, one or all that the list shows."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.lists.addresses import query_of
from ejournal_app.services.outbox.outbox_list import STATE_LOOKS, STATE_WORDS, MailState
from ejournal_app.services.outbox.undelivered import (
    MessagePage,
    count_undelivered,
    message_page,
    send_again,
    send_found_again,
)
from ejournal_app.services.outbox.words import CHANNEL_WORDS, TOPIC_WORDS

from .guard import requires, say_done
from .parsing import address_id, as_id
from .record_list import RecordList

_MEANINGS = {
    MailState.UNCLEAR: N_(
        "It was handed over, and no answer came: most likely it has arrived. It is not sent again"
        " by itself, so that nobody gets it twice."
    ),
    MailState.GIVEN_UP: N_("It was not accepted. Mend the address or the settings, then send it."),
}


@dataclass(frozen=True)
class FactView:
    """A line about the message."""

    label: str
    text: str


class Undelivered(rx.State):
    """One message, and what the list can send again."""

    message_id: int = 0
    person_href: str = ""
    state: str = ""
    look: str = ""
    meaning: str = ""
    facts: list[FactView] = []  # noqa: RUF012 - copied for each client
    can_be_sent: bool = False
    found: int = 0
    """How many of those the list shows can be sent again; 0 until it was asked."""

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def enter(self, actor: Actor) -> None:
        """Show the message of the address."""
        message_id = address_id(self.router.url.path, Permission.ACCOUNT_MANAGE)
        await _show(self, actor, message_id)

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def again(self, actor: Actor, message_id: int) -> None:
        """Send the message once more."""
        number = as_id(message_id)
        await asyncio.to_thread(send_again, actor, number)
        await _show(self, actor, number)
        await say_done(self, actor.language, Message(N_("The message waits to be sent again.")))

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def look_through(self, actor: Actor, query: dict[str, Any]) -> None:
        """Count what sending again those the list shows would send."""
        self.found = await asyncio.to_thread(count_undelivered, actor, query_of(query))

    @rx.event
    @requires(Permission.ACCOUNT_MANAGE)
    async def all_again(self, actor: Actor, query: dict[str, Any]) -> Any:
        """Send once more what the list shows as not delivered."""
        sent = await asyncio.to_thread(send_found_again, actor, query_of(query))
        self.found = 0
        await say_done(
            self,
            actor.language,
            Message(N_("Messages waiting to be sent again: {n}."), {"n": sent}),
        )
        return RecordList.enter


async def _show(state: Undelivered, actor: Actor, message_id: int) -> None:
    page = await asyncio.to_thread(message_page, actor, message_id)
    language = actor.language
    state.message_id = message_id
    state.person_href = "" if page.person_id is None else f"/konti/{page.person_id}"
    state.state = translate(language, STATE_WORDS[page.row.state])
    state.look = STATE_LOOKS[page.row.state]
    meaning = _MEANINGS.get(page.row.state)
    state.meaning = gettext(language, meaning) if meaning else ""
    state.can_be_sent = page.row.can_be_sent_again
    state.facts = _facts(page, language)


def _facts(page: MessagePage, language: str) -> list[FactView]:
    row = page.row
    topic = TOPIC_WORDS.get(row.topic)
    known = (
        (N_("For whom"), row.person),
        (N_("Address"), row.address),
        (N_("It would be sent to"), page.address_now if row.can_be_sent_again else ""),
        (N_("Sent by"), translate(language, CHANNEL_WORDS[row.channel])),
        (N_("Topic"), translate(language, topic) if topic else ""),
        (N_("About what"), row.subject),
        (N_("Written"), date_and_time(row.created_at, language)),
        (N_("Sent"), date_and_time(row.sent_at, language) if row.sent_at else ""),
        (N_("Attempts"), str(row.attempts)),
        (N_("Last fault"), row.error),
    )
    return [FactView(label=gettext(language, label), text=text) for label, text in known if text]
