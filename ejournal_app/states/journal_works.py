"""The works of one journal."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.works.listing import WorkLine, WorksPage, journal_works

from .guard import requires
from .parsing import address_id, as_id
from .work_words import SCALES, work_words


@dataclass(frozen=True)
class WorkView:
    """A work in the list."""

    work_id: str
    href: str
    """Its lesson; empty when it has none."""
    name: str
    """Kind and title."""
    day: str
    scale: str
    weight: str
    planned: bool
    marked: str
    pupils: str
    due: str


class JournalWorks(rx.State):
    """The list of a journal's works."""

    journal_id: str = ""
    name: str = ""
    editable: bool = False
    marks_allowed: bool = False
    planned: list[WorkView] = []  # noqa: RUF012 - copied for each client
    done: list[WorkView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the works of the address."""
        path = self.router.url.path.rstrip("/").removesuffix("/darbi")
        journal_id = address_id(path, Permission.JOURNAL_READ)
        _show(self, await asyncio.to_thread(journal_works, actor, journal_id), actor.language)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def show(self, actor: Actor, journal_id: str) -> None:
        """Show the works of a journal as they are now."""
        page = await asyncio.to_thread(journal_works, actor, as_id(journal_id))
        _show(self, page, actor.language)


def _show(state: JournalWorks, page: WorksPage, language: str) -> None:
    state.name = page.name
    state.editable, state.marks_allowed = page.editable, page.marks_allowed
    state.planned = [_line(work, language) for work in page.works if work.planned]
    state.done = [_line(work, language) for work in page.works if not work.planned]
    state.journal_id = str(page.journal_id)


def _line(work: WorkLine, language: str) -> WorkView:
    return WorkView(
        work_id=str(work.work_id),
        href=f"/stunda/{work.lesson_id}" if work.lesson_id else "",
        name=work_words(work.kind_en if language == "en" else work.kind_lv, work.title),
        day=short_date(work.day, language),
        scale=gettext(language, SCALES[work.scale]),
        weight=str(work.weight),
        planned=work.planned,
        marked=str(work.marked),
        pupils=str(work.pupils),
        due=short_date(work.due_on, language) if work.due_on else "–",
    )
