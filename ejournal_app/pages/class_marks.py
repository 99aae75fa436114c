"""A class in all its subjects: a table on a desk, cards of pupils on a phone."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.class_marks import CellView, ClassMarksPage, PupilView, TabView

from .frame import framed


def class_marks() -> rx.Component:
    """Return the pupils of a class by its subjects."""
    return framed(
        shown_when_loaded(
            ClassMarksPage.class_id,
            "school_class",
            rx.el.div(
                rx.el.h2(ClassMarksPage.name, " · ", ClassMarksPage.kind, class_name="words"),
                rx.el.a(
                    icon("list-checks"),
                    t("What is missing"),
                    href="/periodu-saraksts",
                    class_name="btn",
                ),
                native_link(
                    icon("download"),
                    t("XLSX"),
                    href=ClassMarksPage.export_href,
                    aria_label=t("Download as XLSX"),
                    download=True,
                    class_name="btn",
                ),
                class_name="heading",
            ),
            rx.el.nav(
                rx.foreach(ClassMarksPage.tabs, _tab),
                aria_label=t("Kind of marks"),
                class_name="tabs",
            ),
            rx.cond(
                (ClassMarksPage.pupils.length() > 0) & (ClassMarksPage.subjects.length() > 0),
                rx.el.div(_table(), class_name="card flush table-wrap"),
                empty_state(
                    t("There are no marks to show yet"),
                    t("They appear here as the teachers of the subjects enter them."),
                ),
            ),
        ),
        title=t("Marks of the class"),
        active="class",
        wide=True,
    )


def _tab(tab: TabView) -> rx.Component:
    return rx.el.a(
        tab.label,
        href=tab.href,
        aria_current=rx.cond(tab.current, "page", "false"),
        class_name="tab",
        key=tab.href,
    )


def _table() -> rx.Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("Name"), scope="col"),
                rx.foreach(ClassMarksPage.subjects, lambda name: rx.el.th(name, scope="col")),
                rx.el.th(t("Below 4 or nv"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(ClassMarksPage.pupils, _pupil)),
        class_name="table records",
    )


def _pupil(pupil: PupilView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(pupil.name, scope="row"),
        rx.foreach(pupil.cells, _cell),
        rx.el.td(
            pupil.attention,
            custom_attrs={"data-label": t("Below 4 or nv")},
            class_name="wide-words",
        ),
        key=pupil.key,
    )


def _cell(cell: CellView) -> rx.Component:
    return rx.el.td(
        rx.cond(
            cell.look != "",
            rx.el.span(chip(cell.text, cell.look), rx.el.span(cell.words, class_name="sr-only")),
            cell.text,
        ),
        custom_attrs={"data-label": cell.subject, "title": cell.words},
    )
