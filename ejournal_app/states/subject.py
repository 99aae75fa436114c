"""A subject: its names, whether it is offered; new and usual ones."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.teaching.subjects import (
    add_usual_subjects,
    create_subject,
    delete_subject,
    save_subject,
    subject_page,
)

from .guard import done_and_go, requires, say_done
from .parsing import UNREADABLE, address_id, as_id, as_text, typed_name
from .record_list import RecordList
from .resuming import fresh_key, keeps
from .teaching_options import as_tick


class Subject(rx.State):
    """One subject, or the form for a new one."""

    subject_id: int = 0
    name: str = ""
    short_name: str = ""
    is_active: bool = True
    journals: int = 0
    can_be_deleted: bool = False
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show the subject of the address."""
        await _show(self, actor, address_id(self.router.url.path, Permission.TEACHING_WRITE))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter_new(self, actor: Actor) -> None:  # noqa: ARG002
        """Show the empty form."""
        self.subject_id, self.shown = 0, fresh_key()

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def create(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Add a subject."""
        await asyncio.to_thread(
            create_subject,
            actor,
            name=as_text(form.get("name", "")),
            short_name=as_text(form.get("short_name", "")),
        )
        words = Message(N_("The subject is added."))
        return await done_and_go(self, actor.language, words, "/prieksmeti")

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def save(self, actor: Actor, subject_id: int, form: dict[str, Any]) -> None:
        """Save the subject."""
        wanted = as_id(subject_id)
        await asyncio.to_thread(
            save_subject,
            actor,
            wanted,
            name=as_text(form.get("name", "")),
            short_name=as_text(form.get("short_name", "")),
            is_active=as_tick(form, "is_active"),
        )
        await say_done(self, actor.language, Message(N_("Saved.")))
        await _show(self, actor, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def delete(self, actor: Actor, subject_id: int, form: dict[str, Any]) -> Any:
        """Remove the subject."""
        name = await asyncio.to_thread(
            delete_subject, actor, as_id(subject_id), typed=typed_name(form)
        )
        words = Message(N_("{name} is deleted."), {"name": name})
        return await done_and_go(self, actor.language, words, "/prieksmeti")

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def add_set(self, actor: Actor, name: str) -> Any:
        """Add the subjects of a set the school does not have; there is the set `usual`."""
        if as_text(name, 20) != "usual":
            raise Refused(UNREADABLE)
        added = await asyncio.to_thread(add_usual_subjects, actor)
        done = (
            Message(N_("Subjects added: {n}."), {"n": added})
            if added
            else Message(N_("All the usual subjects are there already."))
        )
        await say_done(self, actor.language, done)
        return RecordList.event_handlers["clear"]("prieksmeti")


async def _show(state: Subject, actor: Actor, subject_id: int) -> None:
    page = await asyncio.to_thread(subject_page, actor, subject_id)
    state.subject_id = page.subject_id
    state.name, state.short_name = page.name, page.short_name
    state.is_active = page.is_active
    state.journals = page.journals
    state.can_be_deleted = page.can_be_deleted
    state.shown = fresh_key()
