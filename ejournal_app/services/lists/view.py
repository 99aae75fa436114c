"""Showing a page of a list, and all of it for an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ejournal_app.domain.access import Actor
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import writing
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .definition import Cell, Filter, ListDefinition, ListQuery, Look, Row
from .registry import all_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A heading; `sorted` is `ascending`, `descending` or `none`."""

    key: str
    title: str
    sorted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFilter:
    """A filter with the values that are there to choose from."""

    key: str
    title: str
    chosen: str
    options: tuple[tuple[str, str | Message], ...]
    must_choose: bool
    """One of the values always holds: there is no choice of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row: where it leads, its cells and their looks."""

    href: str
    cells: tuple[Cell, ...]
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A page of a list; titles are msgids."""

    key: str
    title: str
    columns: tuple[ShownColumn, ...]
    filters: tuple[ShownFilter, ...]
    rows: tuple[ShownRow, ...]
    query: ListQuery
    """As understood: an unknown column or value and what holds anyway are gone, the page exists."""
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeList:
    """Everything found, for a file."""

    key: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@use_case
def show_list(actor: Actor, key: str, query: ListQuery) -> ShownList:
    """Return a page of a list; Forbidden for a list that is not there or not the actor's."""
    definition = _permitted(actor, key)
    loaded = definition.load(actor)
    filters = tuple(_shown_filter(one, loaded, query) for one in definition.filters)
    chosen = {shown.key: shown.chosen for shown in filters if shown.chosen}
    rows = _arranged(definition, loaded, query, chosen)
    pages = max(1, -(-len(rows) // definition.page_size))
    page = min(max(query.page, 1), pages)
    start = (page - 1) * definition.page_size
    shown = [column for column in definition.columns if column.on_screen]
    known = {column.key for column in definition.columns}
    sort = query.sort if query.sort in known else ""
    return ShownList(
        key=key,
        title=definition.title,
        columns=tuple(
            ShownColumn(
                key=column.key, title=column.title, sorted=_direction(column.key, sort, query)
            )
            for column in shown
        ),
        filters=filters,
        rows=tuple(
            ShownRow(
                href=definition.href(row) if definition.href else "",
                cells=tuple(column.cell(row) for column in shown),
                looks=tuple(column.look(row) if column.look else "" for column in shown),
            )
            for row in rows[start : start + definition.page_size]
        ),
        query=ListQuery(
            search=query.search,
            sort=sort,
            descending=query.descending and bool(sort),
            filters={
                one.key: chosen[one.key]
                for one in definition.filters
                if one.key in chosen and chosen[one.key] != one.default
            },
            page=page,
        ),
        pages=pages,
        total=len(rows),
    )


@use_case
def export_list(actor: Actor, key: str, query: ListQuery) -> WholeList:
    """Return everything a query finds, on however many pages; the export is audited."""
    definition = _permitted(actor, key)
    rows = found_rows(actor, definition, query)
    with writing() as session:
        audit.record(
            session,
            actor=actor,
            action="list.export",
            entity="list",
            after={"list": key, "rows": len(rows)},
        )
    return WholeList(
        key=key,
        title=definition.title,
        headings=tuple(column.title for column in definition.columns),
        rows=tuple(tuple(column.cell(row) for column in definition.columns) for row in rows),
    )


def found_rows(actor: Actor, definition: ListDefinition[Row], query: ListQuery) -> list[Row]:
    """Return all rows a query finds, for acts on what a list shows; the caller asks the rights."""
    loaded = definition.load(actor)
    filters = (_shown_filter(one, loaded, query) for one in definition.filters)
    chosen = {shown.key: shown.chosen for shown in filters if shown.chosen}
    return _arranged(definition, loaded, query, chosen)


def _permitted(actor: Actor, key: str) -> ListDefinition[Any]:
    definition = all_lists().get(key)
    if definition is None:
        raise Forbidden(Attempt(action="list.show", entity="list"))
    require(actor, definition.permission)
    return definition


def _shown_filter(one: Filter[Any], loaded: Sequence[Any], query: ListQuery) -> ShownFilter:
    present = {value for row in loaded for value in one.values_of(row)}
    options: list[tuple[str, str | Message]]
    if one.labels is None:
        options = [(value, value) for value in sorted(present, key=sort_key) if value]
    else:
        options = [(value, label) for value, label in one.labels.items() if value in present]
        if one.default and one.default not in present:
            options.insert(0, (one.default, one.labels[one.default]))
    chosen = query.filters.get(one.key, "") or one.default
    known = chosen in {value for value, _ in options}
    return ShownFilter(
        key=one.key,
        title=one.title,
        chosen=chosen if known else one.default,
        options=tuple(options),
        must_choose=bool(one.default),
    )


def _arranged(
    definition: ListDefinition[Any], loaded: Sequence[Any], query: ListQuery, chosen: dict[str, str]
) -> list[Any]:
    rows = [
        row
        for row in loaded
        if matches(_words(definition, row), query.search)
        and all(
            chosen[one.key] in one.values_of(row) for one in definition.filters if one.key in chosen
        )
    ]
    column = next((c for c in definition.columns if c.key == query.sort), None)
    if column is None:
        return rows
    rows.sort(key=column.sort_value, reverse=query.descending)
    if query.descending:  # empty cells stay last
        rows.sort(key=lambda row: column.sort_value(row)[0])
    return rows


def _words(definition: ListDefinition[Any], row: Any) -> str:
    if definition.found_by is not None:
        return definition.found_by(row)
    cells = (column.cell(row) for column in definition.columns)
    return " ".join(cell for cell in cells if isinstance(cell, str))


def _direction(key: str, sort: str, query: ListQuery) -> str:
    if key != sort:
        return "none"
    return "descending" if query.descending else "ascending"
