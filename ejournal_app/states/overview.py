"""How the school's entries of a day stand."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import long_date
from ejournal_app.services.absent_today.page import silent_by_class
from ejournal_app.services.overview import school_day

from .guard import requires
from .parsing import as_day


@dataclass(frozen=True)
class TeacherRow:
    """A teacher with open entries."""

    name: str
    text: str


class SchoolDay(rx.State):
    """The day's entries in numbers, and who still owes some."""

    title: str = ""
    lessons: int = 0
    complete: int = 0
    late: int = 0
    open_entries: int = 0
    coming: int = 0
    teachers: list[TeacherRow] = []  # noqa: RUF012 - copied for each client
    day: str = ""
    silent: int = 0
    """Pupils absent today, nobody told."""

    @rx.event
    @requires(Permission.OVERVIEW_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the day of the address, or the latest with lessons."""
        asked = as_day(self.router.url.query_parameters.get("datums", ""))
        view = await asyncio.to_thread(school_day, actor, asked)
        silent = await asyncio.to_thread(silent_by_class, actor)
        self.silent = sum(silent.values())
        title = long_date(view.day, actor.language)
        self.title = title[:1].upper() + title[1:]
        self.day = view.day.isoformat()
        self.lessons, self.complete, self.late = view.lessons, view.complete, view.late
        self.open_entries, self.coming = view.open_entries, view.coming
        self.teachers = [
            TeacherRow(
                name=line.name,
                text=gettext(
                    actor.language,
                    "{open} of {all} lessons",
                    open=line.open_entries,
                    all=line.lessons,
                ),
            )
            for line in view.teachers
        ]
