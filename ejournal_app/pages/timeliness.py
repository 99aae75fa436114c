"""Management's view of timeliness: a heat map of teachers or classes by weeks, and the trend."""

from typing import Any

import reflex as rx

from ejournal_app.components.feedback import empty_state, skeleton
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_form, native_link
from ejournal_app.states.timeliness import (
    CellView,
    RowView,
    Timeliness,
    TrendLine,
    WeekView,
)

from .charts import shares
from .frame import framed
from .missing_today import missing_strip

_PAGE = "/savlaicigums"
_LEGEND = (
    ("full", "100 %"),
    ("good", "95–99 %"),
    ("fair", "80–94 %"),
    ("poor", "50–79 %"),
    ("bad", "0–49 %"),
)


def timeliness() -> rx.Component:
    """Return what is missing today, the heat map, the trend and the files."""
    return framed(
        missing_strip(),
        rx.cond(
            Timeliness.loaded,
            rx.cond(
                Timeliness.year != "",
                rx.fragment(_choosers(), _map(), _trend(), _files()),
                empty_state(
                    t("No school year is set up"),
                    t("Timeliness is counted from the lessons and works of a school year."),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Timeliness"),
        active="overview",
        back="/skola",
        wide=True,
    )


def _choosers() -> rx.Component:
    own = Timeliness

    def choice(label: Text, current: rx.Var[bool], on_click: Any) -> rx.Component:
        return rx.el.button(
            label,
            type="button",
            aria_pressed=rx.cond(current, "true", "false"),
            on_click=on_click,
        )

    def semester(label: Text, term: str) -> rx.Component:
        return rx.el.a(
            label,
            href=f"{_PAGE}?semestris={term}&skats={own.by}",
            aria_current=rx.cond(own.term == term, "page", "false"),
        )

    return rx.el.div(
        rx.el.div(
            choice(t("Teachers"), own.by == "pedagogs", own.look_at("pedagogs")),
            choice(t("Classes"), own.by == "klase", own.look_at("klase")),
            role="group",
            aria_label=t("Whose timeliness"),
            class_name="segments",
        ),
        rx.el.nav(
            semester(t("Semester I"), "1"),
            semester(t("Semester II"), "2"),
            aria_label=t("Semester"),
            class_name="segments",
        ),
        rx.el.div(
            choice(t("Lowest share first"), own.order == "sliktakie", own.arrange("sliktakie")),
            choice(t("By name"), own.order == "vards", own.arrange("vards")),
            role="group",
            aria_label=t("Order of rows"),
            class_name="segments",
        ),
        class_name="row",
    )


def _map() -> rx.Component:
    own = Timeliness
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("School year {year}", year=own.year), class_name="grow"),
            native_link(
                icon("download"),
                t("XLSX"),
                href=(
                    f"/lejupielade/savlaicigums.xlsx?skats={own.by}&semestris={own.term}"
                    f"&seciba={own.order}"
                ),
                aria_label=t("Download as XLSX"),
                download=True,
                class_name="btn",
            ),
            class_name="row",
        ),
        rx.cond(
            own.weeks.length() > 0,
            rx.fragment(
                rx.el.p(
                    t(
                        "The whole school: {share} in time ({of}). A tap on a week shows its"
                        " lines. Counted is the share of what fell due; incapacity does not count.",
                        share=own.share,
                        of=own.of,
                    ),
                    class_name="small muted",
                ),
                _legend(),
                _table(),
                rx.el.p(
                    t("A narrow screen shows the last four weeks; turn it to see all."),
                    class_name="small muted only-narrow",
                ),
            ),
            empty_state(
                t("Nothing has fallen due in this semester"),
                t("Shares appear after the first deadline: at 17:00 of the first lesson day."),
            ),
        ),
        class_name="card stack",
    )


def _legend() -> rx.Component:
    return rx.el.ul(
        *(rx.el.li(words, class_name=f"heat {shade}") for shade, words in _LEGEND),
        rx.el.li(t("— nothing was due"), class_name="heat none"),
        aria_label=t("What the colours mean"),
        class_name="bare heat-legend",
    )


def _table() -> rx.Component:
    own = Timeliness

    def heading(week: WeekView) -> rx.Component:
        return rx.el.th(
            rx.el.span(week.label, aria_hidden="true"),
            rx.el.span(week.words, class_name="sr-only"),
            scope="col",
            class_name=rx.cond(week.recent, "recent", "older"),
        )

    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(
                        rx.cond(own.by == "klase", t("Class"), t("Teacher")),
                        scope="col",
                        class_name="who",
                    ),
                    rx.el.th(t("Share"), scope="col"),
                    rx.foreach(own.weeks, heading),
                )
            ),
            rx.el.tbody(
                rx.cond(
                    own.by == "klase", rx.foreach(own.classes, _row), rx.foreach(own.teachers, _row)
                )
            ),
            class_name="heat-map",
        ),
        class_name="heat-wrap",
        tab_index=0,
        role="region",
        aria_label=t("Share done in time, by weeks"),
    )


def _row(row: RowView) -> rx.Component:
    def cell(one: CellView, at: rx.Var[int]) -> rx.Component:
        week = Timeliness.weeks[at]
        return rx.el.td(
            rx.cond(
                one.of != "",
                rx.el.a(
                    _numbers(one),
                    href=f"{_PAGE}/{Timeliness.by}/{row.owner_id}/{week.day}",
                    aria_label=f"{row.name}, {week.words}: {one.share} ({one.of})",
                    class_name=f"heat {one.shade}",
                ),
                rx.el.span("—", class_name="heat none"),
            ),
            class_name=rx.cond(week.recent, "recent", "older"),
        )

    return rx.el.tr(
        rx.el.th(row.name, scope="row", class_name="who"),
        rx.el.td(rx.el.span(_numbers(row.whole), class_name=f"heat {row.whole.shade}")),
        rx.foreach(row.cells, cell),
        key=row.owner_id,
    )


def _numbers(one: CellView) -> rx.Component:
    return rx.fragment(
        rx.el.span(one.share, class_name="strong"), rx.el.span(one.of, class_name="heat-of")
    )


def _trend() -> rx.Component:
    own = Timeliness

    def line(one: TrendLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(one.words, scope="row"),
            rx.el.td(one.share),
            rx.el.td(one.of),
            rx.el.td(one.moving),
            key=one.day,
        )

    headings = (t("Week"), t("Share in time"), t("In time of due"), t("Share of four weeks"))
    return rx.cond(
        own.trend.length() > 1,
        rx.el.section(
            rx.el.h2(t("The whole school, week by week")),
            shares(own.trend_chart, t("Share done in time, week by week")),
            rx.el.p(
                rx.el.span("●", aria_hidden="true", class_name="legend-mark"),
                " ",
                t("the week, %"),
                "  ",
                rx.el.span("▬", aria_hidden="true", class_name="legend-average"),
                " ",
                t("four weeks together, %"),
                class_name="small muted",
            ),
            rx.el.details(
                rx.el.summary(t("Numbers in a table"), class_name="tap-line"),
                rx.el.div(
                    rx.el.table(
                        rx.el.thead(rx.el.tr(*(rx.el.th(text, scope="col") for text in headings))),
                        rx.el.tbody(rx.foreach(own.trend, line)),
                        class_name="table",
                    ),
                    class_name="table-wrap",
                    tab_index=0,
                    role="region",
                    aria_label=t("Numbers in a table"),
                ),
            ),
            class_name="card stack",
        ),
    )


def _files() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Report of a month")),
        rx.el.p(
            t("Teachers, classes and what is still open, on A4 pages to be printed."),
            class_name="small muted",
        ),
        native_form(
            rx.el.select(
                rx.foreach(Timeliness.months, lambda one: rx.el.option(one.label, value=one.value)),
                name="menesis",
                aria_label=t("Month"),
                class_name="input auto",
            ),
            button(t("Download PDF"), type="submit", picture="printer"),
            rx.el.a(
                icon("clock"),
                t("Extended deadlines"),
                href="/terminu-pagarinajumi",
                class_name="btn",
            ),
            action="/lejupielade/savlaicigums.pdf",
            method="get",
            class_name="row",
        ),
        class_name="card stack",
    )
