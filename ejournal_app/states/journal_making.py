"""A new journal: of a class or group, or individual lessons of one pupil."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.teaching.journal_making import (
    NewJournal,
    create_journal,
    find_pupils,
    journal_form,
)

from .curriculum import as_kind, kind_choices
from .guard import done_and_go, requires
from .parsing import UNREADABLE, as_day, as_id, as_number, as_text
from .resuming import fresh_key, keeps
from .teaching_options import Choice, as_chosen_id, as_tick, year_choices

_CLASS, _GROUP = "c", "g"


class JournalMaking(rx.State):
    """The forms for new journals."""

    year_id: int = 0
    years: list[Choice] = []  # noqa: RUF012 - copied for each client
    subjects: list[Choice] = []  # noqa: RUF012
    kinds: list[Choice] = []  # noqa: RUF012
    classes: list[Choice] = []  # noqa: RUF012
    groups: list[Choice] = []  # noqa: RUF012
    first_day: str = ""
    pupils: list[Choice] = []  # noqa: RUF012
    """Those the last search found."""
    searched: bool = False
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown", "pupils", "searched")
    async def enter(self, actor: Actor) -> None:
        """Show the forms for the address's year."""
        year = as_chosen_id(self.router.url.query_parameters.get("gads", ""))
        form = await asyncio.to_thread(journal_form, actor, year)
        self.year_id, self.years = form.year_id, year_choices(form.years)
        self.subjects = [Choice(value=str(one.subject_id), label=one.name) for one in form.subjects]
        self.kinds = kind_choices(actor.language)
        self.classes = [
            Choice(value=f"{_CLASS}{one.class_id}", label=one.name) for one in form.classes
        ]
        self.groups = [
            Choice(value=f"{_GROUP}{one.group_id}", label=one.name) for one in form.groups
        ]
        self.first_day = form.first_day.isoformat()
        self.pupils, self.searched = [], False
        self.shown = fresh_key()

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def find(self, actor: Actor, search: str) -> None:
        """Look for pupils by name or class."""
        text = as_text(search, 100)
        found = await asyncio.to_thread(find_pupils, actor, text)
        self.pupils = [Choice(value=str(one.pupil_id), label=one.name) for one in found]
        self.searched = bool(text.strip())

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def create(self, actor: Actor, year_id: int, form: dict[str, Any]) -> Any:
        """Add a journal of a class or group."""
        place = as_text(form.get("place", ""), 20)
        grade = as_text(form.get("grade", ""), 2)
        if place and place[0] not in (_CLASS, _GROUP):
            raise Refused(UNREADABLE)
        place_id = as_id(place[1:]) if place else None
        new = NewJournal(
            year_id=as_id(year_id),
            subject_id=_subject(form, "subject"),
            kind=as_kind(form.get("kind", "")),
            class_id=place_id if place[:1] == _CLASS else None,
            group_id=place_id if place[:1] == _GROUP else None,
            new_group=as_text(form.get("new_group", ""), 200),
            grade=as_number(grade, 1, 12) if grade else None,
            name=as_text(form.get("name", ""), 300).strip(),
            starts_on=as_day(form.get("starts_on", "")),
            ends_on=as_day(form.get("ends_on", "")),
            attendance_only=as_tick(form, "attendance_only"),
            runs_in_breaks=as_tick(form, "runs_in_breaks"),
        )
        return await _made(self, actor, new)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def create_individual(self, actor: Actor, year_id: int, form: dict[str, Any]) -> Any:
        """Add a journal of individual lessons with one pupil."""
        year = as_id(year_id)
        pupil = as_chosen_id(form.get("pupil", ""))
        if pupil is None:
            raise Refused(Message(N_("Choose a pupil from the list.")), field="pupil")
        new = NewJournal(
            year_id=year,
            subject_id=_subject(form, "own_subject"),
            kind=JournalKind.INDIVIDUAL,
            pupil_id=pupil,
            starts_on=as_day(form.get("own_starts_on", "")),
            attendance_only=as_tick(form, "attendance_only"),
        )
        return await _made(self, actor, new)


def _subject(form: dict[str, Any], field: str) -> int:
    subject = as_chosen_id(form.get(field, ""))
    if subject is None:
        raise Refused(Message(N_("Choose a subject.")), field=field)
    return subject


async def _made(state: JournalMaking, actor: Actor, new: NewJournal) -> Any:
    journal = await asyncio.to_thread(create_journal, actor, new)
    words = Message(N_("The journal is made. Attach its teachers."))
    return await done_and_go(state, actor.language, words, f"/zurnala-iestatijumi/{journal}")
