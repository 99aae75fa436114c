"""A journal's settings and its teachers."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.teaching.journal_teachers import attach_teacher, end_teacher
from ejournal_app.services.teaching.journals import (
    JournalData,
    delete_journal,
    journal_settings,
    save_journal,
)

from .curriculum import as_kind, kind_choices
from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_text, typed_name
from .resuming import fresh_key, keeps
from .school_class import NO_DAY, NO_PERSON
from .teaching_options import Choice, as_chosen_id, as_tick, staff_choices
from .term_views import TermView, term_view


class JournalSettings(rx.State):
    """One journal."""

    journal_id: int = 0
    name: str = ""
    subject: str = ""
    place: str = ""
    place_href: str = ""
    year: str = ""
    grade: int = 0
    kind: str = ""
    kinds: list[Choice] = []  # noqa: RUF012 - copied for each client
    starts_on: str = ""
    ends_on: str = ""
    course_ends_on: str = ""
    has_final: bool = False
    attendance_only: bool = False
    runs_in_breaks: bool = False
    entries: int = 0
    what_goes: str = ""
    """What deleting takes away, in words."""
    teachers: list[TermView] = []  # noqa: RUF012
    staff: list[Choice] = []  # noqa: RUF012
    first_day: str = ""
    """The day a new teacher is offered from."""
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show the journal of the address."""
        await _show(self, actor, address_id(self.router.url.path, Permission.TEACHING_WRITE))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def save(self, actor: Actor, journal_id: int, form: dict[str, Any]) -> None:
        """Save the journal's data."""
        wanted = as_id(journal_id)
        starts_on = as_day(form.get("starts_on", ""))
        if starts_on is None:
            raise Refused(NO_DAY, field="starts_on")
        data = JournalData(
            name=as_text(form.get("name", ""), 300),
            kind=as_kind(form.get("kind", "")),
            starts_on=starts_on,
            ends_on=as_day(form.get("ends_on", "")),
            course_ends_on=as_day(form.get("course_ends_on", "")),
            attendance_only=as_tick(form, "attendance_only"),
            runs_in_breaks=as_tick(form, "runs_in_breaks"),
        )
        await asyncio.to_thread(save_journal, actor, wanted, data)
        await say_done(self, actor.language, Message(N_("Saved.")))
        await _show(self, actor, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def attach(self, actor: Actor, journal_id: int, form: dict[str, Any]) -> None:
        """Let somebody teach the journal."""
        wanted = as_id(journal_id)
        person = as_chosen_id(form.get("person", ""))
        first = as_day(form.get("teaches_from", ""))
        if person is None:
            raise Refused(NO_PERSON, field="person")
        if first is None:
            raise Refused(NO_DAY, field="teaches_from")
        await asyncio.to_thread(
            attach_teacher,
            actor,
            wanted,
            person_id=person,
            starts_on=first,
            ends_on=as_day(form.get("teaches_to", "")),
        )
        await say_done(self, actor.language, Message(N_("The teacher is attached.")))
        await _show(self, actor, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def end(self, actor: Actor, form: dict[str, Any]) -> None:
        """Let somebody's teaching end."""
        term, day = as_id(form.get("term", "")), as_day(form.get("last_day", ""))
        if day is None:
            raise Refused(NO_DAY, field="last_day")
        journal = await asyncio.to_thread(end_teacher, actor, term, last_day=day)
        await say_done(self, actor.language, Message(N_("Saved.")))
        await _show(self, actor, journal)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def delete(self, actor: Actor, journal_id: int, form: dict[str, Any]) -> Any:
        """Remove the journal, in which nothing is recorded."""
        name = await asyncio.to_thread(
            delete_journal, actor, as_id(journal_id), typed=typed_name(form)
        )
        words = Message(N_("{name} is deleted."), {"name": name})
        return await done_and_go(self, actor.language, words, "/zurnali-parvaldiba")


async def _show(state: JournalSettings, actor: Actor, journal_id: int) -> None:
    page = await asyncio.to_thread(journal_settings, actor, journal_id)
    language, today = actor.language, clock.today()
    first = today if page.teachers else page.starts_on
    state.journal_id, state.name = page.journal_id, page.name
    state.subject, state.place = page.subject, page.place
    state.place_href = f"/klase/{page.class_id}" if page.class_id is not None else ""
    state.year, state.grade = page.year, page.grade
    state.kind, state.kinds = page.kind, kind_choices(language)
    state.starts_on = page.starts_on.isoformat()
    state.ends_on = page.ends_on.isoformat() if page.ends_on else ""
    state.course_ends_on = page.course_ends_on.isoformat() if page.course_ends_on else ""
    state.has_final = page.has_final
    state.attendance_only = page.attendance_only
    state.runs_in_breaks = page.runs_in_breaks
    state.entries = page.entries
    state.what_goes = ", ".join(translate(language, one) for one in page.what_goes)
    state.teachers = [term_view(one, language) for one in page.teachers]
    state.staff = staff_choices(page.staff)
    state.first_day = max(min(first, page.year_ends_on), page.year_starts_on).isoformat()
    state.shown = fresh_key()
