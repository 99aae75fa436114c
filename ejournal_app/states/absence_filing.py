"""A family applies for an absence: the form, what was applied for, how it stands (11)."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.absence_applications.checking import FILING_PAGE
from ejournal_app.services.absence_applications.filing import (
    answer_question,
    change_application,
    file_application,
    withdraw_application,
)
from ejournal_app.services.absence_applications.own import (
    FilingPage,
    OwnApplication,
    filing_page,
)

from .absence_application_words import (
    span_words,
)
from .absence_filing_views import ApplicationView, ChildChoice, application_view, late_words
from .absence_form import PART, RANGE, DayChoice, day_choices, read_form, told_of
from .guard import done_and_go, requires, say_done
from .live_page import show_while_open
from .parsing import as_id, as_number, as_text
from .resuming import fresh_key, keeps

_MOST_VERSIONS = 1_000_000
_LONGEST = 2_000


class AbsenceFiling(rx.State):
    """The page of a family."""

    ready: bool = False
    shown: str = ""
    """Names the form; another one is a new, empty form."""
    editing: str = ""
    """The application that is being changed; empty for a new one."""
    version: int = 0
    children: list[ChildChoice] = []  # noqa: RUF012 - copied for each client
    days: list[DayChoice] = []  # noqa: RUF012
    when: str = ""
    starts_on: str = ""
    ends_on: str = ""
    first_lesson: str = ""
    last_lesson: str = ""
    reason: str = ""
    words: str = ""
    document_id: str = ""
    refused_children: str = ""
    """Children for whom the school has not given the right to apply."""
    late: str = ""
    limits: str = ""
    sent: list[str] = []  # noqa: RUF012
    """What was just sent and what happens next."""
    applications: list[ApplicationView] = []  # noqa: RUF012
    _watch: int = 0

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    @keeps(
        "shown",
        "editing",
        "version",
        "when",
        "starts_on",
        "ends_on",
        "first_lesson",
        "last_lesson",
        "reason",
        "words",
        "document_id",
        "sent",
    )
    async def enter(self, actor: Actor) -> Any:
        """Show the form, empty or with the application the address names, and what there is."""
        asked = self.router.url.query_parameters
        editing, child = asked.get("labot", ""), asked.get("berns", "")
        page = await asyncio.to_thread(filing_page, actor)
        self.sent = []
        _show_form(self, page, actor.language, as_id(editing) if editing else None, child)
        _show(self, page, actor.language)
        self._watch += 1
        self.ready = True
        return AbsenceFiling.watch

    @rx.event(background=True)
    @requires(Permission.ACCOUNT_OWN)
    async def watch(self, actor: Actor) -> None:
        """Show decisions and questions as they come."""
        mine = self._watch
        page = await asyncio.to_thread(filing_page, actor)
        await show_while_open(
            self,
            actor,
            page.topics,
            is_current=lambda: self._watch == mine,
            read=filing_page,
            show=lambda found, language: _show(self, found, language),
        )

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def file(self, actor: Actor, form: dict[str, Any]) -> None:
        """Apply for an absence."""
        pupil_id = _child(form)
        with told_of(form):
            data = read_form(form)
            await asyncio.to_thread(file_application, actor, pupil_id, data)
        page = await asyncio.to_thread(filing_page, actor)
        _show_form(self, page, actor.language, None, str(pupil_id))
        _show(self, page, actor.language)
        span = span_words(
            data.starts_on, data.ends_on, data.first_lesson, data.last_lesson, actor.language
        )
        covers_today = data.starts_on <= page.today <= data.ends_on
        self.sent = _next_steps(page, pupil_id, span, actor.language, covers_today=covers_today)
        await say_done(self, actor.language, Message(N_("The application is sent.")))

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def change(
        self, actor: Actor, application_id: str, version: int, form: dict[str, Any]
    ) -> Any:
        """Save what was changed in an application that is not decided."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        with told_of(form):
            await asyncio.to_thread(change_application, actor, own, seen, read_form(form))
        words = Message(N_("Changed. The class teacher sees it."))
        return await done_and_go(self, actor.language, words, FILING_PAGE)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def reply(
        self, actor: Actor, application_id: str, version: int, form: dict[str, Any]
    ) -> None:
        """Answer the class teacher's question."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        words = as_text(form.get("reply", ""), _LONGEST)
        await asyncio.to_thread(answer_question, actor, own, seen, words)
        _show(self, await asyncio.to_thread(filing_page, actor), actor.language)
        await say_done(self, actor.language, Message(N_("Answered. The class teacher sees it.")))

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def withdraw(self, actor: Actor, application_id: str, version: int) -> None:
        """Take back an application that is not decided."""
        own, seen = as_id(application_id), as_number(version, 0, _MOST_VERSIONS)
        await asyncio.to_thread(withdraw_application, actor, own, seen)
        _show(self, await asyncio.to_thread(filing_page, actor), actor.language)
        await say_done(self, actor.language, Message(N_("The application is withdrawn.")))


def _child(form: dict[str, Any]) -> int:
    raw = as_text(form.get("child", ""), 20)
    if not raw:
        raise Refused(Message(N_("Choose the child.")), field="child")
    return as_id(raw)


def _next_steps(
    page: FilingPage, pupil_id: int, span: str, language: str, *, covers_today: bool
) -> list[str]:
    """Return what was sent and what happens next, sentence by sentence."""
    child = next((one for one in page.children if one.pupil_id == pupil_id), None)
    who = child.name if child else ""
    lines = [
        f"{who}: {span}",
        gettext(
            language,
            N_("The class teacher decides: {names}. The decision is told to you."),
            names=child.class_teachers,
        )
        if child and child.class_teachers
        else gettext(language, N_("The class teacher decides. The decision is told to you.")),
        gettext(language, N_("Teachers see “applied for” in the lessons already, not the reason.")),
    ]
    if covers_today and page.is_late:
        lines.append(late_words(page, language))
    return lines


def _show_form(
    state: AbsenceFiling, page: FilingPage, language: str, editing: int | None, child: str
) -> None:
    """Begin the form anew: empty, or with an open application of one's own."""
    own = next(
        (
            one
            for one in page.applications
            if one.application_id == editing and one.is_mine and one.state.is_open
        ),
        None,
    )
    if editing is not None and own is None:
        raise Refused(Message(N_("This application is decided already and stays as it is.")))
    filers = [one for one in page.children if one.may_file]
    chosen = str(own.pupil_id) if own else child
    if chosen not in {str(one.pupil_id) for one in filers}:
        chosen = str(filers[0].pupil_id) if len(filers) == 1 else ""
    state.children = [
        ChildChoice(
            pupil_id=str(one.pupil_id),
            name=one.given_name,
            class_name=one.class_name,
            chosen=str(one.pupil_id) == chosen,
            used=gettext(
                language,
                N_("{name}: {n} of {all} school days used this semester"),
                name=one.given_name,
                n=one.used,
                all=page.limits.a_semester,
            ),
        )
        for one in filers
    ]
    state.days = day_choices(page, language)
    state.editing = str(own.application_id) if own else ""
    state.version = own.version if own else 0
    state.when = state.days[0].value if state.days else RANGE
    state.starts_on, state.ends_on = "", ""
    state.first_lesson = state.last_lesson = state.words = state.document_id = ""
    state.reason = Justification.ILLNESS.value
    if own is not None:
        _fill(state, own)
    elif page.days:
        state.starts_on = page.days[0].isoformat()
    state.shown = fresh_key()


def _fill(state: AbsenceFiling, own: OwnApplication) -> None:
    whole = own.first_lesson is None
    state.when = RANGE if whole else PART
    state.starts_on, state.ends_on = own.starts_on.isoformat(), own.ends_on.isoformat()
    state.first_lesson = "" if own.first_lesson is None else str(own.first_lesson)
    state.last_lesson = "" if own.last_lesson is None else str(own.last_lesson)
    state.reason, state.words = own.reason.value, own.words
    state.document_id = "" if own.document_id is None else str(own.document_id)


def _show(state: AbsenceFiling, page: FilingPage, language: str) -> None:
    """Show what there is beside the form."""
    state.refused_children = ", ".join(one.given_name for one in page.children if not one.may_file)
    state.late = late_words(page, language) if page.is_late else ""
    state.limits = gettext(
        language,
        N_("Without a doctor's note: {time} school days at a time, {semester} in a semester."),
        time=page.limits.at_a_time,
        semester=page.limits.a_semester,
    )
    state.applications = [application_view(one, language) for one in page.applications]
