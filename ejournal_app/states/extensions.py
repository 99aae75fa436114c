"""Putting deadlines off, and what was put off."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.timeliness.extending import ExtensionData, extend_deadline
from ejournal_app.services.timeliness.extensions import (
    ExtensionLine,
    extensions,
    journals_to_extend,
    withdraw_extension,
)
from ejournal_app.services.timeliness.kinds import KIND_NAMES, PUT_OFF

from .guard import requires, say_done
from .parsing import as_day, as_id, as_text
from .resuming import fresh_key, keeps
from .school_class import NO_DAY
from .teaching_options import Choice, as_chosen_id, staff_choices


@dataclass(frozen=True)
class ExtensionView:
    """What was put off."""

    extension_id: int
    who: str
    what: str
    due: str
    until: str
    reason: str
    granted: str
    state: str
    look: str
    can_end: bool


@dataclass(frozen=True)
class FirstValues:
    """What the form begins with: the address may name a line it is about."""

    person: str = ""
    journal: str = ""
    duty: str = ""
    due_from: str = ""
    due_to: str = ""


class Extensions(rx.State):
    """The page."""

    loaded: bool = False
    has_year: bool = False
    first_day: str = ""
    last_day: str = ""
    staff: list[Choice] = []  # noqa: RUF012 - copied for each client
    kinds: list[Choice] = []  # noqa: RUF012
    chosen: str = ""
    """The person whose journals are offered; empty: all of the year."""
    journals: list[Choice] = []  # noqa: RUF012
    begins: FirstValues = FirstValues()
    lines: list[ExtensionView] = []  # noqa: RUF012
    shown: str = ""
    """Names the form: one that was saved is followed by an empty one."""

    @rx.event
    @requires(Permission.EXTENSION_WRITE)
    @keeps("shown", "begins", "chosen", "journals")
    async def enter(self, actor: Actor) -> None:
        """Show what was put off and the form, filled in as far as the address says."""
        begins = _first_values(self.router.url.query_parameters)
        await _offer(self, actor, begins.person)
        await _show(self, actor)
        self.begins = begins
        self.shown = fresh_key()
        self.loaded = True

    @rx.event
    @requires(Permission.EXTENSION_WRITE)
    async def choose_person(self, actor: Actor, person_id: str) -> None:
        """Offer the journals of a person."""
        await _offer(self, actor, str(as_chosen_id(person_id) or ""))

    @rx.event
    @requires(Permission.EXTENSION_WRITE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Put deadlines off."""
        duty = as_text(form.get("duty", ""), 20)
        if duty not in set(DutyKind):
            raise Refused(Message(N_("Choose a kind from the list.")), field="duty")
        days = {name: as_day(form.get(name, "")) for name in ("due_from", "due_to", "until")}
        for name, day in days.items():
            if day is None:
                raise Refused(NO_DAY, field=name)
        due_from, due_to, until = days.values()
        assert due_from is not None
        assert due_to is not None
        assert until is not None
        data = ExtensionData(
            duty=DutyKind(duty),
            person_id=as_chosen_id(form.get("person", "")),
            journal_id=as_chosen_id(form.get("journal", "")),
            due_from=due_from,
            due_to=due_to,
            until=until,
            reason=as_text(form.get("reason", ""), 2000),
        )
        await asyncio.to_thread(extend_deadline, actor, data)
        self.begins = FirstValues()
        await _offer(self, actor, "")
        await _show(self, actor)
        self.shown = fresh_key()
        await say_done(
            self, actor.language, Message(N_("The deadline is put off to {day}."), {"day": until})
        )

    @rx.event
    @requires(Permission.EXTENSION_WRITE)
    async def withdraw(self, actor: Actor, extension_id: int) -> None:
        """Take an extension back."""
        await asyncio.to_thread(withdraw_extension, actor, as_id(extension_id))
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("The extension is withdrawn; those it was for know."))
        )


def _first_values(asked: Mapping[str, Any]) -> FirstValues:
    duty = as_text(asked.get("veids", ""), 20)
    first, last = as_day(asked.get("no", "")), as_day(asked.get("lidz", ""))
    return FirstValues(
        person=str(as_chosen_id(asked.get("pedagogs", "")) or ""),
        journal=str(as_chosen_id(asked.get("zurnals", "")) or ""),
        duty=duty if duty in set(DutyKind) else "",
        due_from=first.isoformat() if first else "",
        due_to=last.isoformat() if last else "",
    )


async def _offer(state: Extensions, actor: Actor, person: str) -> None:
    found = await asyncio.to_thread(journals_to_extend, actor, int(person) if person else None)
    state.chosen = person
    state.journals = [Choice(value=str(one.journal_id), label=one.name) for one in found]


async def _show(state: Extensions, actor: Actor) -> None:
    view, language = await asyncio.to_thread(extensions, actor), actor.language
    state.has_year = view.first_day is not None
    state.first_day = "" if view.first_day is None else view.first_day.isoformat()
    state.last_day = "" if view.last_day is None else view.last_day.isoformat()
    state.staff = staff_choices(view.staff)
    state.kinds = [
        Choice(value=kind.value, label=translate(language, KIND_NAMES[kind])) for kind in PUT_OFF
    ]
    state.lines = [_line(line, language) for line in view.lines]


def _line(line: ExtensionLine, language: str) -> ExtensionView:
    if line.person and line.journal:
        who = f"{line.person} · {line.journal}"
    elif line.person:
        who = line.person
    else:
        who = gettext(language, N_("{journal}: all its teachers"), journal=line.journal)
    first, last = short_date(line.due_from, language), short_date(line.due_to, language)
    state = N_("withdrawn") if line.ended_at else N_("in force") if line.holds else N_("over")
    return ExtensionView(
        extension_id=line.extension_id,
        who=who,
        what=translate(language, KIND_NAMES[line.duty]),
        due=first if first == last else f"{first} – {last}",
        until=short_date(line.until, language),
        reason=line.reason,
        granted=f"{line.granted_by}, {date_and_time(line.granted_at, language)}",
        state=gettext(language, state),
        look="ok" if line.holds else "bad" if line.ended_at else "",
        can_end=line.ended_at is None,
    )
