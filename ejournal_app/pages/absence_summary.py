"""The summary of absences: class and period, on screen and as files (Regulation 20)."""

import reflex as rx

from ejournal_app.components.feedback import empty_state, skeleton
from ejournal_app.components.forms import button, field
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_form, native_link
from ejournal_app.states.absence_summary import AbsenceSummaryPage, SummaryRow
from ejournal_app.states.teaching_options import Choice

from .frame import framed

_COLUMNS = (
    ("Missed", t("Missed")),
    ("ns", t("Illness")),
    ("nc", t("Justified otherwise")),
    ("nn", t("Unjustified")),
    ("n", t("Not decided")),
    ("k", t("Late")),
    ("d", t("At events")),
)


def absence_summary() -> rx.Component:
    """Return the table with its filters and files."""
    own = AbsenceSummaryPage
    return framed(
        rx.cond(
            own.loaded,
            rx.fragment(
                _filters(),
                rx.el.div(
                    rx.el.h2(own.title, class_name="grow"),
                    _file(own.pdf, t("PDF"), t("Download as PDF")),
                    _file(own.sheet, t("XLSX"), t("Download as XLSX")),
                    class_name="row",
                ),
                rx.cond(
                    own.lines.length() > 0,
                    rx.el.div(_table(), class_name="card flush table-wrap"),
                    empty_state(
                        t("There is no class to sum up"),
                        t("Class teachers see their own class, the management all classes."),
                    ),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Summary of absences"),
        active="class",
        wide=True,
    )


def _filters() -> rx.Component:
    own = AbsenceSummaryPage

    def option(one: Choice) -> rx.Component:
        return rx.el.option(one.label, value=one.value)

    return native_form(
        rx.el.div(
            field(
                t("Class"),
                rx.el.select(
                    rx.el.option(t("All classes"), value=""),
                    rx.foreach(own.classes, option),
                    id="klase",
                    name="klase",
                    class_name="input",
                    default_value=own.class_id,
                    key=f"class-{own.class_id}",
                ),
                control_id="klase",
            ),
            field(
                t("Period"),
                rx.el.select(
                    rx.foreach(own.periods, option),
                    id="periods",
                    name="periods",
                    class_name="input",
                    default_value=own.period,
                    key=f"period-{own.period}",
                ),
                control_id="periods",
            ),
            class_name="fields",
        ),
        rx.el.div(button(t("Show"), type="submit", kind="primary"), class_name="row"),
        action="/kavejumu-kopsavilkums",
        method="get",
        class_name="card stack",
    )


def _file(href: Text, words: Text, said: Text) -> rx.Component:
    return native_link(
        icon("download"), words, href=href, aria_label=said, download=True, class_name="btn"
    )


def _table() -> rx.Component:
    own = AbsenceSummaryPage
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(rx.cond(own.class_id != "", t("Pupil"), t("Class")), scope="col"),
                *(rx.el.th(words, scope="col") for _, words in _COLUMNS),
            )
        ),
        rx.el.tbody(rx.foreach(own.lines, _row)),
        class_name="table records",
    )


def _row(one: SummaryRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.cond(one.href != "", rx.el.a(one.name, href=one.href), one.name), scope="row"),
        *(
            rx.el.td(one.cells[place], custom_attrs={"data-label": words})
            for place, (_, words) in enumerate(_COLUMNS)
        ),
        key=one.key,
    )
