"""Who is absent today without news: telling guardians and writing down who was told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.phone import e164
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, long_date
from ejournal_app.services.absent_today.page import (
    AbsentPupil,
    AbsentToday,
    Contacted,
    absence_topics,
    absent_today,
)
from ejournal_app.services.absent_today.telling import log_contact, send_message
from ejournal_app.services.absent_today.words import CHANNELS, NOT_REACHED

from .guard import requires, say_done
from .live_page import show_while_open
from .parsing import UNREADABLE, as_id, as_text
from .resuming import fresh_key, keeps

_KINDS = {
    GuardianKind.GUARDIAN: N_("legal guardian"),
    GuardianKind.FOSTER_FAMILY: N_("foster family"),
    GuardianKind.INSTITUTION: N_("institution"),
}
_NO_ANSWER = "no_answer"
_OUTCOMES: dict[str, tuple[ContactChannel, bool]] = {
    "call": (ContactChannel.CALL, True),
    _NO_ANSWER: (ContactChannel.CALL, False),
    "sms": (ContactChannel.SMS, True),
    "email": (ContactChannel.EMAIL, True),
    "meeting": (ContactChannel.MEETING, True),
}


@dataclass(frozen=True)
class GuardianView:
    """Somebody who is told."""

    key: str
    pupil_id: int
    person_id: int
    name: str
    kind: str
    """Empty for a parent."""
    phone: str
    call: str
    """The address that dials; empty without a number."""
    can_be_sent: bool
    writable: bool


@dataclass(frozen=True)
class AbsentView:
    """A pupil of the list."""

    pupil_id: int
    name: str
    lessons: str
    there: str
    guardians: list[GuardianView]
    log: list[str]


@dataclass(frozen=True)
class AbsentClassView:
    """A class of the list."""

    class_id: int
    name: str
    silent: list[AbsentView]
    told: list[AbsentView]


class AbsentList(rx.State):
    """The list; it follows what is written anywhere while it is open."""

    day: str = ""
    """Empty while nothing is loaded."""
    silent: int = 0
    told: int = 0
    classes: list[AbsentClassView] = []  # noqa: RUF012 - copied for each client
    writing: str = ""
    """Names what the dialog is open for; empty: it is closed."""
    pupil_id: int = 0
    person_id: int = 0
    about: str = ""
    """Pupil and guardian of the dialog."""
    _watch: int = 0

    @rx.event
    @requires(Permission.ABSENT_TODAY_READ)
    @keeps("writing", "pupil_id", "person_id", "about")
    async def enter(self, actor: Actor) -> Any:
        """Show the list, and go on showing it."""
        self._watch += 1
        self.writing = ""
        _show(self, await asyncio.to_thread(absent_today, actor), actor.language)
        return AbsentList.watch

    @rx.event(background=True)
    @requires(Permission.ABSENT_TODAY_READ)
    async def watch(self, actor: Actor) -> None:
        """Show what teachers, parents and others write, as it happens."""
        mine = self._watch
        topics = await asyncio.to_thread(absence_topics, actor)
        await show_while_open(
            self,
            actor,
            topics,
            is_current=lambda: self._watch == mine,
            read=absent_today,
            show=lambda found, language: _show(self, found, language),
        )

    @rx.event
    @requires(Permission.ABSENT_TODAY_READ)
    async def send(self, actor: Actor, pupil_id: int, person_id: int) -> None:
        """Send a guardian a message."""
        await asyncio.to_thread(send_message, actor, as_id(pupil_id), as_id(person_id))
        _show(self, await asyncio.to_thread(absent_today, actor), actor.language)
        await say_done(self, actor.language, Message(N_("Sent, and written into the log.")))

    @rx.event
    @requires(Permission.ABSENT_TODAY_READ)
    async def log(self, actor: Actor, pupil_id: int, person_id: int, outcome: str) -> None:
        """Write down with one tap how it went."""
        await _log(self, actor, pupil_id, person_id, outcome, "")

    @rx.event
    @requires(Permission.ABSENT_TODAY_READ)
    async def open_words(self, _actor: Actor, pupil_id: int, person_id: int) -> None:
        """Open the dialog in which it is written down with words."""
        pupil, person = as_id(pupil_id), as_id(person_id)
        names = [
            f"{one.name}: {guardian.name}"
            for own in self.classes
            for one in (*own.silent, *own.told)
            for guardian in one.guardians
            if (one.pupil_id, guardian.person_id) == (pupil, person)
        ]
        if not names:
            raise Refused(Message(N_("The list has changed meanwhile.")))
        self.pupil_id, self.person_id, self.about = pupil, person, names[0]
        self.writing = fresh_key()

    @rx.event
    @requires(Permission.ABSENT_TODAY_READ)
    async def log_words(
        self, actor: Actor, pupil_id: int, person_id: int, form: dict[str, Any]
    ) -> None:
        """Write down how it went, with what was said."""
        words = as_text(form.get("words", ""), 500)
        await _log(self, actor, pupil_id, person_id, form.get("outcome", ""), words)
        self.writing = ""


async def _log(
    state: AbsentList, actor: Actor, pupil_id: Any, person_id: Any, outcome: Any, words: str
) -> None:
    known = _OUTCOMES.get(as_text(outcome, 20))
    if known is None:
        raise Refused(UNREADABLE)
    channel, reached = known
    await asyncio.to_thread(
        log_contact, actor, as_id(pupil_id), as_id(person_id), channel, words, reached=reached
    )
    _show(state, await asyncio.to_thread(absent_today, actor), actor.language)
    await say_done(state, actor.language, Message(N_("Written into the log.")))


def _show(state: AbsentList, found: AbsentToday, language: str) -> None:
    classes = [
        AbsentClassView(
            class_id=own.class_id,
            name=own.name,
            silent=[_pupil(one, language, writable=own.writable) for one in own.silent],
            told=[_pupil(one, language, writable=own.writable) for one in own.told],
        )
        for own in found.classes
    ]
    # Only what changed travels.
    if classes != state.classes:
        state.classes = classes
    state.silent = sum(len(own.silent) for own in classes)
    state.told = sum(len(own.told) for own in classes)
    day = long_date(found.day, language)
    state.day = day[:1].upper() + day[1:]


def _pupil(one: AbsentPupil, language: str, *, writable: bool) -> AbsentView:
    return AbsentView(
        pupil_id=one.pupil_id,
        name=one.name,
        lessons=gettext(language, N_("Absent in lessons: {numbers}"), numbers=_numbers(one.missed)),
        there=""
        if one.there_since is None
        else gettext(language, N_("at school in lesson {n}"), n=one.there_since),
        guardians=[
            GuardianView(
                key=f"{one.pupil_id}-{guardian.person_id}",
                pupil_id=one.pupil_id,
                person_id=guardian.person_id,
                name=guardian.name,
                kind=gettext(language, _KINDS[guardian.kind]) if guardian.kind in _KINDS else "",
                phone=guardian.phone,
                call=_dial(guardian.phone),
                can_be_sent=guardian.can_be_sent,
                writable=writable,
            )
            for guardian in one.guardians
        ],
        log=[_line(line, language) for line in one.log],
    )


def _dial(phone: str) -> str:
    number = e164(phone) or "".join(sign for sign in phone if sign in "+0123456789")
    return f"tel:{number}" if number else ""


def _numbers(missed: Sequence[int]) -> str:
    return ", ".join(f"{number}." for number in missed)


def _line(line: Contacted, language: str) -> str:
    how = NOT_REACHED if not line.whom else CHANNELS[line.channel]
    parts = [clock_time(line.at, language), line.whom, translate(language, how), line.words]
    return " · ".join(filter(None, parts)) + f" ({line.by})"
