"""A journal as a list of what there is to open: works and pupils."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.journal_views import JournalOutline, journal_outline

from .guard import requires
from .mark_rows import marked_words, work_label
from .parsing import address_id


@dataclass(frozen=True)
class LinkLine:
    """A line that leads somewhere: what it is, small words, what it ends with."""

    href: str
    title: str
    meta: str
    trail: str


class JournalList(rx.State):
    """The works and pupils of a journal."""

    journal_id: str = ""
    name: str = ""
    marks_allowed: bool = True
    works: list[LinkLine] = []  # noqa: RUF012 - copied for each client
    pupils: list[LinkLine] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the journal of the address."""
        journal_id = address_id(self.router.url.path, Permission.JOURNAL_READ, part=-2)
        found = await asyncio.to_thread(journal_outline, actor, journal_id)
        _show_outline(self, found, actor.language)


def _show_outline(state: JournalList, found: JournalOutline, language: str) -> None:
    address = f"/zurnals/{found.journal_id}"
    state.name, state.marks_allowed = found.name, found.marks_allowed
    state.works = [
        LinkLine(
            href=f"{address}/darbs/{work.work_id}",
            title=work_label(work, language),
            meta=gettext(language, N_("weight {n}"), n=work.weight),
            trail=marked_words(work, language),
        )
        for work in found.works
    ]
    state.pupils = [
        LinkLine(
            href=f"{address}/skolens/{pupil.pupil_id}",
            title=pupil.name,
            meta=gettext(language, "left {day}", day=short_date(pupil.left_on, language))
            if pupil.left_on
            else "",
            trail=pupil.average if found.marks_allowed else "",
        )
        for pupil in found.pupils
    ]
    state.journal_id = str(found.journal_id)
