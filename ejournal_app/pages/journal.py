"""The grid of one journal."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.dialogs import closes, dialog, opener
from ejournal_app.components.entry import journal_grid
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import button, field, text_input
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.journal import Journal

from .frame import entry_labels, framed


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
                rx.cond(Journal.editable, _add_lesson()),
                class_name="heading",
            ),
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
                    readonly=~Journal.editable,
                    labels=entry_labels(),
                    on_open_column=Journal.open_column,
                ),
                empty_state(
                    t("Nothing to show yet"),
                    t("Lessons appear here from the timetable, pupils from the class or group."),
                ),
            ),
        ),
        title=t("Journal"),
        active="journals",
        writes=True,
        back="/zurnali",
        wide=True,
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
