"""The teacher's day page."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.lesson_entry import EntryState, MissingPart
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, long_date
from ejournal_app.services.day import DayLesson, DayView, teacher_day
from ejournal_app.services.held.own import count_held

from .guard import requires
from .parsing import as_day

STATE_WORDS = {
    EntryState.FUTURE: N_("Coming"),
    EntryState.NOT_STARTED: N_("Not started"),
    EntryState.INCOMPLETE: N_("Incomplete"),
    EntryState.COMPLETE: N_("Complete"),
    EntryState.LATE_COMPLETE: N_("Entered late"),
    EntryState.OVERDUE: N_("Overdue"),
}
STATE_KINDS = {
    EntryState.FUTURE: "",
    EntryState.NOT_STARTED: "info",
    EntryState.INCOMPLETE: "warn",
    EntryState.COMPLETE: "ok",
    EntryState.LATE_COMPLETE: "ok",
    EntryState.OVERDUE: "bad",
}
MISSING_WORDS = {
    MissingPart.TOPIC: N_("topic"),
    MissingPart.OUTCOME: N_("intended outcome"),
    MissingPart.ATTENDANCE: N_("attendance"),
    MissingPart.HOMEWORK: N_("homework"),
}


@dataclass(frozen=True)
class LessonCard:
    """One lesson in a list, in the user's words."""

    href: str
    number: str
    time: str
    subject: str
    place: str
    room: str
    topic: str
    state: str
    kind: str
    missing: str
    substitution: str


class Day(rx.State):
    """A teacher's lessons of one day."""

    title: str = ""
    note: str = ""
    is_today: bool = True
    lessons: list[LessonCard] = []  # noqa: RUF012 - copied for each client
    held: int = 0
    """Entries of the teacher's own that wait for a password."""
    previous_href: str = ""
    next_href: str = ""

    @rx.event
    @requires(Permission.DAY_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the day of the address, or the nearest one with lessons."""
        asked = as_day(self.router.url.query_parameters.get("datums", ""))
        view = await asyncio.to_thread(teacher_day, actor, asked)
        self.held = await asyncio.to_thread(count_held, actor)
        language = actor.language
        self.note = _note(view, language)
        self.lessons = [lesson_card(lesson, language) for lesson in view.lessons]
        self.previous_href = _href(view.previous_day)
        self.next_href = _href(view.next_day)
        self.is_today = view.day == view.today
        self.title = _capital(long_date(view.day, language))


def lesson_card(lesson: DayLesson, language: str) -> LessonCard:
    """Return a lesson in the user's words."""
    return LessonCard(
        href=f"/stunda/{lesson.lesson_id}",
        number=str(lesson.number),
        time=f"{clock_time(lesson.starts_at, language)}–{clock_time(lesson.ends_at, language)}",
        subject=lesson.subject,
        place=place_beside(lesson.subject, lesson.place),
        room=lesson.room,
        topic=lesson.topic,
        state=gettext(language, STATE_WORDS[lesson.state]),
        kind=STATE_KINDS[lesson.state],
        missing=missing_words(lesson.state, lesson.missing, language),
        substitution=translate(language, lesson.substitution) if lesson.substitution else "",
    )


def missing_words(state: EntryState, parts: Iterable[MissingPart], language: str) -> str:
    """Return what an entry still owes; nothing before the lesson, when nothing is owed yet."""
    if state not in (EntryState.INCOMPLETE, EntryState.OVERDUE, EntryState.NOT_STARTED):
        return ""
    return ", ".join(gettext(language, MISSING_WORDS[part]) for part in parts)


def place_beside(subject: str, place: str) -> str:
    """Return the class or group to name beside the subject; a group may bear the subject's name."""
    return "" if place == subject else place


def _note(view: DayView, language: str) -> str:
    if view.day == view.asked or not view.lessons:
        return ""
    return gettext(
        language,
        N_("You have no lessons today. This is the nearest school day: {day}."),
        day=long_date(view.day, language),
    )


def _href(day: object) -> str:
    return f"/diena?datums={day}" if day else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
