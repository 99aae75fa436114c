"""The form of a work, in a dialog of the journal, of the lesson and of the list of works.

What is typed lives in the browser; every event brings what it is about.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.works import MOST_WEIGHT
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.works.creating import plan_work
from ejournal_app.services.works.deciding import WorkValues
from ejournal_app.services.works.editing import delete_work, edit_work
from ejournal_app.services.works.form import WorkForm as Form
from ejournal_app.services.works.form import new_work_form, work_form
from ejournal_app.services.works.warning import Warnings, look_at_change, look_at_new

from .feedback import Feedback
from .guard import requires, say_done
from .journal_works import JournalWorks
from .lesson import Choice, Lesson
from .parsing import as_day, as_id, as_number, as_text
from .resuming import fresh_key
from .work_words import SCALES, warning_lines, work_words


@dataclass(frozen=True)
class Fields:
    """What the fields hold when they are drawn."""

    kind: str = ""
    title: str = ""
    day: str = ""
    scale: str = ""
    weight: str = ""


class WorkForm(rx.State):
    """One work being made or changed."""

    journal_id: str = ""
    work_id: str = ""
    """Empty: a new one."""
    version: int = 0
    kinds: list[Choice] = []  # noqa: RUF012 - copied for each client
    scales: list[Choice] = []  # noqa: RUF012
    fields: Fields = Fields()
    has_marks: bool = False
    warnings: list[str] = []  # noqa: RUF012
    """Said before saving; a second press saves all the same."""
    confirmed: str = ""
    """What the warnings are about: whatever is changed since is looked at anew."""
    drawn: str = ""
    """Changes when the whole form begins anew."""
    kind_drawn: str = ""
    """Changes when another kind proposes scale and weight."""
    shown: str = ""
    """What the dialog was opened with last; emptied, it closes."""

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def begin(self, actor: Actor, journal_id: str, day: str) -> None:
        """Offer a new work of a journal, for a day (today, when it is empty)."""
        form = await asyncio.to_thread(new_work_form, actor, as_id(journal_id), as_day(day))
        await _draw(self, form, actor.language)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def edit(self, actor: Actor, work_id: str) -> None:
        """Show a work that is there."""
        form = await asyncio.to_thread(work_form, actor, as_id(work_id))
        await _draw(self, form, actor.language)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def choose_kind(
        self, actor: Actor, journal_id: str, work_id: str, day: str, kind: str
    ) -> None:
        """Show scale and weight as another kind proposes them."""
        code, journal, on = as_text(kind, 30), as_id(journal_id), as_day(day)
        if as_text(work_id, 20):
            form = await asyncio.to_thread(work_form, actor, as_id(work_id), code)
        else:
            form = await asyncio.to_thread(new_work_form, actor, journal, on, code)
        self.fields = _fields(form)
        self.scales = _scales(form, actor.language)
        self.kind_drawn = fresh_key()

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def save(self, actor: Actor, journal_id: str, form: dict[str, Any]) -> Any:
        """Save the work; what there is to say about it is said first, and a second press saves."""
        journal, values = as_id(journal_id), _values(form)
        work = _optional_id(form.get("work_id"))
        stamp = f"{values.day} {values.kind_code} {values.weight}"
        if as_text(form.get("confirmed", ""), 100) != stamp:
            found = await asyncio.to_thread(_look(actor, journal, work, values))
            if found:
                (await self.get_state(Feedback)).text = ""
                self.warnings, self.confirmed = warning_lines(found, actor.language), stamp
                return None
        if work is None:
            work = await asyncio.to_thread(plan_work, actor, journal, values)
        else:
            version = as_number(form.get("version"), 1, 10**9)
            await asyncio.to_thread(edit_work, actor, work, version, values)
        self.shown = ""
        what = await _what(actor, work)
        await say_done(self, actor.language, Message(N_("Saved: {work}."), {"work": what}))
        return _show_again(self, work)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def delete(self, actor: Actor, work_id: str) -> Any:
        """Delete a work that never had a mark."""
        work = as_id(work_id)
        what = await _what(actor, work)
        await asyncio.to_thread(delete_work, actor, work)
        self.shown = ""
        await say_done(self, actor.language, Message(N_("Deleted: {work}."), {"work": what}))
        return _show_again(self, None)


def _look(
    actor: Actor, journal: int, work: int | None, values: WorkValues
) -> Callable[[], Warnings]:
    if work is None:
        return lambda: look_at_new(actor, journal, values)
    return lambda: look_at_change(actor, work, values)


def _show_again(state: WorkForm, work_id: int | None) -> Any:
    """Let the page show what was changed; the journal's grid hears of it by itself."""
    lesson: Any = Lesson
    works: Any = JournalWorks
    path = state.router.url.path.rstrip("/")
    if path.startswith("/stunda/"):
        return lesson.choose_work(path.rpartition("/")[2], str(work_id or ""))
    if path.endswith("/darbi"):
        return works.show(path.split("/")[-2])
    return None


async def _what(actor: Actor, work_id: int) -> str:
    form = await asyncio.to_thread(work_form, actor, work_id)
    kind = form.offer.name_en if actor.language == "en" else form.offer.name_lv
    return f"{work_words(kind, form.title)}, {short_date(form.day, actor.language)}"


async def _draw(state: WorkForm, form: Form, language: str) -> None:
    feedback = await state.get_state(Feedback)
    feedback.text, feedback.field = "", ""
    state.journal_id = str(form.journal_id)
    state.work_id = str(form.work_id or "")
    state.version = form.version
    state.kinds = [
        Choice(kind.code, kind.name_en if language == "en" else kind.name_lv) for kind in form.kinds
    ]
    state.scales = _scales(form, language)
    state.fields = _fields(form)
    state.has_marks = form.has_marks
    state.warnings, state.confirmed = [], ""
    state.drawn = fresh_key()
    state.shown = state.drawn


def _fields(form: Form) -> Fields:
    return Fields(
        kind=form.kind_code,
        title=form.title,
        day=form.day.isoformat(),
        scale=form.scale.value,
        weight=str(form.weight),
    )


def _scales(form: Form, language: str) -> list[Choice]:
    allowed = [*form.offer.scales]
    if form.scale not in allowed:
        allowed.insert(0, form.scale)
    if form.has_marks:
        allowed = [form.scale]
    return [Choice(scale.value, gettext(language, SCALES[scale])) for scale in allowed]


def _values(form: dict[str, Any]) -> WorkValues:
    weight = as_text(form.get("weight"), 20).strip()
    if not (weight.isascii() and weight.isdecimal() and len(weight) <= 2):
        raise Refused(
            Message(
                N_("Enter a whole number from {least} to {most}."),
                {"least": 0, "most": MOST_WEIGHT},
            ),
            field="weight",
        )
    return WorkValues(
        kind_code=as_text(form.get("kind"), 30),
        title=as_text(form.get("title"), 1_000),
        day=_day(form),
        scale=as_text(form.get("scale"), 20),
        weight=int(weight),
    )


def _day(form: dict[str, Any]) -> date:
    day = as_day(form.get("day"))
    if day is None:
        raise Refused(Message(N_("Choose a day.")), field="day")
    return day


def _optional_id(raw: Any) -> int | None:
    return as_id(raw) if as_text(raw, 20) else None
