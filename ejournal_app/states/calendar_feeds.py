"""The own calendar addresses: what they show, making one, revoking one."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx
import segno

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.feeds import FeedPart
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.feeds.addresses import create_feed, own_feeds, parts_for, revoke_feed

from .guard import requires, say_done
from .parsing import as_id, as_text
from .resuming import fresh_key, keeps

PART_WORDS = {
    FeedPart.LESSONS: N_("Lessons"),
    FeedPart.TESTS: N_("Tests and other planned checks"),
    FeedPart.HOMEWORK: N_("Homework"),
    FeedPart.DEADLINES: N_("What I have to do, by its deadline"),
}
_TICKED = "on"


@dataclass(frozen=True)
class PartView:
    """A part that can be ticked."""

    name: str
    label: str


@dataclass(frozen=True)
class FeedView:
    """An address that works; the address itself is not known any more."""

    feed_id: int
    name: str
    parts: str
    made: str
    read: str


class CalendarFeeds(rx.State):
    """The page of calendar addresses."""

    parts: list[PartView] = []  # noqa: RUF012 - copied for each client
    feeds: list[FeedView] = []  # noqa: RUF012
    form: str = ""
    """Changes when an address is made: the form is empty again after each."""
    address: str = ""
    """The new address, shown once."""
    subscribe: str = ""
    picture: str = ""
    """It as a QR code, for a phone."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    @keeps("address", "subscribe", "picture")
    async def enter(self, actor: Actor) -> None:
        """Show the addresses."""
        self.address = self.subscribe = self.picture = ""
        self.parts = [
            PartView(name=part, label=gettext(actor.language, PART_WORDS[part]))
            for part in await asyncio.to_thread(parts_for, actor)
        ]
        await _show(self, actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def create(self, actor: Actor, form: dict[str, Any]) -> None:
        """Make an address of what was ticked."""
        name = as_text(form.get("name", ""), 1_000)
        ticked = [part for part in FeedPart if form.get(part) == _TICKED]
        made = await asyncio.to_thread(create_feed, actor, name, ticked)
        self.address, self.subscribe = made.address, made.subscribe
        self.picture = segno.make(made.subscribe, error="m", micro=False).svg_data_uri(
            border=2, light="white"
        )
        self.form = fresh_key()
        await say_done(self, actor.language, Message(N_("The address is made. Copy it now.")))
        await _show(self, actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def revoke(self, actor: Actor, feed_id: int) -> None:
        """End an address."""
        await asyncio.to_thread(revoke_feed, actor, as_id(feed_id))
        self.address = self.subscribe = self.picture = ""
        await say_done(
            self, actor.language, Message(N_("The address is revoked and shows nothing any more."))
        )
        await _show(self, actor)


async def _show(state: CalendarFeeds, actor: Actor) -> None:
    language = actor.language
    state.feeds = [
        FeedView(
            feed_id=own.feed_id,
            name=own.name or gettext(language, N_("Calendar")),
            parts=", ".join(gettext(language, PART_WORDS[part]) for part in own.parts),
            made=date_and_time(own.created_at, language),
            read=date_and_time(own.last_read_at, language) if own.last_read_at else "",
        )
        for own in await asyncio.to_thread(own_feeds, actor)
    ]
