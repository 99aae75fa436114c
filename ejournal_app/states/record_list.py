"""One state for every list: what is asked for comes with each event, so nothing can be lost."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services.lists.addresses import (
    DESCENDING,
    FILTER_PREFIX,
    PAGE,
    asked_of,
    query_of,
)
from ejournal_app.services.lists.view import ShownList, show_list

from .cells import cell_text
from .guard import requires
from .parsing import as_text
from .resuming import fresh_key

EXPORT_ADDRESS = "/lejupielade/saraksts/"


@dataclass(frozen=True)
class ColumnView:
    """A heading; `sorted` is `ascending`, `descending` or `none`, `ask` what a tap asks for."""

    key: str
    label: str
    sorted: str
    ask: str


@dataclass(frozen=True)
class OptionView:
    """A value of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class FilterView:
    """A filter."""

    name: str
    label: str
    value: str
    options: list[OptionView]
    must_choose: bool


@dataclass(frozen=True)
class CellView:
    """A cell with the heading it stands under, which a phone shows beside it."""

    label: str
    text: str
    look: str


@dataclass(frozen=True)
class RowView:
    """A row: what names it, where it leads, the other cells."""

    href: str
    name: str
    cells: list[CellView]


class RecordList(rx.State):
    """The list of the present page."""

    key: str = ""
    title: str = ""
    query: dict[str, str] = {}  # noqa: RUF012 - copied for each client
    """What was asked for, as names and values of an address."""
    search: str = ""
    search_box: str = ""
    """Changes when other words than somebody typed are put into the box: it is drawn anew then."""
    columns: list[ColumnView] = []  # noqa: RUF012
    filters: list[FilterView] = []  # noqa: RUF012
    rows: list[RowView] = []  # noqa: RUF012
    page: int = 1
    pages: int = 1
    total: int = 0
    narrowed: bool = False
    """A search or a filter is on."""
    export_href: str = ""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show the list of the address; one returned to stays as it was left."""
        key = self.router.url.path.strip("/").rpartition("/")[2]
        asked = dict(self.router.url.query_parameters)
        if not asked and self.key == key:
            asked = dict(self.query)
        self.rows = []
        await _fill(self, actor, key, asked)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def ask(
        self, actor: Actor, key: str, query: dict[str, Any], name: str, value: str
    ) -> None:
        """Change one thing of what is asked for; all but turning pages begins at the first."""
        asked = {**query, name: value}
        if name != PAGE:
            asked.pop(PAGE, None)
        await _show(self, actor, as_text(key, 60), asked)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def clear(self, actor: Actor, key: str) -> None:
        """Show everything again."""
        await _fill(self, actor, as_text(key, 60), {})


async def _fill(state: RecordList, actor: Actor, key: str, asked: dict[str, Any]) -> None:
    """Show a list with words in the search box that nobody has just typed there."""
    before = state.search
    await _show(state, actor, key, asked)
    if state.search != before:
        state.search_box = fresh_key()


async def _show(state: RecordList, actor: Actor, key: str, asked: dict[str, Any]) -> None:
    shown = await asyncio.to_thread(show_list, actor, key, query_of(asked))
    language = actor.language
    query = asked_of(shown.query)
    state.key = shown.key
    state.title = gettext(language, shown.title)
    state.query = query
    state.search = shown.query.search
    state.page, state.pages, state.total = shown.query.page, shown.pages, shown.total
    state.narrowed = bool(shown.query.search or shown.query.filters)
    state.columns = _columns(shown, language)
    state.filters = [
        FilterView(
            name=FILTER_PREFIX + one.key,
            label=gettext(language, one.title),
            value=one.chosen,
            must_choose=one.must_choose,
            options=[
                OptionView(value=value, label=_label(label, language))
                for value, label in one.options
            ],
        )
        for one in shown.filters
    ]
    headings = [column.label for column in state.columns]
    state.rows = [
        RowView(
            href=row.href,
            name=cell_text(row.cells[0], language),
            cells=[
                CellView(label=label, text=cell_text(cell, language), look=look)
                for label, cell, look in zip(
                    headings[1:], row.cells[1:], row.looks[1:], strict=True
                )
            ],
        )
        for row in shown.rows
    ]
    state.export_href = f"{EXPORT_ADDRESS}{key}.xlsx?{urlencode(query)}"


def _columns(shown: ShownList, language: str) -> list[ColumnView]:
    return [
        ColumnView(
            key=column.key,
            label=gettext(language, column.title),
            sorted=column.sorted,
            ask=(DESCENDING if column.sorted == "ascending" else "") + column.key,
        )
        for column in shown.columns
    ]


def _label(label: str | Message, language: str) -> str:
    return translate(language, label) if isinstance(label, Message) else label
