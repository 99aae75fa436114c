"""What a page is told when its event never reached a handler."""

import logging
import secrets
from typing import cast

import reflex as rx
from reflex.event import EventSpec

from ejournal_app.domain.messages import Message

from .guard import BROKEN, public, tell
from .parsing import UNREADABLE, as_text
from .preferences import Preferences

_log = logging.getLogger(__name__)


class Refusals(rx.State):
    """Sentences for events that were not understood; anybody may ask for one."""

    @rx.event
    @public
    async def unreadable(self) -> None:
        """Say that what the page sent cannot be read."""
        language = (await self.get_state(Preferences)).language
        await tell(self, language, UNREADABLE)

    @rx.event
    @public
    async def broken(self, reference: str) -> None:
        """Say that something failed, with the reference under which it is logged."""
        shown = as_text(reference, 8)
        if shown.isascii() and shown.isalnum():
            language = (await self.get_state(Preferences)).language
            await tell(self, language, Message(BROKEN, {"reference": shown}))


def failed_on_the_server(exception: Exception) -> EventSpec:
    """Log what failed outside our handlers and have the page told."""
    reference = secrets.token_hex(4)
    _log.error("The event processing failed, reference %s", reference, exc_info=exception)
    return cast(EventSpec, Refusals.event_handlers["broken"](reference))


def failed_in_the_browser(exception: Exception) -> None:
    """Log what a page reports; it may be anybody's text, so in one line and not all of it."""
    _log.warning("A page reports an error: %.1000r", str(exception))
