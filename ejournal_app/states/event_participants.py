"""Saying who takes part in an event: a class in one tap, a group, a pupil by name (11)."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.events.choosing import find_pupils
from ejournal_app.services.events.page import open_event
from ejournal_app.services.events.participants import (
    add_class,
    add_group,
    add_pupil,
    remove_pupils,
)

from .event_views import FoundView
from .events import SchoolEvent, show_event
from .guard import requires, say_done
from .parsing import address_id, as_id, as_number, as_text

_LONGEST_SEARCH = 100


class EventPupils(rx.State):
    """Pupils found by what was typed."""

    found: list[FoundView] = []  # noqa: RUF012 - copied for each client
    nothing: bool = False
    """Something was typed and nobody is found."""

    @rx.event
    @requires(Permission.EVENT_LIST)
    async def enter(self, _actor: Actor) -> None:
        """Begin without anything found."""
        address_id(self.router.url.path, Permission.EVENT_LIST)
        self.found, self.nothing = [], False

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def find(self, actor: Actor, event_id: str, text: str) -> None:
        """Show whose name begins as typed."""
        own, typed = as_id(event_id), as_text(text, _LONGEST_SEARCH)
        found = await asyncio.to_thread(find_pupils, actor, own, typed)
        self.found = [
            FoundView(pupil_id=str(one.pupil_id), name=one.name, class_name=one.class_name)
            for one in found
        ]
        self.nothing = len(typed.strip()) > 1 and not found

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def add_class(self, actor: Actor, event_id: str, class_id: str) -> None:
        """Let a whole class take part."""
        own = as_id(event_id)
        added = await asyncio.to_thread(add_class, actor, own, as_id(class_id))
        await _show(self, actor, own, added)

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def add_group(self, actor: Actor, event_id: str, form: dict[str, Any]) -> None:
        """Let a whole group take part."""
        own, group = as_id(event_id), as_text(form.get("group", ""), 20)
        if not group:
            raise Refused(Message(N_("Choose the group.")), field="group")
        added = await asyncio.to_thread(add_group, actor, own, as_id(group))
        await _show(self, actor, own, added)

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def add_pupil(self, actor: Actor, event_id: str, pupil_id: str) -> None:
        """Let one pupil take part; the others found stay to be chosen from."""
        own, pupil = as_id(event_id), as_id(pupil_id)
        added = await asyncio.to_thread(add_pupil, actor, own, pupil)
        self.found = [one for one in self.found if one.pupil_id != str(pupil)]
        await _show(self, actor, own, added)

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def remove_pupil(self, actor: Actor, event_id: str, pupil_id: str) -> None:
        """Take one pupil out again."""
        own = as_id(event_id)
        await asyncio.to_thread(remove_pupils, actor, own, [as_id(pupil_id)])
        await _show(self, actor, own, 0)

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def remove_class(self, actor: Actor, event_id: str, class_id: str) -> None:
        """Take everybody of a class out again; class 0 are those enrolled in none."""
        own, chosen = as_id(event_id), as_number(class_id, 0, 10**9)
        page = await asyncio.to_thread(open_event, actor, own)
        pupils = [
            pupil.pupil_id for one in page.classes if one.class_id == chosen for pupil in one.pupils
        ]
        await asyncio.to_thread(remove_pupils, actor, own, pupils)
        await _show(self, actor, own, 0)


async def _show(state: EventPupils, actor: Actor, event_id: int, added: int) -> None:
    await show_event(await state.get_state(SchoolEvent), actor, event_id)
    words = Message(N_("Added to the event: {n}."), {"n": added}) if added else None
    await say_done(state, actor.language, words or Message(N_("Saved.")))
