"""Recording a teacher's absence, what it hits, and the days the superuser allows (14)."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, long_date
from ejournal_app.policies.rules import allows
from ejournal_app.services.teacher_absences.checking import AbsenceData
from ejournal_app.services.teacher_absences.effects import HitDay, HitLesson
from ejournal_app.services.teacher_absences.overrides import allow_day, withdraw_day
from ejournal_app.services.teacher_absences.own import own_absences
from ejournal_app.services.teacher_absences.page import (
    AbsencePage,
    absence_people,
    open_absence,
)
from ejournal_app.services.teacher_absences.words import KINDS
from ejournal_app.services.teacher_absences.writing import (
    change_absence,
    end_absence,
    record_absence,
    remove_absence,
)

from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_number, as_text, typed_name
from .resuming import keeps
from .teaching_options import Choice

_LONGEST = 1_000
_MOST_VERSIONS = 1_000_000
_DAY = timedelta(days=1)
_PATH = "/prombutnes"


@dataclass(frozen=True)
class HitView:
    """A lesson with entries."""

    href: str
    title: str


@dataclass(frozen=True)
class HitDayView:
    """A day of an incapacity with entries, or one that was allowed."""

    iso: str
    day: str
    lessons: list[HitView]
    override_id: str
    """Empty while lessons of the day are refused."""
    reason: str
    day_before: str
    """Until when the absence would last if it ended before this day; empty when it could not."""


class TeacherAbsence(rx.State):
    """One absence, or the form for a new one."""

    absence_id: str = ""
    """Empty for a new one."""
    shown: str = ""
    """Names what the page shows; empty while nothing is loaded."""
    version: int = 0
    name: str = ""
    people: list[Choice] = []  # noqa: RUF012 - copied for each client
    kinds: list[Choice] = []  # noqa: RUF012
    kind: str = ""
    kind_words: str = ""
    starts_on: str = ""
    ends_on: str = ""
    span: str = ""
    remark: str = ""
    document_id: str = ""
    document: str = ""
    """Name of the document; empty when there is none."""
    recorded: str = ""
    stops: bool = False
    """Lessons of its days are refused."""
    planned: int = 0
    days: list[HitDayView] = []  # noqa: RUF012
    chosen_day: str = ""
    """In the form with which a day is allowed."""
    writable: bool = False
    overridable: bool = False
    may_record: bool = False
    plan_href: str = ""
    """The board on the day the lessons are hit; empty for those who do not plan."""

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_READ)
    async def offer(self, actor: Actor) -> None:
        """Tell the list whether to offer the form."""
        self.may_record = allows(actor, Permission.TEACHER_ABSENCE_WRITE)

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_READ)
    @keeps("shown", "version", "chosen_day")
    async def enter(self, actor: Actor) -> None:
        """Show the absence of the address, or the empty form."""
        self.shown = ""
        path = self.router.url.path.rstrip("/")
        if path.endswith("/jauna"):
            await _show_new(self, actor)
            return
        await _show(self, actor, address_id(path, Permission.TEACHER_ABSENCE_READ))

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def add(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Record an absence and open it, with what it hits."""
        if not as_text(form.get("person", ""), 20):
            raise Refused(Message(N_("Choose who is away.")), field="person")
        made = await asyncio.to_thread(
            record_absence, actor, as_id(form["person"]), absence_data(form)
        )
        return await done_and_go(self, actor.language, Message(N_("Saved.")), f"{_PATH}/{made}")

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def change(
        self, actor: Actor, absence_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Save what was changed."""
        own, seen = as_id(absence_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(change_absence, actor, own, seen, absence_data(form))
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def end(self, actor: Actor, absence_id: str, version: int, last_day: str) -> None:
        """Let the absence end on a day."""
        own, seen = as_id(absence_id), as_number(version, 0, _MOST_VERSIONS)
        day = as_day(last_day)
        if day is None:
            raise Refused(Message(N_("Choose a day.")), field="ends_on")
        await asyncio.to_thread(end_absence, actor, own, seen, day)
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def remove(self, actor: Actor, absence_id: str, form: dict[str, Any]) -> Any:
        """Take it out and go back to the register."""
        await asyncio.to_thread(remove_absence, actor, as_id(absence_id), typed=typed_name(form))
        return await done_and_go(self, actor.language, Message(N_("Deleted.")), _PATH)

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_OVERRIDE)
    async def choose_day(self, _actor: Actor, day: str) -> None:
        """Put a day into the form with which it is allowed."""
        chosen = as_day(day)
        self.chosen_day = chosen.isoformat() if chosen else ""

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_OVERRIDE)
    async def allow(self, actor: Actor, absence_id: str, form: dict[str, Any]) -> None:
        """Let lessons of a day be registered."""
        own, day = as_id(absence_id), as_day(form.get("day", ""))
        if day is None:
            raise Refused(Message(N_("Choose a day.")), field="day")
        reason = as_text(form.get("reason", ""), _LONGEST)
        await asyncio.to_thread(allow_day, actor, own, day, reason)
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Allowed. The teacher is told.")))

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_OVERRIDE)
    async def withdraw(self, actor: Actor, absence_id: str, override_id: str) -> None:
        """Let lessons of a day be refused again."""
        own = as_id(absence_id)
        await asyncio.to_thread(withdraw_day, actor, own, as_id(override_id))
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Withdrawn. The teacher is told.")))


class OwnAbsences(rx.State):
    """What is recorded of the own absences, on the page of the day."""

    lines: list[str] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.DUTY_OWN)
    async def look(self, actor: Actor) -> None:
        """Show the absences that run or are near."""
        self.lines = [
            translate(actor.language, absence_words(own.kind, own.starts_on, own.ends_on))
            for own in await asyncio.to_thread(own_absences, actor)
        ]


def absence_words(kind: Message, first: Any, last: Any) -> Message:
    """Return kind and days of an absence, in one sentence."""
    params = {"kind": kind, "first": first, "last": last}
    if last is None:
        return Message(N_("{kind} since {first}, without a last day yet"), params)
    return Message(N_("{kind} from {first} to {last}"), params)


def absence_data(form: dict[str, Any]) -> AbsenceData:
    """Return what a form says of an absence; Refused, at its field, for what it cannot say."""
    starts_on = as_day(form.get("starts_on", ""))
    if starts_on is None:
        raise Refused(Message(N_("Choose a day.")), field="starts_on")
    try:
        kind = TeacherAbsenceKind(as_text(form.get("kind", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Choose a kind from the list.")), field="kind") from None
    document = as_text(form.get("document", ""), 20)
    return AbsenceData(
        kind=kind,
        starts_on=starts_on,
        ends_on=as_day(form.get("ends_on", "")),
        remark=as_text(form.get("remark", ""), _LONGEST),
        document_id=as_id(document) if document else None,
    )


def _show_kinds(state: TeacherAbsence, language: str) -> None:
    state.kinds = [Choice(key, translate(language, words)) for key, words in KINDS.items()]


async def _show_new(state: TeacherAbsence, actor: Actor) -> None:
    people = await asyncio.to_thread(absence_people, actor)
    _show_kinds(state, actor.language)
    state.people = [Choice(str(one.person_id), one.name) for one in people]
    state.absence_id = state.name = state.starts_on = state.ends_on = state.remark = ""
    state.document_id = state.document = ""
    state.kind, state.version = TeacherAbsenceKind.INCAPACITY.value, 0
    state.writable, state.days, state.planned = True, [], 0
    state.shown = "jauna"


async def _show(state: TeacherAbsence, actor: Actor, absence_id: int) -> None:
    page = await asyncio.to_thread(open_absence, actor, absence_id)
    language = actor.language
    _show_kinds(state, language)
    state.people = []
    state.absence_id, state.version, state.name = str(absence_id), page.version, page.name
    state.kind, state.kind_words = page.kind.value, translate(language, KINDS[page.kind])
    state.starts_on = page.starts_on.isoformat()
    state.ends_on = page.ends_on.isoformat() if page.ends_on else ""
    words = absence_words(KINDS[page.kind], page.starts_on, page.ends_on)
    state.span, state.remark = translate(language, words), page.remark
    paper = page.document
    state.document_id, state.document = (str(paper.file_id), paper.name) if paper else ("", "")
    state.recorded = gettext(
        language,
        N_("Recorded by {name}, {at}."),
        name=page.recorded_by,
        at=date_and_time(page.recorded_at, language),
    )
    state.stops, state.planned = page.kind.stops_lessons, page.effects.planned
    state.days = [_day(one, page, language) for one in page.effects.days]
    state.writable, state.overridable = page.writable, page.overridable
    state.chosen_day = ""
    state.plan_href = _plan_href(actor, page)
    state.shown = f"{absence_id}-{page.version}-{len(state.days)}"


def _plan_href(actor: Actor, page: AbsencePage) -> str:
    today = clock.today()
    is_over = page.ends_on is not None and page.ends_on < today
    if is_over or not allows(actor, Permission.SUBSTITUTION_PLAN):
        return ""
    return f"/aizvietosana?no={max(page.starts_on, today)}"


def _day(one: HitDay, page: AbsencePage, language: str) -> HitDayView:
    allowed = one.allowed
    return HitDayView(
        iso=one.day.isoformat(),
        day=long_date(one.day, language),
        lessons=[_lesson(lesson) for lesson in one.lessons],
        override_id=str(allowed.override_id) if allowed else "",
        reason=f"{allowed.reason} · {allowed.granted_by}" if allowed else "",
        day_before=(one.day - _DAY).isoformat() if one.day > page.starts_on else "",
    )


def _lesson(lesson: HitLesson) -> HitView:
    title = f"{lesson.number}. {lesson.journal}"
    return HitView(
        href=f"/stunda/{lesson.lesson_id}",
        title=f"{title}: {lesson.topic}" if lesson.topic else title,
    )
