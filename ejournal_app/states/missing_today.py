"""What is missing today in the whole school, by teacher."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import ngettext
from ejournal_app.services.timeliness.today import MissingOfTeacher, missing_today

from .duty_views import ThingView, thing_view
from .guard import requires


@dataclass(frozen=True)
class MissingView:
    """What a teacher has not done yet today."""

    person_id: int
    name: str
    words: str
    things: list[ThingView]


class MissingToday(rx.State):
    """The strip; it is quicker there than the map below it."""

    loaded: bool = False
    due: int = 0
    """All that falls due today."""
    entries: int = 0
    others: int = 0
    teachers: list[MissingView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.TIMELINESS_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the day."""
        today = await asyncio.to_thread(missing_today, actor)
        self.due, self.entries, self.others = today.due, today.entries, today.others
        self.teachers = [_view(one, actor.language) for one in today.teachers]
        self.loaded = True


def _view(one: MissingOfTeacher, language: str) -> MissingView:
    return MissingView(
        person_id=one.person_id,
        name=one.name,
        words=ngettext(language, "{n} missing thing", "{n} missing things", len(one.things)),
        things=[thing_view(thing, language) for thing in one.things],
    )
