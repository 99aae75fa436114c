"""One pupil of a journal: marks with a field each, absences, the average explained."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.average_explained import AverageExplained
from ejournal_app.states.pupil_marks import PupilMarks

from .average_explained import average_explained
from .frame import framed
from .journal_links import journal_links
from .mark_fields import mark_fields
from .work_marks import neighbours


def pupil_marks() -> rx.Component:
    """Return everything the journal holds of the pupil."""
    return framed(
        shown_when_loaded(
            PupilMarks.pupil_id,
            "pupil",
            rx.el.p(PupilMarks.journal, class_name="muted"),
            rx.el.div(
                rx.el.h2(PupilMarks.name, class_name="words"),
                rx.cond(PupilMarks.left != "", rx.el.span(PupilMarks.left, class_name="chip")),
                button(
                    rx.cond(PupilMarks.in_levels, t("Levels"), t("Average")),
                    ": ",
                    PupilMarks.average,
                    picture="info",
                    aria_haspopup="dialog",
                    on_click=AverageExplained.inspect(PupilMarks.journal_id, PupilMarks.pupil_id),
                ),
                class_name="heading",
            ),
            journal_links(PupilMarks.journal_id, current="saraksts"),
            rx.cond(
                PupilMarks.risks.length() > 0,
                notice(
                    "warn",
                    rx.el.ul(
                        rx.foreach(PupilMarks.risks, rx.el.li),
                        class_name="bare",
                    ),
                ),
            ),
            _marks(),
            _absences(),
            neighbours(
                PupilMarks.previous_href,
                t("Previous pupil"),
                PupilMarks.next_href,
                t("Next pupil"),
            ),
            average_explained(),
        ),
        title=t("Pupil"),
        active="journals",
        writes=True,
        back=f"/zurnals/{PupilMarks.journal_id}/saraksts",
    )


def _marks() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Marks")),
        rx.cond(
            PupilMarks.rows.length() > 0,
            mark_fields(PupilMarks.rows, t("The whole work"), t("Marks")),
            empty_state(
                t("No works yet"),
                t("Add one on the page of a lesson; then marks can be entered here."),
            ),
        ),
        class_name="card stack",
    )


def _absences() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Absences")),
        rx.el.p(PupilMarks.absence_words),
        rx.cond(
            PupilMarks.absences.length() > 0,
            rx.el.ul(
                rx.foreach(PupilMarks.absences, rx.el.li),
                class_name="bare stack tight",
            ),
        ),
        class_name="card stack",
    )
