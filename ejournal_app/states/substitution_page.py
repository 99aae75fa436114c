"""One substituted lesson: what it was, what was corrected, correcting it (12, 20)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, long_date
from ejournal_app.services.substitutions.correcting import (
    CorrectionData,
    CorrectionView,
    SubstitutionPage,
    correct_substitution,
    open_substitution,
)
from ejournal_app.services.substitutions.kind_words import KINDS, REASONS, reason_words

from .guard import requires, say_done
from .parsing import address_id, as_id, as_number, as_text
from .resuming import keeps
from .teaching_options import Choice

_MOST_VERSIONS = 1_000_000
_LONGEST = 1_000
_FIELDS = {
    "kind": N_("Kind: {old} → {new}"),
    "reason": N_("Reason: {old} → {new}"),
    "substitute": N_("Substitute: {old} → {new}"),
}


@dataclass(frozen=True)
class CorrectionLine:
    """A correction in words."""

    what: str
    words: str
    by: str


class SubstitutionRecord(rx.State):
    """The page of one substituted lesson."""

    substitution_id: str = ""
    shown: str = ""
    """Names what the page shows; empty while nothing is loaded."""
    version: int = 0
    title: str = ""
    facts: list[Choice] = []  # noqa: RUF012 - copied for each client; value is the heading
    lesson_href: str = ""
    corrections: list[CorrectionLine] = []  # noqa: RUF012
    kinds: list[Choice] = []  # noqa: RUF012
    reasons: list[Choice] = []  # noqa: RUF012
    people: list[Choice] = []  # noqa: RUF012
    kind: str = ""
    reason: str = ""
    substitute: str = ""
    writable: bool = False

    @rx.event
    @requires(Permission.SUBSTITUTION_HOURS)
    @keeps("shown", "version")
    async def enter(self, actor: Actor) -> None:
        """Show the substitution of the address."""
        self.shown = ""
        path = self.router.url.path
        await _show(self, actor, address_id(path, Permission.SUBSTITUTION_HOURS))

    @rx.event
    @requires(Permission.SUBSTITUTION_PLAN)
    async def correct(
        self, actor: Actor, substitution_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Save a correction."""
        own, seen = as_id(substitution_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(correct_substitution, actor, own, seen, _data(form))
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Corrected.")))


def _data(form: dict[str, Any]) -> CorrectionData:
    try:
        kind = SubstitutionKind(as_text(form.get("kind", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Choose a kind from the list.")), field="kind") from None
    try:
        reason = SubstitutionReason(as_text(form.get("reason", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Say why the teacher is away.")), field="reason") from None
    person = as_text(form.get("substitute", ""), 20)
    return CorrectionData(
        kind=kind,
        reason=reason,
        substitute_id=as_id(person) if person else None,
        words=as_text(form.get("words", ""), _LONGEST),
    )


async def _show(state: SubstitutionRecord, actor: Actor, substitution_id: int) -> None:
    page = await asyncio.to_thread(open_substitution, actor, substitution_id)
    language = actor.language
    state.substitution_id, state.version = str(substitution_id), page.version
    state.title = f"{page.place} · {page.subject}"
    state.facts = [
        Choice(gettext(language, heading), value) for heading, value in _facts(page, language)
    ]
    state.lesson_href = f"/stunda/{page.lesson_id}"
    state.corrections = [_line(one, language) for one in page.corrections]
    state.kinds = [Choice(kind, translate(language, KINDS[kind])) for kind in page.kinds]
    state.reasons = [Choice(key, translate(language, words)) for key, words in REASONS.items()]
    state.people = [Choice(str(one.person_id), one.name) for one in page.people]
    state.kind, state.reason = page.kind.value, page.reason
    state.substitute = str(page.substitute_id or "")
    state.writable = page.writable
    state.shown = f"{substitution_id}-{page.version}"


def _facts(page: SubstitutionPage, language: str) -> list[tuple[str, str]]:
    confirmed = N_("Is confirmed") if page.is_confirmed else N_("To be confirmed")
    return [
        (N_("Day"), f"{long_date(page.day, language)}, {page.number}."),
        (N_("Who was away"), page.absent or "—"),
        (N_("Reason"), translate(language, reason_words(page.reason))),
        (N_("Substitute"), page.substitute or "—"),
        (N_("Kind"), translate(language, KINDS[page.kind])),
        (N_("State"), gettext(language, confirmed)),
    ]


def _line(one: CorrectionView, language: str) -> CorrectionLine:
    def words(value: Message | str) -> str:
        return translate(language, value) if isinstance(value, Message) else value or "—"

    return CorrectionLine(
        what=gettext(language, _FIELDS[one.field], old=words(one.old), new=words(one.new)),
        words=one.words,
        by=f"{one.by}, {date_and_time(one.at, language)}",
    )
