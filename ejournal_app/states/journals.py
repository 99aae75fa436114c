"""The list of journals."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.journal_list import PAGE_SIZE, list_journals

from .day import place_beside
from .guard import requires
from .parsing import as_number, as_text

KIND_WORDS = {
    JournalKind.SUBJECT: N_("Subject"),
    JournalKind.INTEREST: N_("Interest education"),
    JournalKind.EXTENDED_DAY: N_("Extended-day group"),
    JournalKind.ELECTIVE: N_("Elective"),
    JournalKind.INDIVIDUAL: N_("Individual lessons"),
    JournalKind.GROUP_LESSONS: N_("Group lessons"),
}


@dataclass(frozen=True)
class JournalCard:
    """One journal in the list."""

    href: str
    subject: str
    place: str
    kind: str
    own: bool


class Journals(rx.State):
    """The journals the actor may open, searched on the server."""

    cards: list[JournalCard] = []  # noqa: RUF012 - copied for each client
    search: str = ""
    page: int = 1
    pages: int = 1
    total: int = 0

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the first page of all."""
        await _show(self, actor, "", 1)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def find(self, actor: Actor, search: str) -> None:
        """Show the journals whose subject or class begins with the words."""
        await _show(self, actor, as_text(search, 100), 1)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def turn(self, actor: Actor, search: str, page: int) -> None:
        """Show another page of the same search."""
        await _show(self, actor, as_text(search, 100), as_number(page, 1, 10_000))


async def _show(state: Journals, actor: Actor, search: str, page: int) -> None:
    found = await asyncio.to_thread(list_journals, actor, search, page)
    state.search = search
    state.page = page
    state.total = found.total
    state.pages = max(1, -(-found.total // PAGE_SIZE))
    state.cards = [
        JournalCard(
            href=f"/zurnals/{line.journal_id}",
            subject=line.subject,
            place=place_beside(line.subject, line.place),
            kind=""
            if line.kind == JournalKind.SUBJECT
            else gettext(actor.language, KIND_WORDS[JournalKind(line.kind)]),
            own=line.own,
        )
        for line in found.lines
    ]
