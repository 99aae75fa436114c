"""Asking to be away, and what the office answers (Regulation 12, 14)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.absence_states import RequestState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.policies.rules import allows
from ejournal_app.services.teacher_absences.deciding import (
    PendingRequest,
    decline_request,
    grant_request,
    pending_requests,
)
from ejournal_app.services.teacher_absences.papers import DocumentName
from ejournal_app.services.teacher_absences.requests import (
    OwnRequest,
    ask_to_be_away,
    own_requests,
    withdraw_request,
)
from ejournal_app.services.teacher_absences.words import KINDS

from .guard import done_and_go, requires, say_done
from .parsing import as_id, as_text
from .resuming import fresh_key, keeps
from .teacher_absences import absence_data, absence_words
from .teaching_options import Choice

_LONGEST = 1_000
DOCUMENT = "/lejupielade/pielikums/"

_WORDS: dict[RequestState, tuple[str, str]] = {
    RequestState.PENDING: (N_("request waits for an answer"), "warn"),
    RequestState.GRANTED: (N_("request granted"), "ok"),
    RequestState.DECLINED: (N_("request declined"), "bad"),
    RequestState.WITHDRAWN: (N_("request withdrawn"), ""),
}


@dataclass(frozen=True)
class RequestView:
    """A request: an own one, or one the office has to answer."""

    request_id: str
    name: str
    """Of whoever asks; empty for an own one."""
    span: str
    """The kind and the days."""
    remark: str
    asked: str
    state: str
    look: str
    answer: str
    pending: bool
    document: str
    """Name of the document; empty when there is none."""
    document_href: str


class AbsenceRequests(rx.State):
    """The own requests, or those that wait for the office."""

    may_ask: bool = False
    kinds: list[Choice] = []  # noqa: RUF012 - copied for each client
    form_key: str = ""
    """Empty while nothing is loaded."""
    own: list[RequestView] = []  # noqa: RUF012
    waiting: list[RequestView] = []  # noqa: RUF012
    declining: str = ""
    """The request whose refusal is being written."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def offer(self, actor: Actor) -> None:
        """Tell the page of the account whether the person can ask to be away."""
        self.may_ask = allows(actor, Permission.TEACHER_ABSENCE_ASK)

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_ASK)
    @keeps("form_key")
    async def enter(self, actor: Actor) -> None:
        """Show the own requests and the form for a new one."""
        self.form_key = ""
        await _show_own(self, actor)
        self.form_key = fresh_key()

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_ASK)
    async def ask(self, actor: Actor, form: dict[str, Any]) -> None:
        """Ask to be away."""
        await asyncio.to_thread(ask_to_be_away, actor, absence_data(form))
        await _show_own(self, actor)
        self.form_key = fresh_key()
        await say_done(self, actor.language, Message(N_("Sent. The answer comes as a notice.")))

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_ASK)
    async def withdraw(self, actor: Actor, request_id: str) -> None:
        """Withdraw an own request."""
        await asyncio.to_thread(withdraw_request, actor, as_id(request_id))
        await _show_own(self, actor)
        await say_done(self, actor.language, Message(N_("The request is withdrawn.")))

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_READ)
    async def look(self, actor: Actor) -> None:
        """Show what waits for an answer, to those who may give one."""
        self.declining = ""
        await _show_waiting(self, actor)

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def choose(self, _actor: Actor, request_id: str) -> None:
        """Open the form with which a request is declined."""
        self.declining = str(as_id(request_id)) if as_text(request_id, 20) else ""

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def grant(self, actor: Actor, request_id: str) -> Any:
        """Enter the absence and open it, with what it hits."""
        made = await asyncio.to_thread(grant_request, actor, as_id(request_id))
        words = Message(N_("Granted and entered. The teacher is told."))
        return await done_and_go(self, actor.language, words, f"/prombutnes/{made}")

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def decline(self, actor: Actor, request_id: str, form: dict[str, Any]) -> None:
        """Decline a request with the reason."""
        reason = as_text(form.get("reason", ""), _LONGEST)
        await asyncio.to_thread(decline_request, actor, as_id(request_id), reason)
        self.declining = ""
        await _show_waiting(self, actor)
        await say_done(self, actor.language, Message(N_("Declined. The teacher is told.")))


async def _show_own(state: AbsenceRequests, actor: Actor) -> None:
    language = actor.language
    state.kinds = [Choice(key, translate(language, words)) for key, words in KINDS.items()]
    requests = await asyncio.to_thread(own_requests, actor)
    state.own = [_own(one, language) for one in requests]


async def _show_waiting(state: AbsenceRequests, actor: Actor) -> None:
    if not allows(actor, Permission.TEACHER_ABSENCE_WRITE):
        state.waiting = []
        return
    requests = await asyncio.to_thread(pending_requests, actor)
    state.waiting = [_pending(one, actor.language) for one in requests]


def _own(one: OwnRequest, language: str) -> RequestView:
    words, look = _WORDS[one.state]
    return RequestView(
        request_id=str(one.request_id),
        name="",
        span=_span(one, language),
        remark=one.remark,
        asked=gettext(language, N_("Asked on {at}"), at=date_and_time(one.asked_at, language)),
        state=gettext(language, words),
        look=look,
        answer=one.answer,
        pending=one.state is RequestState.PENDING,
        **_document(one.document),
    )


def _pending(one: PendingRequest, language: str) -> RequestView:
    return RequestView(
        request_id=str(one.request_id),
        name=one.name,
        span=_span(one, language),
        remark=one.remark,
        asked=gettext(language, N_("Asked on {at}"), at=date_and_time(one.asked_at, language)),
        state="",
        look="",
        answer="",
        pending=True,
        **_document(one.document),
    )


def _span(one: OwnRequest | PendingRequest, language: str) -> str:
    return translate(language, absence_words(KINDS[one.kind], one.starts_on, one.ends_on))


def _document(paper: DocumentName | None) -> dict[str, str]:
    href = f"{DOCUMENT}{paper.file_id}" if paper else ""
    return {"document": paper.name if paper else "", "document_href": href}
