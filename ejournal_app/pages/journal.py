"""The grid of one journal."""

from typing import Any

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.dialogs import closes, dialog, opener
from ejournal_app.components.entry import journal_grid
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import button, field, text_input
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.states.attendance_symbols import SYMBOL_WORDS
from ejournal_app.states.average_explained import AverageExplained
from ejournal_app.states.journal import ConflictLine, EarlierMarkView, Journal, SuperuserLine
from ejournal_app.states.mark_history import MarkHistory
from ejournal_app.states.work_form import WorkForm

from .average_explained import average_explained
from .frame import entry_labels, framed
from .journal_links import journal_links
from .mark_history import mark_history_dialog
from .work_form import calendar_sign, new_work_opener, work_dialog


def journal() -> rx.Component:
    """Return pupils by lessons and works, editable where the person teaches."""
    address = f"/zurnals/{Journal.journal_id}"
    return framed(
        shown_when_loaded(
            Journal.journal_id,
            "journal",
            rx.el.div(
                rx.el.h2(Journal.name, class_name="words"),
                rx.cond(
                    Journal.earlier != "",
                    rx.el.a(
                        icon("chevron-left"),
                        t("Earlier lessons"),
                        href=f"{address}?lidz={Journal.earlier}",
                        class_name="btn",
                    ),
                ),
                rx.cond(
                    Journal.later, rx.el.a(t("Latest lessons"), href=address, class_name="btn")
                ),
                rx.cond(Journal.editable, new_work_opener(Journal.journal_id)),
                rx.cond(Journal.editable, _add_lesson()),
                calendar_sign(),
                rx.cond(
                    Journal.overridable,
                    rx.el.a(
                        icon("pencil"),
                        t("Enter a mark (7.8)"),
                        href=f"{address}/vertejums",
                        class_name="btn",
                    ),
                ),
                class_name="heading",
            ),
            journal_links(Journal.journal_id),
            rx.cond(
                ~Journal.editable,
                notice("info", t("You can read this journal; its teachers write it.")),
            ),
            rx.cond(
                (Journal.rows.length() > 0) & (Journal.columns.length() > 0),
                journal_grid(
                    rows=Journal.rows,
                    columns=Journal.columns,
                    cells=Journal.cells,
                    changes=Journal.changes,
                    notes=Journal.notes,
                    readonly=~Journal.editable,
                    labels=entry_labels(),
                    on_open_column=Journal.open_column,
                    on_inspect=_inspect,
                    on_new_work=WorkForm.begin(Journal.journal_id, ""),
                ),
                empty_state(
                    t("Nothing to show yet"),
                    t("Lessons appear here from the timetable, pupils from the class or group."),
                ),
            ),
            _conflicts(),
            _legend(),
            by_superuser(Journal.by_superuser),
            brought_along(Journal.brought, t("They count in the average.")),
            mark_history_dialog(),
            average_explained(),
            work_dialog(),
        ),
        title=t("Journal"),
        active="journals",
        writes=True,
        back="/zurnali",
        wide=True,
    )


def _conflicts() -> rx.Component:
    """The cells of pupils who were there despite a note, in words (Regulation 11)."""

    def line(own: ConflictLine) -> rx.Component:
        return rx.el.li(
            rx.el.a(own.pupil, " · ", own.day, href=own.href, class_name="tap-line"),
            rx.el.p(own.text, class_name="small muted"),
            key=own.key,
        )

    return rx.cond(
        Journal.conflicts.length() > 0,
        rx.el.section(
            rx.el.h3(t("Present inside an absence note")),
            rx.el.ul(rx.foreach(Journal.conflicts, line), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )


def _legend() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("What the symbols of attendance mean")),
        rx.el.dl(
            *(
                rx.el.div(rx.el.dt(symbol), rx.el.dd(t(words)))
                for symbol, words in SYMBOL_WORDS.items()
            ),
            class_name="facts",
        ),
        class_name="card folds",
    )


def _inspect(pupil_id: rx.Var[int], key: rx.Var[str]) -> Any:
    """A cell was asked about; each handler answers for the columns it knows."""
    return [
        AverageExplained.inspect_cell(Journal.journal_id, pupil_id, key),
        MarkHistory.inspect(Journal.journal_id, pupil_id, key),
    ]


def by_superuser(marks: Any) -> rx.Component:
    """Return the marks with a sign in the corner, in words: a tap shows no title (7.8)."""

    def line(own: SuperuserLine) -> rx.Component:
        return rx.el.li(
            rx.el.p(rx.el.span(own.pupil, ": ", own.value, class_name="strong"), " · ", own.work),
            rx.el.p(own.text, class_name="small muted"),
            key=own.key,
        )

    return rx.cond(
        marks.length() > 0,
        rx.el.section(
            rx.el.h3(t("Entered by the superuser")),
            rx.el.ul(rx.foreach(marks, line), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )


def brought_along(marks: Any, explanation: Text) -> rx.Component:
    """Return the marks pupils brought along from another class; nothing when there are none."""
    headings = (t("Name"), t("Mark"), t("Work"), t("Journal"))

    def row(mark: EarlierMarkView) -> rx.Component:
        return rx.el.tr(
            rx.el.th(mark.name, scope="row"),
            rx.el.td(mark.mark, custom_attrs={"data-label": t("Mark")}),
            rx.el.td(mark.work, custom_attrs={"data-label": t("Work")}),
            rx.el.td(mark.journal, custom_attrs={"data-label": t("Journal")}),
        )

    return rx.cond(
        marks.length() > 0,
        rx.el.section(
            rx.el.h3(t("Marks brought along from another class")),
            rx.el.p(explanation, class_name="small muted"),
            rx.el.table(
                rx.el.thead(rx.el.tr(*(rx.el.th(heading, scope="col") for heading in headings))),
                rx.el.tbody(rx.foreach(marks, row)),
                class_name="table records",
            ),
            class_name="card stack table-wrap",
        ),
    )


def _add_lesson() -> rx.Component:
    return rx.fragment(
        opener("add-lesson", t("Add lesson"), picture="plus"),
        dialog(
            "add-lesson",
            t("A lesson outside the timetable"),
            rx.el.form(
                field(
                    t("Date"),
                    text_input(
                        "lesson-day",
                        name="day",
                        type="date",
                        key=Journal.today,
                        default_value=Journal.today,
                        required=True,
                    ),
                    control_id="lesson-day",
                ),
                field(
                    t("Number of the lesson"),
                    text_input(
                        "lesson-number",
                        name="number",
                        type="number",
                        min=0,
                        max=15,
                        default_value="1",
                        required=True,
                    ),
                    control_id="lesson-number",
                ),
                rx.el.div(
                    button(t("Cancel"), **closes()),
                    button(t("Add lesson"), kind="primary", type="submit", **closes()),
                    class_name="row end",
                ),
                on_submit=lambda form: Journal.add_lesson(Journal.journal_id, form),
                class_name="stack",
            ),
        ),
    )
