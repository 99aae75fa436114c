"""How much is not in order in the school, by kind; the lines themselves are a list."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.validation.checking import count_findings

from .guard import requires


@dataclass(frozen=True)
class CountView:
    """A kind of finding and how many there are."""

    title: str
    count: str
    href: str


class Checks(rx.State):
    """The counts on top of the validation page."""

    counts: list[CountView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.OVERVIEW_READ)
    async def enter(self, actor: Actor) -> None:
        """Count what is not in order today."""
        self.counts = [
            CountView(
                title=gettext(actor.language, one.title),
                count=str(one.count),
                href=f"/parbaude?f_kind={one.kind}",
            )
            for one in await asyncio.to_thread(count_findings, actor)
        ]
