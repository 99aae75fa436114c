"""Entering a substitution nobody planned: which lesson, and why its teacher is away (12)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionReason
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, long_date
from ejournal_app.services.substitutions.enterable import Enterable, EnterableLesson, enterable
from ejournal_app.services.substitutions.entering import enter_substitution
from ejournal_app.services.substitutions.kind_words import REASONS

from .guard import done_and_go, requires
from .parsing import as_day, as_id, as_text
from .resuming import keeps
from .teaching_options import Choice


@dataclass(frozen=True)
class OfferView:
    """A lesson that can be chosen."""

    lesson_id: str
    place: str
    title: str
    detail: str
    subjects: list[Choice]
    """What was taught: the same subject (empty value), or one of the reader's own."""


@dataclass(frozen=True)
class HourView:
    """The lessons of one lesson number."""

    number: str
    time: str
    lessons: list[OfferView]


class Substituting(rx.State):
    """The form."""

    day: str = ""
    """ISO; empty while nothing is loaded."""
    title: str = ""
    first: str = ""
    last: str = ""
    near: list[HourView] = []  # noqa: RUF012 - copied for each client
    """Now, just before and just after."""
    rest: list[HourView] = []  # noqa: RUF012
    chosen: str = ""
    chosen_title: str = ""
    subjects: list[Choice] = []  # noqa: RUF012
    reasons: list[Choice] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.SUBSTITUTION_ENTER)
    @keeps("chosen", "chosen_title", "subjects")
    async def enter(self, actor: Actor) -> None:
        """Show the lessons of the day of the address, today unless it names one."""
        asked = as_day(self.router.url.query_parameters.get("datums", ""))
        found = await asyncio.to_thread(enterable, actor, asked)
        language = actor.language
        self.day, self.first = found.day.isoformat(), found.first.isoformat()
        self.last = found.last.isoformat()
        title = long_date(found.day, language)
        self.title = title[:1].upper() + title[1:]
        self.near = _hours(found, language, near=True)
        self.rest = _hours(found, language, near=False)
        self.reasons = [Choice(key, translate(language, words)) for key, words in REASONS.items()]
        self.chosen, self.chosen_title, self.subjects = "", "", []

    @rx.event
    @requires(Permission.SUBSTITUTION_ENTER)
    async def go_to(self, _actor: Actor, day: str) -> Any:
        """Open another day."""
        asked = as_day(day)
        return rx.redirect(f"/aizvietoju?datums={asked}" if asked else "/aizvietoju")

    @rx.event
    @requires(Permission.SUBSTITUTION_ENTER)
    async def choose(self, _actor: Actor, lesson_id: str) -> None:
        """Choose a lesson; an empty one goes back to the list."""
        own = str(as_id(lesson_id)) if as_text(lesson_id, 20) else ""
        offers = [one for hour in (*self.near, *self.rest) for one in hour.lessons]
        found = next((one for one in offers if one.lesson_id == own), None)
        self.chosen = found.lesson_id if found else ""
        self.chosen_title = f"{found.place} · {found.title}" if found else ""
        self.subjects = found.subjects if found else []

    @rx.event
    @requires(Permission.SUBSTITUTION_ENTER)
    async def save(self, actor: Actor, lesson_id: str, form: dict[str, Any]) -> Any:
        """Enter it and open the lesson, to be written."""
        own = as_id(lesson_id)
        try:
            reason = SubstitutionReason(as_text(form.get("reason", ""), 20))
        except ValueError:
            raise Refused(Message(N_("Say why the teacher is away.")), field="reason") from None
        journal = as_text(form.get("subject", ""), 20)
        made = await asyncio.to_thread(
            enter_substitution,
            actor,
            own,
            reason=reason,
            journal_id=as_id(journal) if journal else None,
        )
        done = Message(N_("Entered. Write the topic; the management confirms the substitution."))
        return await done_and_go(self, actor.language, done, f"/stunda/{made}")


def _hours(found: Enterable, language: str, *, near: bool) -> list[HourView]:
    hours: dict[int, HourView] = {}
    for one in found.lessons:
        if one.is_near is not near:
            continue
        hour = hours.setdefault(
            one.number,
            HourView(
                number=str(one.number),
                time=f"{clock_time(one.starts_at, language)}–{clock_time(one.ends_at, language)}",
                lessons=[],
            ),
        )
        hour.lessons.append(_offer(one, language))
    return list(hours.values())


def _offer(one: EnterableLesson, language: str) -> OfferView:
    same = gettext(language, N_("{subject} (the same subject)"), subject=one.subject)
    own = [Choice(str(mine.journal_id), mine.subject) for mine in one.own_subjects]
    return OfferView(
        lesson_id=str(one.lesson_id),
        place=one.place,
        title=one.subject,
        detail=" · ".join(part for part in (one.teachers, one.room) if part),
        subjects=[Choice("", same), *own],
    )
