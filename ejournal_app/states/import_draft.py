"""An uploaded file before it is imported: its columns, what it would do, applying it."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.http.uploads import IMPORT_PAGES
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services.importing.drafts import discard
from ejournal_app.services.importing.preview_model import Line
from ejournal_app.services.importing.previews import (
    DraftView,
    PlanView,
    choose_columns,
    choose_reading,
    look,
    standing,
    start,
)

from .guard import current_actor, requires, say_done
from .import_columns import ColumnsShown, HeadingChoice, OptionView, columns_shown
from .imports import kind_of
from .live_page import is_connected
from .parsing import UNREADABLE, address_id, as_day, as_id, as_number, as_text

_LOOK_SECONDS = 0.3
"""Between two looks at how far an application is."""
_MOST_PAGES = 1_000

_DELIMITERS = {";": N_("semicolon"), ",": N_("comma"), "\t": N_("tab")}
_ENCODINGS = {"utf-8": "UTF-8", "windows-1257": "Windows-1257"}
_BROKEN_OFF = N_("The import broke off and nothing was changed. Look at the plan and try again.")


@dataclass(frozen=True)
class FactView:
    """Something about the file."""

    label: str
    value: str


@dataclass(frozen=True)
class TabView:
    """A section of the plan."""

    key: str
    label: str
    count: str
    look: str
    current: bool


@dataclass(frozen=True)
class LineView:
    """A line of a section."""

    title: str
    place: str
    state: str
    look: str
    details: list[str]
    notes: list[str]


class ImportDraft(rx.State):
    """One uploaded file."""

    kind: str = ""
    """As in the address."""
    draft_id: str = ""
    file_name: str = ""
    facts: list[FactView] = []  # noqa: RUF012 - copied for each client
    on: str = ""
    encoding: str = ""
    is_text: bool = False
    columns: ColumnsShown = ColumnsShown()
    refusal: str = ""
    has_plan: bool = False
    said: list[str] = []  # noqa: RUF012
    tabs: list[TabView] = []  # noqa: RUF012
    section: str = ""
    text: str = ""
    lines: list[LineView] = []  # noqa: RUF012
    search: str = ""
    page: int = 1
    pages: int = 1
    total: int = 0
    shown: str = ""
    """Names the plan that is on the screen: only that one is applied."""
    changes: bool = False
    errors: int = 0
    running: bool = False
    percent: int = 0

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def enter(self, actor: Actor) -> Any:
        """Show the draft of the address; one that was applied leads to what it became."""
        path = self.router.url.path.strip("/").split("/")
        slug = path[1] if len(path) > 1 else ""
        kind = kind_of(slug)
        draft_id = address_id(self.router.url.path, Permission.IMPORT_APPLY)
        _empty(self)
        view = await asyncio.to_thread(look, actor, kind, draft_id)
        _show(self, slug, view, actor.language)
        if view.run_id is not None:
            return rx.redirect(f"/importi/vesture/{view.run_id}", replace=True)
        return ImportDraft.follow(slug, str(draft_id)) if view.running else None

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def look(
        self, actor: Actor, kind: str, draft_id: str, section: str, search: str, page: int
    ) -> None:
        """Show a page of a section, or what a search finds in it."""
        view = await asyncio.to_thread(
            look,
            actor,
            kind_of(kind),
            as_id(draft_id),
            section=as_text(section, 40),
            search=as_text(search, 100),
            page=as_number(page, 1, _MOST_PAGES),
        )
        _show(self, kind, view, actor.language)

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def choose_columns(
        self, actor: Actor, kind: str, draft_id: str, form: dict[str, Any]
    ) -> None:
        """Say what the headings mean."""
        run_kind, row_id = kind_of(kind), as_id(draft_id)
        said = {
            as_number(name.removeprefix("c"), 0, 200): as_text(value, 40)
            for name, value in form.items()
            if isinstance(name, str) and name.startswith("c")
        }
        await asyncio.to_thread(
            choose_columns, actor, run_kind, row_id, {n: key for n, key in said.items() if key}
        )
        await _look_again(self, actor, kind, row_id)
        await say_done(
            self,
            actor.language,
            Message(N_("The columns are chosen, and remembered for the next such file.")),
        )

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def choose_reading(
        self, actor: Actor, kind: str, draft_id: str, form: dict[str, Any]
    ) -> None:
        """Say from when the file holds, and how it is written."""
        run_kind, row_id = kind_of(kind), as_id(draft_id)
        on = as_day(form.get("on", ""))
        if on is None:
            raise Refused(Message(N_("Choose a day.")), field="on")
        encoding = as_text(form.get("encoding", ""), 20)
        await asyncio.to_thread(choose_reading, actor, run_kind, row_id, on=on, encoding=encoding)
        await _look_again(self, actor, kind, row_id)
        await say_done(self, actor.language, Message(N_("The file was read once more.")))

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def discard(self, actor: Actor, kind: str, draft_id: str) -> Any:
        """Throw the draft away and go back to where files are uploaded."""
        await asyncio.to_thread(discard, actor, kind_of(kind), as_id(draft_id))
        return rx.redirect(IMPORT_PAGES[kind][1])

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def apply(
        self, actor: Actor, kind: str, draft_id: str, shown: str, form: dict[str, Any]
    ) -> Any:
        """Carry out the plan that is on the screen."""
        if not isinstance(form, dict):
            raise Refused(UNREADABLE)
        await asyncio.to_thread(
            start,
            actor,
            kind_of(kind),
            as_id(draft_id),
            as_text(shown, 64),
            skip_errors=bool(form.get("skip_errors")),
        )
        self.percent = 0
        self.running = True
        return ImportDraft.follow(kind, draft_id)

    @rx.event(background=True)
    @requires(Permission.IMPORT_APPLY)
    async def follow(self, actor: Actor, kind: str, draft_id: str) -> Any:
        """Show how far the application is until it ends; it goes on without this page, too."""
        run_kind, row_id = kind_of(kind), as_id(draft_id)
        reader: Actor | None = actor
        while reader is not None:
            now = await asyncio.to_thread(standing, reader, run_kind, row_id)
            if now.run_id is not None:
                return rx.redirect(f"/importi/vesture/{now.run_id}")
            async with self:
                if self.draft_id != str(row_id) or not is_connected(self):
                    return None
                self.percent = 100 * now.done // now.total if now.total else 0
                self.running = now.running
            if not now.running:
                view = await asyncio.to_thread(look, reader, run_kind, row_id)
                async with self:
                    _show(self, kind, view, reader.language)
                if now.refusal is not None or now.failed:
                    raise Refused(now.refusal or Message(_BROKEN_OFF))
                return None
            await asyncio.sleep(_LOOK_SECONDS)
            reader = await current_actor(self)
        return None


async def _look_again(state: ImportDraft, actor: Actor, slug: str, draft_id: int) -> None:
    view = await asyncio.to_thread(look, actor, kind_of(slug), draft_id)
    _show(state, slug, view, actor.language)


def _empty(state: ImportDraft) -> None:
    state.draft_id = state.file_name = state.refusal = state.shown = ""
    state.has_plan = state.running = False
    state.lines, state.tabs, state.facts, state.said = [], [], [], []
    state.columns = ColumnsShown()


def _show(state: ImportDraft, slug: str, view: DraftView, language: str) -> None:
    state.kind, state.draft_id = slug, str(view.draft_id)
    state.file_name = view.file_name
    state.on = view.on.isoformat()
    state.encoding, state.is_text = view.chosen_encoding, bool(view.delimiter)
    state.facts = _facts(view, language)
    state.columns = columns_shown(view.columns, language)
    state.refusal = translate(language, view.refusal) if view.refusal is not None else ""
    state.running = view.running
    state.has_plan = view.plan is not None
    if view.plan is not None:
        _show_plan(state, view.plan, language)


def _show_plan(state: ImportDraft, plan: PlanView, language: str) -> None:
    state.said = [translate(language, message) for message in plan.said]
    state.tabs = [
        TabView(
            key=tab.key,
            label=gettext(language, tab.title),
            count=str(tab.count),
            look=tab.look if tab.count else "",
            current=tab.key == plan.key,
        )
        for tab in plan.tabs
    ]
    state.section, state.text = plan.key, gettext(language, plan.text)
    state.lines = [_line(line, language) for line in plan.lines]
    state.search = plan.search
    state.page, state.pages, state.total = plan.page, plan.pages, plan.total
    state.shown, state.changes, state.errors = plan.shown, plan.changes, plan.errors


def _line(line: Line, language: str) -> LineView:
    def words(text: str | Message) -> str:
        return translate(language, text) if isinstance(text, Message) else text

    return LineView(
        title=words(line.title),
        place=words(line.place),
        state=words(line.state),
        look=line.look,
        details=[words(detail) for detail in line.details],
        notes=[words(note) for note in line.notes],
    )


def _facts(view: DraftView, language: str) -> list[FactView]:
    facts: list[tuple[str, str]] = []
    if view.rows:
        facts.append((N_("Rows in the file"), str(view.rows)))
    if view.encoding:
        facts.append((N_("Encoding"), _ENCODINGS.get(view.encoding, view.encoding)))
    if view.delimiter:
        words = gettext(language, _DELIMITERS.get(view.delimiter, view.delimiter))
        facts.append((N_("Columns are parted by"), words))
    return [FactView(label=gettext(language, label), value=value) for label, value in facts]


__all__ = ["FactView", "HeadingChoice", "ImportDraft", "LineView", "OptionView", "TabView"]
