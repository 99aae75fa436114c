"""What a class teacher tells the parents of the class (Regulation 6)."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.class_tasks.notices import (
    ReaderLine,
    Told,
    class_notice,
    note_told,
    publish_notice,
    take_back_told,
)

from .guard import requires, say_done
from .my_class import own_class_id
from .parsing import as_day, as_id, as_text
from .resuming import keeps

_LOOKS = {Told.READ: "ok", Told.TOLD: "ok", Told.EARLIER: "warn", Told.NOT_YET: ""}
_PERSON = "person_"
"""Begins the names of the boxes beside the parents."""
_LONGEST = 20_000
"""Characters taken from the browser; the service says how many a text may have."""


@dataclass(frozen=True)
class ReaderView:
    """A guardian and whether they know the text."""

    person_id: int
    box: str
    name: str
    children: str
    state: str
    look: str
    told: bool
    """Was told at a meeting: that can be taken back."""
    known: bool


class ClassNotice(rx.State):
    """The text for the own class and who knows it."""

    class_id: str = ""
    class_name: str = ""
    text: str = ""
    published: str = ""
    due: str = ""
    overdue: bool = False
    readers: list[ReaderView] = []  # noqa: RUF012 - copied for each client
    informed: int = 0
    total: int = 0
    today: str = ""
    form_key: str = ""
    """Changes when what is saved has changed: the fields begin anew."""

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    @keeps("form_key")
    async def enter(self, actor: Actor) -> None:
        """Show the own class, or the one the address asks for."""
        self.class_id, self.readers = "", []
        asked = self.router.url.query_parameters.get("klase", "")
        await _show(self, actor, own_class_id(actor, asked))

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def publish(self, actor: Actor, class_id: str, form: dict[str, Any]) -> None:
        """Publish the text to the parents."""
        shown, text = as_id(class_id), as_text(form.get("text", ""), _LONGEST)
        await asyncio.to_thread(publish_notice, actor, shown, text)
        await _show(self, actor, shown)
        done = Message(N_("Published. Parents see it on top of the diary."))
        await say_done(self, actor.language, done)

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def told(self, actor: Actor, class_id: str, form: dict[str, Any]) -> None:
        """Note who was told at a meeting."""
        shown, day = as_id(class_id), as_day(form.get("day", ""))
        if day is None:
            raise Refused(
                Message(N_("This is not a date. Choose a day from the calendar.")), field="day"
            )
        people = [
            as_id(name.removeprefix(_PERSON))
            for name, ticked in form.items()
            if name.startswith(_PERSON) and ticked
        ]
        noted = await asyncio.to_thread(note_told, actor, shown, people, day)
        await _show(self, actor, shown)
        await say_done(
            self, actor.language, Message(N_("Noted as told at the meeting: {n}."), {"n": noted})
        )

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def take_back(self, actor: Actor, class_id: str, person_id: int) -> None:
        """Take back that somebody was told."""
        shown = as_id(class_id)
        await asyncio.to_thread(take_back_told, actor, shown, as_id(person_id))
        await _show(self, actor, shown)


async def _show(state: ClassNotice, actor: Actor, class_id: int) -> None:
    view = await asyncio.to_thread(class_notice, actor, class_id)
    language, today = actor.language, clock.today()
    state.class_id, state.class_name, state.text = str(class_id), view.class_name, view.text
    state.published = date_and_time(view.published_at, language) if view.published_at else ""
    state.due = short_date(view.due, language)
    state.overdue = view.published_at is None and view.due < today
    state.readers = [_reader(reader, language) for reader in view.readers]
    state.informed, state.total = view.informed, len(view.readers)
    state.today = today.isoformat()
    state.form_key = f"{class_id}-{state.published}-{view.informed}"


def _reader(reader: ReaderLine, language: str) -> ReaderView:
    return ReaderView(
        person_id=reader.person_id,
        box=f"{_PERSON}{reader.person_id}",
        name=reader.name,
        children=", ".join(reader.children),
        state=_told_words(reader, language),
        look=_LOOKS[reader.told],
        told=reader.told is Told.TOLD,
        known=reader.told in (Told.READ, Told.TOLD),
    )


def _told_words(reader: ReaderLine, language: str) -> str:
    match reader.told:
        case Told.READ:
            day: date | None = clock.local(reader.at).date() if reader.at else None
            shown = short_date(day, language) if day else ""
            return gettext(language, "read on {day}", day=shown)
        case Told.TOLD:
            shown = short_date(reader.told_on, language) if reader.told_on else ""
            return gettext(language, "told at the meeting of {day}", day=shown)
        case Told.EARLIER:
            return gettext(language, N_("knows an earlier text only"))
        case Told.NOT_YET:
            return gettext(language, N_("not yet"))
