"""The class teacher decides about applications for absences (Regulation 11)."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.absence_applications.deciding import (
    Granted,
    accept_application,
    ask_back,
    decline_application,
)
from ejournal_app.services.absence_applications.desk import (
    ApplicationDesk,
    DeskApplication,
    application_desk,
)

from .absence_application_words import (
    REASON_WORDS,
    STATE_LOOKS,
    STATE_WORDS,
    document_href,
    span_words,
)
from .guard import requires, say_done
from .live_page import show_while_open
from .parsing import as_day, as_id, as_number, as_text

_MOST_VERSIONS = 1_000_000
_LONGEST = 2_000


@dataclass(frozen=True)
class DecisionView:
    """An application with what is needed to decide."""

    application_id: str
    version: int
    pupil: str
    class_name: str
    span: str
    starts_on: str
    ends_on: str
    is_part: bool
    """A part of a day: its days cannot be cut."""
    reason: str
    reason_words: str
    words: str
    document_href: str
    filed: str
    used: str
    answer: str
    reply: str
    state: str
    look: str
    decided: str
    may_decide: bool


class AbsenceDecisions(rx.State):
    """The page of applications."""

    ready: bool = False
    waiting: list[DecisionView] = []  # noqa: RUF012 - copied for each client
    asked: list[DecisionView] = []  # noqa: RUF012
    decided: list[DecisionView] = []  # noqa: RUF012
    _watch: int = 0

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def enter(self, actor: Actor) -> Any:
        """Show the applications, and go on showing them."""
        _show(self, await asyncio.to_thread(application_desk, actor), actor.language)
        self._watch += 1
        self.ready = True
        return AbsenceDecisions.watch

    @rx.event(background=True)
    @requires(Permission.NOTE_LIST)
    async def watch(self, actor: Actor) -> None:
        """Show new applications and what others decide as it happens."""
        mine = self._watch
        desk = await asyncio.to_thread(application_desk, actor)
        await show_while_open(
            self,
            actor,
            desk.topics,
            is_current=lambda: self._watch == mine,
            read=application_desk,
            show=lambda found, language: _show(self, found, language),
        )

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def accept(self, actor: Actor, application_id: str, version: int) -> None:
        """Justify what was applied for, as it was applied for."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        await _done(self, actor, asyncio.to_thread(accept_application, actor, own, seen))

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def accept_part(
        self, actor: Actor, application_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Justify a part of the days, or for another reason."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        granted = _granted(form)
        await _done(self, actor, asyncio.to_thread(accept_application, actor, own, seen, granted))

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def decline(
        self, actor: Actor, application_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Decline with a reason."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        words = as_text(form.get("answer", ""), _LONGEST)
        await _done(self, actor, asyncio.to_thread(decline_application, actor, own, seen, words))

    @rx.event
    @requires(Permission.NOTE_LIST)
    async def ask(
        self, actor: Actor, application_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Ask the family before deciding."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        words = as_text(form.get("answer", ""), _LONGEST)
        await _done(self, actor, asyncio.to_thread(ask_back, actor, own, seen, words))


async def _done(state: AbsenceDecisions, actor: Actor, act: Awaitable[Any]) -> None:
    """Await an act and show the applications anew, also when somebody else was first."""
    try:
        await act
    except Refused:
        _show(state, await asyncio.to_thread(application_desk, actor), actor.language)
        raise
    _show(state, await asyncio.to_thread(application_desk, actor), actor.language)
    await say_done(state, actor.language, Message(N_("Done. The family is told.")))


def _granted(form: dict[str, Any]) -> Granted:
    starts_on, ends_on = as_day(form.get("starts_on", "")), as_day(form.get("ends_on", ""))
    if starts_on is None or ends_on is None:
        raise Refused(Message(N_("Choose a day.")))
    try:
        reason = Justification(as_text(form.get("reason", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Choose why the pupil is absent."))) from None
    return Granted(starts_on=starts_on, ends_on=ends_on, reason=reason)


def _show(state: AbsenceDecisions, desk: ApplicationDesk, language: str) -> None:
    state.waiting = [_view(one, language) for one in desk.waiting]
    state.asked = [_view(one, language) for one in desk.asked]
    state.decided = [_view(one, language) for one in desk.decided]


def _view(one: DeskApplication, language: str) -> DecisionView:
    decided = (
        f"{one.decided_by}, {date_and_time(one.decided_at, language)}" if one.decided_at else ""
    )
    return DecisionView(
        application_id=str(one.application_id),
        version=one.version,
        pupil=one.pupil,
        class_name=one.class_name,
        span=span_words(one.starts_on, one.ends_on, one.first_lesson, one.last_lesson, language),
        starts_on=one.starts_on.isoformat(),
        ends_on=one.ends_on.isoformat(),
        is_part=one.first_lesson is not None,
        reason=one.reason.value,
        reason_words=gettext(language, REASON_WORDS.get(one.reason, "")),
        words=one.words,
        document_href=document_href(one.document_id),
        filed=f"{one.filed_by}, {date_and_time(one.filed_at, language)}",
        used=gettext(
            language,
            N_("Justified by parents this semester: {n} of {all} school days."),
            n=one.justified,
            all=one.a_semester,
        ),
        answer=one.answer,
        reply=one.reply,
        state=gettext(language, STATE_WORDS[one.state]),
        look=STATE_LOOKS[one.state],
        decided=decided,
        may_decide=one.may_decide,
    )
