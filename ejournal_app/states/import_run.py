"""One run of the history: what it did, and taking it back as a whole."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.changes.history import RunView, TableCount, show_run
from ejournal_app.services.changes.taking_back import take_back
from ejournal_app.services.changes.undoing import UndoBlocked

from .guard import requires, say_done
from .parsing import address_id, as_id, typed_name
from .resuming import fresh_key, keeps

_MOST_OBSTACLES = 50
"""So many are listed; of more, only how many."""


@dataclass(frozen=True)
class RunFact:
    """Something about the run."""

    label: str
    value: str


@dataclass(frozen=True)
class CountView:
    """What it did to one kind of records."""

    name: str
    added: str
    changed: str
    removed: str


class Run(rx.State):
    """One run."""

    run_id: str = ""
    kind: str = ""
    title: str = ""
    facts: list[RunFact] = []  # noqa: RUF012 - copied for each client
    numbers: list[str] = []  # noqa: RUF012
    counts: list[CountView] = []  # noqa: RUF012
    undone: str = ""
    """Who took it back and when; empty while it stands."""
    warning: str = ""
    """What taking it back would do."""
    to_type: str = ""
    """What is typed before persons go with it; empty when none would."""
    shown: str = ""
    """Changes with what is shown: a dialog closes with the answer."""
    blocked: str = ""
    obstacles: list[str] = []  # noqa: RUF012
    more_obstacles: int = 0

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    @keeps("shown", "blocked", "obstacles", "more_obstacles")
    async def enter(self, actor: Actor) -> None:
        """Show the run of the address."""
        run_id = address_id(self.router.url.path, Permission.IMPORT_APPLY)
        self.run_id = self.kind = self.title = self.undone = ""
        self.facts, self.numbers, self.counts = [], [], []
        _show(self, await asyncio.to_thread(show_run, actor, run_id), actor.language)

    @rx.event
    @requires(Permission.IMPORT_APPLY)
    async def take_back(self, actor: Actor, run_id: str, form: dict[str, Any]) -> None:
        """Take the run back, or list what was built on it."""
        row_id = as_id(run_id)
        view = await asyncio.to_thread(show_run, actor, row_id)
        try:
            await asyncio.to_thread(take_back, actor, row_id, typed=typed_name(form))
        except UndoBlocked as blocked:
            _show(self, view, actor.language)
            said = [translate(actor.language, obstacle) for obstacle in blocked.obstacles]
            self.blocked = translate(actor.language, blocked.message)
            self.obstacles = said[:_MOST_OBSTACLES]
            self.more_obstacles = max(0, len(said) - _MOST_OBSTACLES)
            return
        _show(self, await asyncio.to_thread(show_run, actor, row_id), actor.language)
        await say_done(
            self, actor.language, Message(N_("Taken back; everything is as it was before."))
        )


def _show(state: Run, view: RunView, language: str) -> None:
    run = view.run
    state.run_id = str(run.run_id)
    state.kind = gettext(language, run.what)
    state.title = run.title
    facts = [
        (N_("When"), date_and_time(run.applied_at, language)),
        (N_("Who did it"), run.applied_by),
        (N_("About whom"), translate(language, run.about) if run.about is not None else ""),
        (N_("File or order"), run.title),
        (N_("Valid from"), short_date(run.valid_from, language)),
    ]
    state.facts = [
        RunFact(label=gettext(language, label), value=value) for label, value in facts if value
    ]
    state.numbers = [translate(language, number) for number in run.numbers]
    state.counts = [
        CountView(
            name=gettext(language, table.name),
            added=_figure(table.added),
            changed=_figure(table.changed),
            removed=_figure(table.removed),
        )
        for table in view.tables
    ]
    state.undone = (
        gettext(
            language,
            N_("Taken back on {when} by {who}."),
            when=date_and_time(run.undone_at, language),
            who=run.undone_by or "—",
        )
        if run.undone_at is not None
        else ""
    )
    state.warning = _warning(view.tables, language)
    state.to_type = view.name_to_type
    state.shown = fresh_key()
    state.blocked, state.obstacles, state.more_obstacles = "", [], 0


def _warning(tables: tuple[TableCount, ...], language: str) -> str:
    """Return what taking a run back would do, in one sentence for each way."""
    sentences: list[str] = []
    for msgid, what in (
        (N_("What was added will be deleted: {what}."), "added"),
        (N_("What was changed gets back its earlier values: {what}."), "changed"),
        (N_("What was removed comes back: {what}."), "removed"),
    ):
        counted = [(gettext(language, table.name), getattr(table, what)) for table in tables]
        words = ", ".join(f"{name} ({count})" for name, count in counted if count)
        if words:
            sentences.append(gettext(language, msgid, what=words))
    return " ".join(sentences)


def _figure(count: int) -> str:
    return str(count) if count else ""
