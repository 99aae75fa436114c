"""The grid of one journal."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import allowed_values
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services import live
from ejournal_app.services.journal_marks import EarlierMark
from ejournal_app.services.journal_page import (
    JournalView,
    LessonColumn,
    SuperuserEntry,
    WorkColumn,
    open_journal,
)
from ejournal_app.services.works import add_lesson

from .conflict_words import conflict_words
from .guard import current_actor, requires
from .live_page import wait_for_change
from .parsing import address_id, as_day, as_id, as_number, as_text

_SETTLE_SECONDS = 0.4
"""The quiet after which a burst of changes is shown."""

_CHANGES_LIMIT = 50
"""Changed cells beside those sent; with more of them the whole grid is smaller than its repeats."""


@dataclass(frozen=True)
class SuperuserLine:
    """A mark the superuser entered, in words."""

    key: str
    pupil: str
    work: str
    value: str
    text: str


@dataclass(frozen=True)
class EarlierMarkView:
    """A mark a pupil brought along from another class."""

    name: str
    mark: str
    work: str
    journal: str


@dataclass(frozen=True)
class ConflictLine:
    """A pupil registered as there in a lesson that an absence note covers, in words."""

    key: str
    href: str
    pupil: str
    day: str
    text: str


class Journal(rx.State):
    """One page of a journal's grid; what is typed goes through the outbox."""

    journal_id: str = ""
    name: str = ""
    editable: bool = False
    overridable: bool = False
    """The superuser may enter marks here (Regulation 7.8)."""
    notes: dict[str, dict[str, str]] = {}  # noqa: RUF012 - copied for each client
    """By pupil and column: what a cell is told about beside its value."""
    by_superuser: list[SuperuserLine] = []  # noqa: RUF012
    conflicts: list[ConflictLine] = []  # noqa: RUF012
    rows: list[dict[str, Any]] = []  # noqa: RUF012 - copied for each client
    columns: list[dict[str, Any]] = []  # noqa: RUF012
    cells: list[list[str]] = []  # noqa: RUF012
    changes: list[list[Any]] = []  # noqa: RUF012
    """What is newer than `cells`: row, column, text. An edit must not send the whole grid."""
    earlier: str = ""
    later: bool = False
    brought: list[EarlierMarkView] = []  # noqa: RUF012
    """Marks from another class's journal; they count in the average."""
    today: str = ""
    _watch: int = 0

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> Any:
        """Show the journal of the address up to today."""
        until = as_day(self.router.url.query_parameters.get("lidz", ""))
        journal_id = address_id(self.router.url.path, Permission.JOURNAL_READ)
        view = await asyncio.to_thread(open_journal, actor, journal_id, until)
        self._watch += 1
        _show(self, view, actor.language)
        return Journal.watch(journal_id, until.isoformat() if until else "")

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def add_lesson(self, actor: Actor, journal_id: str, form: dict[str, Any]) -> Any:
        """Add a lesson that is not in the timetable and open it."""
        day = as_day(form.get("day", ""))
        if day is None:
            raise Refused(Message(N_("This is not a date. Choose a day from the calendar.")))
        number = as_number(form.get("number", ""), 0, 15)
        lesson = await asyncio.to_thread(add_lesson, actor, as_id(journal_id), day, number)
        return rx.redirect(f"/stunda/{lesson}")

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def open_column(self, actor: Actor, key: str) -> Any:  # noqa: ARG002
        """Go to the lesson a column's heading belongs to."""
        wanted = as_text(key, 30)
        lesson = next((own["lesson_id"] for own in self.columns if own["key"] == wanted), 0)
        return rx.redirect(f"/stunda/{lesson}") if lesson else None

    @rx.event(background=True)
    @requires(Permission.JOURNAL_LIST)
    async def watch(self, actor: Actor, journal_id: int, until: str) -> None:
        """Show what others write, until the page shows something else or is gone.

        The first reading shows what was written before this listened, and turns away whoever may
        not read; each further one asks again who is reading.
        """
        journal, last = as_id(journal_id), as_day(until)
        mine, reader = self._watch, actor
        async with live.listening([live.journal_topic(journal)]) as changed:
            while reader is not None and self._watch == mine:
                view = await asyncio.to_thread(open_journal, reader, journal, last)
                async with self:
                    if self._watch != mine:
                        return
                    _show(self, view, reader.language)
                if not await wait_for_change(self, changed, _SETTLE_SECONDS):
                    return
                reader = await current_actor(self)


def _show(state: Journal, view: JournalView, language: str) -> None:
    state.journal_id = str(view.journal_id)
    state.today = clock.today().isoformat()
    state.name = view.name
    state.editable = view.editable
    state.overridable = view.overridable
    _show_notes(state, view, language)
    state.earlier = view.earlier_until.isoformat() if view.earlier_until else ""
    state.later = view.later
    brought = [earlier_mark(mark, language) for mark in view.brought_along]
    rows = [
        {
            "pupil_id": pupil.pupil_id,
            "name": pupil.name,
            "note": gettext(language, "left {day}", day=short_date(pupil.left_on, language))
            if pupil.left_on
            else "",
            "active": "",
            "base": list(pupil.base),
        }
        for pupil in view.pupils
    ]
    columns = [_column(column, view.editable, language) for column in view.columns]
    cells = [list(row) for row in view.cells]
    if view.marks_allowed:
        columns.append(
            {
                "key": "average",
                "kind": "average",
                "date": "",
                "sub": gettext(language, N_("Average")),
                "title": gettext(language, N_("Weighted average of all marks so far")),
                "lesson_id": 0,
                "work_id": 0,
                "scale": "",
                "allowed": [],
                "editable": False,
            }
        )
        for row, pupil in zip(cells, view.pupils, strict=True):
            row.append(pupil.average)
    # Only what changed travels: an untouched list is not sent again.
    if state.rows != rows:
        state.rows = rows
    if state.columns != columns:
        state.columns = columns
    changes = _changed_cells(state.cells, cells)
    if changes is None:
        state.cells, state.changes = cells, []
    elif state.changes != changes:
        state.changes = changes
    if state.brought != brought:
        state.brought = brought


def _show_notes(state: Journal, view: JournalView, language: str) -> None:
    """Show what single cells are told about, beside them and in words below the grid."""
    lines = [superuser_line(own, language) for own in view.by_superuser]
    notes: dict[str, dict[str, str]] = {}
    for own, line in zip(view.by_superuser, lines, strict=True):
        notes.setdefault(str(own.pupil_id), {})[f"w{own.work_id}"] = line.text
    names = {pupil.pupil_id: pupil.name for pupil in view.pupils}
    days = {own.lesson_id: own.day for own in view.columns if isinstance(own, LessonColumn)}
    conflicts: list[ConflictLine] = []
    for conflict in view.conflicts:
        words = conflict_words(conflict, language)
        notes.setdefault(str(conflict.pupil_id), {})[f"l{conflict.lesson_id}"] = words
        conflicts.append(
            ConflictLine(
                key=f"{conflict.pupil_id}-{conflict.lesson_id}",
                href=f"/stunda/{conflict.lesson_id}",
                pupil=names.get(conflict.pupil_id, ""),
                day=short_date(days[conflict.lesson_id], language),
                text=words,
            )
        )
    if state.by_superuser != lines:
        state.by_superuser = lines
    if state.conflicts != conflicts:
        state.conflicts = conflicts
    if state.notes != notes:
        state.notes = notes


def _changed_cells(sent: list[list[str]], now: list[list[str]]) -> list[list[Any]] | None:
    """Return the cells that differ from those sent; None when the grid has to be sent anew."""
    if [len(row) for row in sent] != [len(row) for row in now]:
        return None
    changes = [
        [row, column, text]
        for row, (before, after) in enumerate(zip(sent, now, strict=True))
        if before != after
        for column, text in enumerate(after)
        if before[column] != text
    ]
    return changes if len(changes) <= _CHANGES_LIMIT else None


def earlier_mark(mark: EarlierMark, language: str) -> EarlierMarkView:
    """Return a mark brought along, as a page shows it."""
    kind = mark.kind_en if language == "en" else mark.kind_lv
    title = f": {mark.title}" if mark.title else ""
    return EarlierMarkView(
        name=mark.name,
        mark=mark.shown,
        work=f"{short_date(mark.day, language)}, {kind}{title}",
        journal=mark.journal,
    )


def superuser_line(own: SuperuserEntry, language: str) -> SuperuserLine:
    """Return a mark the superuser entered, in words (Regulation 7.8)."""
    kind = own.kind_en if language == "en" else own.kind_lv
    work = ", ".join(part for part in (short_date(own.day, language), kind, own.title) if part)
    told = {"who": own.by, "at": date_and_time(own.at, language), "reason": own.reason}
    return SuperuserLine(
        key=f"{own.pupil_id}-{own.work_id}",
        pupil=own.pupil,
        work=work,
        value=own.value or "—",
        text=gettext(language, N_("Entered by superuser {who}, {at}: {reason}"), **told)
        if own.reason
        else gettext(language, N_("Entered by superuser {who}, {at}"), **told),
    )


def _column(column: LessonColumn | WorkColumn, editable: bool, language: str) -> dict[str, Any]:
    common = {
        "date": _day_month(column.day),
        "editable": editable and column.open,
    }
    if isinstance(column, LessonColumn):
        title = column.topic or gettext(language, N_("no topic yet"))
        return {
            **common,
            "key": f"l{column.lesson_id}",
            "kind": "lesson",
            "sub": gettext(language, "Lesson {n}", n=column.number),
            "title": f"{short_date(column.day, language)}, {title}"
            + (f" ({_substituted(column, language)})" if column.substitute else ""),
            "lesson_id": column.lesson_id,
            "work_id": 0,
            "scale": "",
            "allowed": ["n", "k"],
        }
    kind = column.kind_en if language == "en" else column.kind_lv
    return {
        **common,
        "key": f"w{column.work_id}",
        "kind": "work",
        "sub": kind,
        "title": f"{short_date(column.day, language)}, {kind}"
        + (f": {column.title}" if column.title else ""),
        "lesson_id": column.lesson_id or 0,
        "work_id": column.work_id,
        "scale": column.scale.value,
        "allowed": allowed_values(column.scale),
        "weight": column.weight,
        "counts": column.counts,
    }


def _substituted(column: LessonColumn, language: str) -> str:
    return gettext(language, N_("substituted: {name}"), name=column.substitute)


def _day_month(day: date) -> str:
    return f"{day:%d.%m.}"
