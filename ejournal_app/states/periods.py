"""The grid of a journal's period marks; what is typed goes through the outbox."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services import live
from ejournal_app.services.periods.names import KIND_WORDS
from ejournal_app.services.periods.page import PeriodsView, open_periods
from ejournal_app.services.periods.suggestions import accept_suggestions, explain_suggestions

from .guard import current_actor, requires, say_done
from .journal import EarlierMarkView, SuperuserLine, earlier_mark, superuser_line
from .live_page import wait_for_change
from .mark_history import MarkHistory
from .parsing import UNREADABLE, address_id, as_id, as_text
from .period_views import (
    SUGGESTION,
    ExplainedView,
    KindView,
    LineView,
    OfferView,
    cells,
    column,
    explained,
    kind_view,
    notes,
    offers,
    overrides,
    rows,
)
from .resuming import fresh_key

_SETTLE_SECONDS = 0.4
"""The quiet after which a burst of changes is shown."""
_SEEN_LIMIT = 4000


class Periods(rx.State):
    """One journal's period marks."""

    journal_id: str = ""
    name: str = ""
    marks_allowed: bool = True
    has_semesters: bool = True
    editable: bool = False
    manages: bool = False
    who_opens: str = ""
    kinds: list[KindView] = []  # noqa: RUF012 - copied for each client
    rows: list[dict[str, Any]] = []  # noqa: RUF012
    columns: list[dict[str, Any]] = []  # noqa: RUF012
    cells: list[list[str]] = []  # noqa: RUF012
    notes: dict[str, dict[str, str]] = {}  # noqa: RUF012
    offers: list[OfferView] = []  # noqa: RUF012
    """Suggestions one press can accept, by kind."""
    overrides: list[LineView] = []  # noqa: RUF012
    by_superuser: list[SuperuserLine] = []  # noqa: RUF012
    re_exams: str = ""
    brought: list[EarlierMarkView] = []  # noqa: RUF012
    explained_kind: str = ""
    explained_title: str = ""
    explained: list[ExplainedView] = []  # noqa: RUF012
    asked: list[ExplainedView] = []  # noqa: RUF012
    """The suggestion whose cell was tapped."""
    asked_title: str = ""
    asked_shown: str = ""
    """Another text each time it is to be shown."""
    _watch: int = 0

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> Any:
        """Show the period marks of the journal in the address."""
        journal_id = address_id(self.router.url.path, Permission.JOURNAL_READ, part=-2)
        await _show(self, actor, journal_id)
        self.explained_kind, self.explained_title, self.explained = "", "", []
        self._watch += 1
        return Periods.watch(journal_id)

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def explain(self, actor: Actor, journal_id: str, kind: str) -> None:
        """Show what the suggestions of a kind were counted from."""
        journal, wanted = as_id(journal_id), as_entry_kind(kind)
        found = await asyncio.to_thread(explain_suggestions, actor, journal, wanted)
        self.explained_kind = wanted.value
        self.explained_title = translate(actor.language, KIND_WORDS[wanted])
        self.explained = [explained(one, actor.language) for one in found]

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def inspect(self, actor: Actor, journal_id: str, pupil_id: str, key: str) -> Any:
        """Explain the suggestion in a cell, or open the history of the mark in it."""
        journal, pupil, column = as_id(journal_id), as_id(pupil_id), as_text(key, 40)
        if not column.startswith(SUGGESTION):
            work = next((own["work_id"] for own in self.columns if own["key"] == column), 0)
            history: Any = MarkHistory.inspect
            return history(str(journal), str(pupil), f"w{work}") if work else None
        wanted = as_entry_kind(column.removeprefix(SUGGESTION))
        found = await asyncio.to_thread(explain_suggestions, actor, journal, wanted)
        self.asked = [explained(one, actor.language) for one in found if one.pupil_id == pupil]
        if self.asked:
            self.asked_title = translate(actor.language, KIND_WORDS[wanted])
            self.asked_shown = fresh_key()
        return None

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def accept(self, actor: Actor, journal_id: str, kind: str, seen: str) -> None:
        """Enter the suggestions that were shown into the empty cells."""
        journal, wanted = as_id(journal_id), as_entry_kind(kind)
        accepted = await asyncio.to_thread(accept_suggestions, actor, journal, wanted, _seen(seen))
        await _show(self, actor, journal)
        await say_done(
            self,
            actor.language,
            Message(
                N_("{n} suggestions were entered. Each can be changed or cleared."),
                {"n": accepted},
            ),
        )

    @rx.event(background=True)
    @requires(Permission.JOURNAL_LIST)
    async def watch(self, actor: Actor, journal_id: int) -> None:
        """Show what others write, until the page shows something else or is gone."""
        journal = as_id(journal_id)
        mine, reader = self._watch, actor
        async with live.listening([live.journal_topic(journal)]) as changed:
            while reader is not None and self._watch == mine:
                view = await asyncio.to_thread(open_periods, reader, journal)
                async with self:
                    if self._watch != mine:
                        return
                    _fill(self, view, reader.language)
                if not await wait_for_change(self, changed, _SETTLE_SECONDS):
                    return
                reader = await current_actor(self)


def as_entry_kind(raw: Any) -> EntryKind:
    """Return a kind of mark; Refused for anything else."""
    text = as_text(raw, 20)
    try:
        return EntryKind(text)
    except ValueError:
        raise Refused(UNREADABLE) from None


def _seen(raw: str) -> dict[int, int]:
    """Read what was offered: pupil and mark, `12:8 14:5`."""
    found: dict[int, int] = {}
    for pair in as_text(raw, _SEEN_LIMIT).split():
        pupil, _, mark = pair.partition(":")
        found[as_id(pupil)] = as_id(mark)
    return found


async def _show(state: Periods, actor: Actor, journal_id: int) -> None:
    view = await asyncio.to_thread(open_periods, actor, journal_id)
    _fill(state, view, actor.language)


def _fill(state: Periods, view: PeriodsView, language: str) -> None:
    """Change what is new; an untouched list is not sent again."""
    new: dict[str, Any] = {
        "journal_id": str(view.journal_id),
        "name": view.name,
        "marks_allowed": view.marks_allowed,
        "has_semesters": view.has_semesters,
        "editable": view.editable,
        "manages": view.manages,
        "who_opens": view.who_opens or gettext(language, N_("the school's management")),
        "kinds": [kind_view(one, language) for one in view.kinds],
        "rows": rows(view, language),
        "columns": [column(one, view, language) for one in view.columns],
        "cells": cells(view),
        "notes": notes(view, language),
        "offers": offers(view, language),
        "overrides": overrides(view, language),
        "by_superuser": [superuser_line(own.entry, language) for own in view.by_superuser],
        "re_exams": ", ".join(view.re_exams),
        "brought": [earlier_mark(one, language) for one in view.brought_along],
    }
    for name, value in new.items():
        if getattr(state, name) != value:
            setattr(state, name, value)
