"""One out-of-class event: what it says, who takes part, what is decided (Regulation 11)."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.policies.rules import allows
from ejournal_app.services.events.checking import EventData
from ejournal_app.services.events.choosing import event_choices
from ejournal_app.services.events.deciding import approve_event, call_off_event, decline_event
from ejournal_app.services.events.page import EventPage, event_form, lesson_times, open_event
from ejournal_app.services.events.proposing import change_event, propose_event
from ejournal_app.services.events.words import STATES
from ejournal_app.services.teaching.staff import StaffOption

from .event_views import LOOKS, ClassView, LessonHint, class_view, hint_view, span_words
from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_moment, as_number, as_text
from .resuming import fresh_key, keeps
from .teaching_options import Choice

_LONGEST = 1_000
_MOST_VERSIONS = 1_000_000
_MOST_LESSONS = 20
_PATH = "/pasakumi"


class SchoolEvent(rx.State):
    """One event, or the form for a new one."""

    event_id: str = ""
    """Empty for a new one."""
    shown: str = ""
    """Names what the forms show; empty while nothing is loaded."""
    version: int = 0
    title: str = ""
    place: str = ""
    remark: str = ""
    span: str = ""
    people_words: str = ""
    """Who is responsible, who proposed and who decided."""
    state: str = ""
    look: str = ""
    answer: str = ""
    is_proposed: bool = False
    is_approved: bool = False
    writable: bool = False
    decides: bool = False
    may_propose: bool = False
    may_enter_absences: bool = False
    total: int = 0
    classes: list[ClassView] = []  # noqa: RUF012 - copied for each client
    lessons: list[LessonHint] = []  # noqa: RUF012
    own_classes: list[Choice] = []  # noqa: RUF012
    """Classes that can be added in one tap."""
    own_groups: list[Choice] = []  # noqa: RUF012
    people: list[Choice] = []  # noqa: RUF012
    """Who may be made responsible; empty: the actor alone."""
    responsible: str = ""
    numbers: list[str] = []  # noqa: RUF012
    starts_on: str = ""
    starts_time: str = ""
    ends_on: str = ""
    ends_time: str = ""
    first_lesson: str = ""
    last_lesson: str = ""
    times_key: str = ""

    @rx.event
    @requires(Permission.EVENT_LIST)
    async def offer(self, actor: Actor) -> None:
        """Tell the list whether to offer the form."""
        self.may_propose = allows(actor, Permission.EVENT_WRITE)

    @rx.event
    @requires(Permission.EVENT_LIST)
    @keeps(
        "shown", "version", "starts_on", "starts_time", "ends_time", "first_lesson",
        "last_lesson", "times_key",
    )  # fmt: skip
    async def enter(self, actor: Actor) -> None:
        """Show the event of the address, or the empty form."""
        self.shown = ""
        path = self.router.url.path.rstrip("/")
        if path.endswith("/jauns"):
            await _show_new(self, actor)
            return
        await show_event(self, actor, address_id(path, Permission.EVENT_LIST), forms=True)

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def fill(self, actor: Actor, day: str, first: str, last: str) -> None:
        """Fill in the times from the lessons chosen, as they ring on the day."""
        on, begins = as_day(day), as_text(first, 4)
        ends = as_text(last, 4) or begins
        self.starts_on = on.isoformat() if on else ""
        self.first_lesson, self.last_lesson = begins or ends, ends
        if on is None or not ends:
            return
        numbers = [as_number(one, 0, _MOST_LESSONS) for one in (begins or ends, ends)]
        starts, until = await asyncio.to_thread(lesson_times, actor, on, *numbers)
        self.starts_time, self.ends_time = starts.strftime("%H:%M"), until.strftime("%H:%M")
        self.times_key = fresh_key()

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def propose(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Propose an event and open it, to say who takes part."""
        made = await asyncio.to_thread(propose_event, actor, _data(form, actor))
        words = Message(N_("Proposed. Now say who takes part."))
        return await done_and_go(self, actor.language, words, f"{_PATH}/{made}")

    @rx.event
    @requires(Permission.EVENT_WRITE)
    async def change(self, actor: Actor, event_id: str, version: int, form: dict[str, Any]) -> None:
        """Save what was changed; another time waits for approval again."""
        own, seen = as_id(event_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(change_event, actor, own, seen, _data(form, actor))
        await show_event(self, actor, own, forms=True)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.EVENT_DECIDE)
    async def approve(self, actor: Actor, event_id: str, version: int) -> None:
        """Approve the event."""
        own, seen = as_id(event_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(approve_event, actor, own, seen)
        await show_event(self, actor, own, forms=True)
        await say_done(self, actor.language, Message(N_("Approved. Who proposed it is told.")))

    @rx.event
    @requires(Permission.EVENT_DECIDE)
    async def decline(
        self, actor: Actor, event_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Decline the event with the reason."""
        own, seen = as_id(event_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(decline_event, actor, own, seen, _reason(form))
        await show_event(self, actor, own, forms=True)
        await say_done(self, actor.language, Message(N_("Declined. Who proposed it is told.")))

    @rx.event
    @requires(Permission.EVENT_DECIDE)
    async def call_off(
        self, actor: Actor, event_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Call the event off with the reason."""
        own, seen = as_id(event_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(call_off_event, actor, own, seen, _reason(form))
        await show_event(self, actor, own, forms=True)
        await say_done(self, actor.language, Message(N_("Called off. Who proposed it is told.")))


def _reason(form: dict[str, Any]) -> str:
    return as_text(form.get("reason", ""), _LONGEST)


def _data(form: dict[str, Any], actor: Actor) -> EventData:
    day = as_text(form.get("starts_on", ""), 10)
    until = as_text(form.get("ends_on", ""), 10) or day
    starts_at = _moment(day, form.get("starts_time", ""), "starts_on", "starts_time")
    ends_at = _moment(until, form.get("ends_time", ""), "ends_on", "ends_time")
    # A field that is not on the page comes as None.
    responsible = as_text(form.get("responsible") or "", 20)
    return EventData(
        title=as_text(form.get("title", ""), _LONGEST),
        place=as_text(form.get("place", ""), _LONGEST),
        starts_at=starts_at,
        ends_at=ends_at,
        remark=as_text(form.get("remark", ""), _LONGEST),
        responsible_id=as_id(responsible) if responsible else actor.person_id,
    )


def _moment(day: str, raw: Any, day_field: str, time_field: str) -> Any:
    time = as_text(raw, 5)
    if as_day(day) is None:
        raise Refused(Message(N_("Choose a day.")), field=day_field)
    if not time:
        raise Refused(Message(N_("Say the time, or choose the lessons.")), field=time_field)
    return as_moment(f"{day}T{time}")


async def _show_new(state: SchoolEvent, actor: Actor) -> None:
    form = await asyncio.to_thread(event_form, actor)
    _offer_people(state, form.people, form.responsible_id, form.numbers)
    state.event_id = state.title = state.place = state.remark = ""
    state.starts_on, state.ends_on = form.today.isoformat(), ""
    state.starts_time = state.ends_time = state.first_lesson = state.last_lesson = ""
    state.is_approved = False
    state.times_key = fresh_key()
    state.shown = "jauns"


async def show_event(
    state: SchoolEvent, actor: Actor, event_id: int, *, forms: bool = False
) -> None:
    """Show an event; its forms begin anew only when something in them was saved."""
    page = await asyncio.to_thread(open_event, actor, event_id)
    choices = await asyncio.to_thread(event_choices, actor, event_id) if page.writable else None
    language = actor.language
    _show_standing(state, page, language)
    state.classes = [class_view(one, language) for one in page.classes]
    state.total = sum(len(one.pupils) for one in page.classes)
    state.lessons = [hint_view(one, language) for one in page.lessons]
    state.own_classes = (
        [Choice(str(one.id), one.name) for one in choices.classes] if choices else []
    )
    state.own_groups = [Choice(str(one.id), one.name) for one in choices.groups] if choices else []
    state.may_enter_absences = allows(actor, Permission.TEACHER_ABSENCE_WRITE)
    if not forms:
        return
    begins, ends = local(page.starts_at), local(page.ends_at)
    _offer_people(state, page.people, page.responsible_id, page.numbers)
    state.starts_on = begins.date().isoformat()
    state.ends_on = ends.date().isoformat() if ends.date() != begins.date() else ""
    state.starts_time, state.ends_time = begins.strftime("%H:%M"), ends.strftime("%H:%M")
    state.first_lesson = state.last_lesson = ""
    state.times_key = fresh_key()
    state.shown = f"{event_id}-{page.version}"


def _show_standing(state: SchoolEvent, page: EventPage, language: str) -> None:
    state.event_id, state.version = str(page.event_id), page.version
    state.title, state.place, state.remark = page.title, page.place, page.remark
    state.span = span_words(page.starts_at, page.ends_at, language)
    state.state, state.look = translate(language, STATES[page.state]), LOOKS[page.state]
    state.answer = page.answer
    state.is_proposed = page.state is EventState.PROPOSED
    state.is_approved = page.state is EventState.APPROVED
    state.writable, state.decides = page.writable, page.decides
    words = [
        gettext(language, N_("Responsible: {name}."), name=page.responsible),
        gettext(
            language,
            N_("Proposed by {name}, {at}."),
            name=page.proposed_by,
            at=date_and_time(page.proposed_at, language),
        ),
    ]
    if page.decided_by:
        words.append(gettext(language, N_("Decided by {name}."), name=page.decided_by))
    state.people_words = " ".join(words)


def _offer_people(
    state: SchoolEvent,
    people: tuple[StaffOption, ...],
    responsible_id: int,
    numbers: tuple[int, ...],
) -> None:
    state.people = [Choice(str(one.person_id), one.name) for one in people]
    state.responsible = str(responsible_id)
    state.numbers = [str(number) for number in numbers]
