"""Entering a mark as superuser in one journal (Regulation 7.8)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale, allowed_values
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.entry_kinds import NAMES
from ejournal_app.services.superuser_marks.desk import OverrideDesk, WorkChoice, override_desk
from ejournal_app.services.superuser_marks.writing import (
    EXAM_KINDS,
    ExtraMark,
    add_exam_result,
    add_transferred_mark,
    correct_mark,
)

from .guard import requires, say_done
from .parsing import address_id, as_day, as_id, as_text
from .resuming import fresh_key, keeps

WAYS = {
    "labojums": N_("Correction"),
    "parnests": N_("Mark from another school"),
    "eksamens": N_("State exam"),
}
"""What can be entered, by its name in the address."""

_SEPARATOR = ":"
"""Between a pupil and the value that stood when the page was shown."""


@dataclass(frozen=True)
class Tab:
    """One of the ways."""

    key: str
    label: str
    href: str


@dataclass(frozen=True)
class Option:
    """A value and what it is called."""

    value: str
    label: str


class SuperuserMark(rx.State):
    """The form; what is typed stays in the browser until it is sent."""

    journal_id: str = ""
    name: str = ""
    way: str = "labojums"
    tabs: list[Tab] = []  # noqa: RUF012 - copied for each client
    works: list[Option] = []  # noqa: RUF012
    work_id: str = ""
    pupils: list[Option] = []  # noqa: RUF012
    exams: list[Option] = []  # noqa: RUF012
    allowed: str = ""
    """The values the scale knows, in a row."""
    form_key: str = ""
    """Changes after every saved mark: the form begins anew."""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("form_key", "work_id", "pupils", "allowed")
    async def enter(self, actor: Actor) -> None:
        """Show the form of the address."""
        path = self.router.url.path.rstrip("/").removesuffix("/vertejums")
        journal_id = address_id(path, Permission.MARK_OVERRIDE)
        asked = self.router.url.query_parameters.get("veids", "")
        self.journal_id, self.form_key = "", ""
        await _show(self, actor, journal_id, asked if asked in WAYS else "labojums", None)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def choose_work(self, actor: Actor, journal_id: str, work_id: str) -> None:
        """Show the pupils with their marks in a work."""
        work = as_id(work_id) if as_text(work_id, 20) else None
        await _show(self, actor, as_id(journal_id), "labojums", work)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def correct(self, actor: Actor, journal_id: str, form: dict[str, Any]) -> None:
        """Write over a mark."""
        journal, work = as_id(journal_id), _chosen(form, "work", N_("Choose the work."))
        pupil, _, base = _picked(form).partition(_SEPARATOR)
        await asyncio.to_thread(
            correct_mark,
            actor,
            journal,
            work,
            as_id(pupil),
            base,
            as_text(form.get("value", ""), 20),
            as_text(form.get("reason", ""), 1_000),
        )
        await _saved(self, actor, journal, "labojums", work)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_transferred(self, actor: Actor, journal_id: str, form: dict[str, Any]) -> None:
        """Enter a mark from another school."""
        journal, extra = as_id(journal_id), _extra(form)
        school = as_text(form.get("school", ""), 1_000)
        await asyncio.to_thread(add_transferred_mark, actor, journal, extra, school)
        await _saved(self, actor, journal, "parnests", None)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_exam(self, actor: Actor, journal_id: str, form: dict[str, Any]) -> None:
        """Enter the result of a state exam."""
        journal, extra = as_id(journal_id), _extra(form)
        try:
            kind = EntryKind(as_text(form.get("kind", ""), 30))
        except ValueError:
            raise Refused(
                Message(N_("Choose a kind of work from the list.")), field="kind"
            ) from None
        await asyncio.to_thread(add_exam_result, actor, journal, extra, kind)
        await _saved(self, actor, journal, "eksamens", None)


def _extra(form: dict[str, Any]) -> ExtraMark:
    day = as_day(form.get("day", ""))
    if day is None:
        raise Refused(
            Message(N_("This is not a date. Choose a day from the calendar.")), field="day"
        )
    return ExtraMark(
        pupil_id=as_id(_picked(form).partition(_SEPARATOR)[0]),
        day=day,
        title=as_text(form.get("title", ""), 1_000),
        value=as_text(form.get("value", ""), 20),
        reason=as_text(form.get("reason", ""), 1_000),
    )


def _picked(form: dict[str, Any]) -> str:
    picked = as_text(form.get("pupil", ""), 40)
    if not picked:
        raise Refused(Message(N_("Choose the pupil.")), field="pupil")
    return picked


def _chosen(form: dict[str, Any], name: str, when_missing: str) -> int:
    if not as_text(form.get(name, ""), 20):
        raise Refused(Message(when_missing), field=name)
    return as_id(form[name])


async def _saved(
    state: SuperuserMark, actor: Actor, journal_id: int, way: str, work_id: int | None
) -> None:
    await _show(state, actor, journal_id, way, work_id)
    state.form_key = f"{state.form_key}-{fresh_key()}"
    await say_done(
        state, actor.language, Message(N_("The mark is entered and shown as the superuser's."))
    )


async def _show(
    state: SuperuserMark, actor: Actor, journal_id: int, way: str, work_id: int | None
) -> None:
    desk = await asyncio.to_thread(override_desk, actor, journal_id, work_id)
    language = actor.language
    scale = _scale_of(desk, way)
    state.journal_id, state.name, state.way = str(journal_id), desk.name, way
    state.tabs = [
        Tab(key=key, label=gettext(language, label), href=f"?veids={key}")
        for key, label in WAYS.items()
    ]
    state.works = [Option(str(work.work_id), _work_label(work, language)) for work in desk.works]
    state.work_id = str(desk.chosen) if desk.chosen else ""
    state.pupils = [
        Option(
            f"{pupil.pupil_id}{_SEPARATOR}{pupil.standing}",
            f"{pupil.name}: {pupil.standing}" if pupil.standing else pupil.name,
        )
        for pupil in desk.pupils
    ]
    state.exams = [
        Option(kind.value, NAMES[kind].en if language == "en" else NAMES[kind].lv)
        for kind in EXAM_KINDS
    ]
    state.allowed = "0–100%" if scale is Scale.PERCENT else ", ".join(allowed_values(scale))
    state.form_key = f"{journal_id}-{way}-{state.work_id}"


def _scale_of(desk: OverrideDesk, way: str) -> Scale:
    if way == "eksamens":
        return Scale.PERCENT
    return desk.chosen_scale or desk.scale if way == "labojums" else desk.scale


def _work_label(work: WorkChoice, language: str) -> str:
    kind = work.kind_en if language == "en" else work.kind_lv
    return " · ".join(part for part in (short_date(work.day, language), kind, work.title) if part)
