"""The statistics of one journal: a work, a pupil, parallel classes, who may need help."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import field
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.states.journal_statistics import (
    CourseLine,
    GroupLine,
    JournalStatistics,
    Option,
    RiskView,
    SpreadLine,
)

from .charts import averages, bars, course
from .frame import framed
from .journal_links import journal_links


def journal_statistics() -> rx.Component:
    """Return the statistics; each chart has its numbers in a table below."""
    own = JournalStatistics
    return framed(
        shown_when_loaded(
            own.journal_id,
            "journal",
            rx.el.h2(own.name),
            journal_links(own.journal_id, current="statistika"),
            rx.cond(
                own.works.length() > 0,
                rx.fragment(
                    rx.el.div(_risks(), _spread(), _course(), _groups(), class_name="statistics")
                ),
                empty_state(
                    t("No marks yet"),
                    t("Statistics appear as soon as the first work has marks."),
                ),
            ),
        ),
        title=t("Statistics"),
        active="journals",
        writes=True,
        wide=True,
        back=f"/zurnals/{own.journal_id}",
    )


def _section(title: Text, *children: rx.Component) -> rx.Component:
    return rx.el.section(rx.el.h3(title), *children, class_name="card stack")


def _spread() -> rx.Component:
    own = JournalStatistics

    def line(one: SpreadLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(
                one.value,
                rx.cond(one.words != "", rx.el.span(" ", one.words, class_name="small muted")),
                scope="row",
            ),
            rx.el.td(one.count),
        )

    return _section(
        t("Marks of a work"),
        _choice(
            "statistics-work",
            t("Work"),
            own.works,
            own.work_id,
            lambda value: own.choose(own.journal_id, value, own.pupil_id),
        ),
        rx.el.p(own.spread_words, role="status"),
        bars(own.spread_chart, "count", "value", t("How many of each mark")),
        _table(
            (t("Mark"), t("How many")),
            rx.foreach(own.spread, line),
        ),
    )


def _course() -> rx.Component:
    own = JournalStatistics

    def line(one: CourseLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(one.day, scope="row"),
            rx.el.td(one.work),
            rx.el.td(one.mark),
            rx.el.td(one.weight),
            rx.el.td(one.average),
            key=one.key,
        )

    return _section(
        t("A pupil over time"),
        _choice(
            "statistics-pupil",
            t("Pupil"),
            own.pupils,
            own.pupil_id,
            lambda value: own.choose(own.journal_id, own.work_id, value),
            none=t("Choose a pupil"),
        ),
        rx.cond(
            own.pupil_id == "",
            rx.el.p(
                t("Choose a pupil to see the marks and how the average moved."), class_name="muted"
            ),
            rx.cond(
                own.course.length() > 0,
                rx.fragment(
                    rx.cond(
                        own.course_chart.length() > 0,
                        rx.fragment(
                            course(
                                own.course_chart,
                                t("Marks and running average of {name}", name=own.pupil),
                            ),
                            rx.el.p(
                                rx.el.span("●", aria_hidden="true", class_name="legend-mark"),
                                " ",
                                t("mark"),
                                "  ",
                                rx.el.span("▬", aria_hidden="true", class_name="legend-average"),
                                " ",
                                t("average up to then"),
                                class_name="small muted",
                            ),
                        ),
                    ),
                    _table(
                        (t("Date"), t("Work"), t("Mark"), t("Weight"), t("Average")),
                        rx.foreach(own.course, line),
                    ),
                ),
                rx.el.p(t("This pupil has no marks yet."), class_name="muted"),
            ),
        ),
    )


def _groups() -> rx.Component:
    own = JournalStatistics

    def line(one: GroupLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(
                one.name,
                rx.cond(
                    one.own, rx.fragment(" ", rx.el.span(t("this one"), class_name="chip info"))
                ),
                scope="row",
            ),
            rx.el.td(one.average),
            rx.el.td(one.pupils),
        )

    return _section(
        t("Beside parallel classes"),
        rx.el.p(
            t("The mean of pupils' averages, of each class or group; no pupils are compared."),
            class_name="small muted",
        ),
        rx.cond(
            own.in_levels,
            rx.el.p(t("This grade is marked in levels: there are no averages to compare.")),
            rx.fragment(
                rx.cond(
                    own.groups_comparable,
                    averages(own.groups_chart, t("Averages of the parallel classes")),
                    rx.el.p(t("There is no other class to compare with yet."), class_name="muted"),
                ),
                _table(
                    (t("Class or group"), t("Average"), t("Pupils")), rx.foreach(own.groups, line)
                ),
            ),
        ),
    )


def _risks() -> rx.Component:
    own = JournalStatistics

    def line(one: RiskView) -> rx.Component:
        return rx.el.li(
            rx.el.a(
                rx.el.span(
                    rx.el.span(one.name, class_name="list-title"),
                    rx.foreach(
                        one.reasons, lambda words: rx.el.span(words, class_name="list-meta block")
                    ),
                    class_name="list-body",
                ),
                icon("chevron-right"),
                href=one.href,
                class_name="list-row",
            ),
        )

    return rx.el.section(
        rx.el.h3(t("Pupils who may need help")),
        rx.cond(
            own.at_risk.length() > 0,
            rx.el.ul(rx.foreach(own.at_risk, line), class_name="bare list"),
            notice("ok", t("Nobody's marks give a reason to worry.")),
        ),
        class_name="card flush stack titled whole",
    )


def _choice(
    control_id: str,
    label: Text,
    options: rx.Var[list[Option]],
    chosen: rx.Var[str],
    on_change: object,
    none: Text | None = None,
) -> rx.Component:
    empty = [] if none is None else [rx.el.option(none, value="")]
    return field(
        label,
        rx.el.select(
            *empty,
            rx.foreach(options, lambda one: rx.el.option(one.label, value=one.value)),
            id=control_id,
            value=chosen,
            on_change=on_change,
            class_name="input",
        ),
        control_id=control_id,
    )


def _table(headings: tuple[Text, ...], rows: rx.Component) -> rx.Component:
    """Return the numbers of a chart, folded until somebody wants them."""
    return rx.el.details(
        rx.el.summary(t("Numbers in a table"), class_name="tap-line"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(*(rx.el.th(text, scope="col") for text in headings))),
                rx.el.tbody(rows),
                class_name="table",
            ),
            class_name="table-wrap",
            tab_index=0,
            role="region",
            aria_label=t("Numbers in a table"),
        ),
    )
