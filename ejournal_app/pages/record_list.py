"""A list of records: search, filters, a table that becomes cards on a phone, pages, export."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import empty_state, skeleton
from ejournal_app.components.forms import button, search_input
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.record_list import CellView, ColumnView, FilterView, RecordList, RowView


def record_list(
    *actions: rx.Component, key: str, search: Text, empty_title: Text, empty_text: Text
) -> rx.Component:
    """Return the list of the present page, once it is there: nothing can be typed before.

    `key` is the list's, which is the end of the page's address; `search` says what can be searched
    for, `actions` stand beside it (add, import), the empty texts say what it means that there is
    nothing at all, and what to do.
    """
    return rx.cond(
        RecordList.key == key,
        _records(*actions, search=search, empty_title=empty_title, empty_text=empty_text),
        rx.el.div(skeleton(), class_name="card"),
    )


def _records(
    *actions: rx.Component, search: Text, empty_title: Text, empty_text: Text
) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            search_input(
                "search",
                search,
                default_value=RecordList.search,
                key=RecordList.search_box,
                on_change=lambda text: _ask("meklet", text).debounce(300),
            ),
            rx.foreach(RecordList.filters, _filter),
            rx.el.div(*actions, _export(), class_name="records-actions"),
            class_name="records-head",
        ),
        rx.el.p(
            tn("{n} line", "{n} lines", RecordList.total), class_name="muted small", role="status"
        ),
        rx.cond(
            RecordList.rows.length() > 0,
            rx.el.div(_table(), class_name="card flush table-wrap"),
            rx.cond(
                RecordList.narrowed,
                empty_state(
                    t("Nothing found"),
                    t("Try fewer letters or another choice."),
                    action=button(t("Show everything"), on_click=RecordList.clear(RecordList.key)),
                ),
                empty_state(empty_title, empty_text),
            ),
        ),
        _pages(),
        class_name="stack",
    )


def _ask(name: Any, value: Any) -> Any:
    return RecordList.ask(RecordList.key, RecordList.query, name, value)


def _filter(one: FilterView) -> rx.Component:
    return rx.el.select(
        rx.cond(~one.must_choose, rx.el.option(f"{one.label}: ", t("all"), value="")),
        rx.foreach(one.options, lambda option: rx.el.option(option.label, value=option.value)),
        value=one.value,
        aria_label=one.label,
        on_change=lambda value: _ask(one.name, value),
        class_name="input",
        key=one.name,
    )


def _export() -> rx.Component:
    return native_link(
        icon("download"),
        t("XLSX"),
        href=RecordList.export_href,
        aria_label=t("Download as XLSX"),
        download=True,
        class_name="btn",
    )


def _table() -> rx.Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(rx.foreach(RecordList.columns, _heading))),
        rx.el.tbody(rx.foreach(RecordList.rows, _row)),
        class_name="table records",
    )


def _heading(column: ColumnView) -> rx.Component:
    return rx.el.th(
        rx.el.button(
            column.label,
            rx.match(
                column.sorted,
                ("ascending", rx.el.span("↑", aria_hidden="true")),
                ("descending", rx.el.span("↓", aria_hidden="true")),
                rx.fragment(),
            ),
            type="button",
            on_click=_ask("kartot", column.ask),
            class_name="sorts",
        ),
        scope="col",
        custom_attrs={"aria-sort": column.sorted},
        key=column.key,
    )


def _row(row: RowView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.cond(row.href != "", rx.el.a(row.name, href=row.href), row.name), scope="row"),
        rx.foreach(row.cells, _cell),
    )


def _cell(cell: CellView) -> rx.Component:
    return rx.el.td(
        rx.cond(
            cell.look != "",
            rx.el.span(cell.text, class_name=f"chip {cell.look}"),
            cell.text,
        ),
        custom_attrs={"data-label": cell.label},
    )


def _pages() -> rx.Component:
    page, pages = RecordList.page, RecordList.pages
    return rx.cond(
        pages > 1,
        rx.el.nav(
            button(
                t("Previous page"),
                picture="chevron-left",
                disabled=page <= 1,
                on_click=_ask("lapa", (page - 1).to_string()),
            ),
            rx.el.span(t("Page {n} of {all}", n=page, all=pages), class_name="muted"),
            button(
                t("Next page"),
                picture="chevron-right",
                disabled=page >= pages,
                on_click=_ask("lapa", (page + 1).to_string()),
            ),
            aria_label=t("Pages"),
            class_name="row",
        ),
    )
