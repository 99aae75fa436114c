"""The checklist of a class's personal files (Regulation 9)."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time, day_and_month, short_date
from ejournal_app.services.class_tasks.checking import confirm_items, take_back_item
from ejournal_app.services.class_tasks.files import ClassChecklist, FileLine, class_checklist

from .guard import requires
from .my_class import own_class_id
from .parsing import address_id, as_id, as_text

_OWN = "/mana-klase/personas-lietas"


@dataclass(frozen=True)
class CheckView:
    """One item of one file."""

    item_id: int
    name: str
    day: str
    """When it was confirmed; empty while it is not."""
    title: str


@dataclass(frozen=True)
class FileView:
    """A pupil's file."""

    pupil_id: int
    name: str
    due: str
    newcomer: bool
    complete: bool
    overdue: bool
    writable: bool
    last: str
    """Who confirmed last, and when."""
    checks: list[CheckView]


class ClassFiles(rx.State):
    """The files of one class, pupils by items."""

    class_id: str = ""
    class_name: str = ""
    items: list[str] = []  # noqa: RUF012 - copied for each client
    files: list[FileView] = []  # noqa: RUF012
    percent: int = 0
    complete: int = 0
    pupils: int = 0
    overdue: int = 0
    due: str = ""
    """By when the files of those are due who were here when the year began."""
    newcomer_days: int = 0

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the class of the address, or the own one."""
        path = self.router.url.path.rstrip("/")
        self.class_id, self.files = "", []
        if path == _OWN:
            class_id = own_class_id(actor, self.router.url.query_parameters.get("klase", ""))
        else:
            class_id = address_id(path, Permission.FILE_CHECK_READ)
        await _show(self, actor, class_id)

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def check(
        self, actor: Actor, class_id: str, pupil_id: int, item_id: int, confirmed: str
    ) -> None:
        """Confirm an item of a file (`1`), or take the confirmation back."""
        shown, pupil, item = as_id(class_id), as_id(pupil_id), as_id(item_id)
        if as_text(confirmed, 1) == "1":
            await asyncio.to_thread(confirm_items, actor, pupil, [item])
        else:
            await asyncio.to_thread(take_back_item, actor, pupil, item)
        await _show(self, actor, shown)

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def confirm_all(self, actor: Actor, class_id: str, pupil_id: int) -> None:
        """Confirm everything a file must hold."""
        shown, pupil = as_id(class_id), as_id(pupil_id)
        standing = await asyncio.to_thread(class_checklist, actor, shown)
        items = [item.item_id for item in standing.items]
        await asyncio.to_thread(confirm_items, actor, pupil, items)
        await _show(self, actor, shown)


async def _show(state: ClassFiles, actor: Actor, class_id: int) -> None:
    view = await asyncio.to_thread(class_checklist, actor, class_id)
    language = actor.language
    state.class_id, state.class_name = str(class_id), view.class_name
    state.items = [_named(item.name_lv, item.name_en, language) for item in view.items]
    state.percent, state.overdue = view.progress.percent, view.progress.overdue
    state.complete, state.pupils = view.progress.complete, view.progress.pupils
    state.due, state.newcomer_days = short_date(view.due, language), view.newcomer_days
    state.files = [_file(line, view, language) for line in view.lines]


def _file(line: FileLine, view: ClassChecklist, language: str) -> FileView:
    last = max(line.confirmed.values(), key=lambda own: own.at, default=None)
    checks: list[CheckView] = []
    for item in view.items:
        own = line.confirmed.get(item.item_id)
        checks.append(
            CheckView(
                item_id=item.item_id,
                name=_named(item.name_lv, item.name_en, language),
                day=day_and_month(local(own.at).date(), language) if own else "",
                title=gettext(
                    language,
                    "Confirmed by {who}, {at}",
                    who=own.by,
                    at=date_and_time(own.at, language),
                )
                if own
                else "",
            )
        )
    return FileView(
        pupil_id=line.pupil_id,
        name=line.name,
        due=short_date(line.due, language),
        newcomer=line.newcomer,
        complete=line.complete,
        overdue=line.overdue,
        writable=line.writable,
        last=f"{last.by}, {short_date(local(last.at).date(), language)}" if last else "",
        checks=checks,
    )


def _named(name_lv: str, name_en: str, language: str) -> str:
    return name_en if language == "en" and name_en else name_lv
