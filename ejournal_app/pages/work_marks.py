"""One work of a journal as a list of pupils, for keyboard and screen reader."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.work_marks import WorkMarks

from .frame import framed
from .journal_links import journal_links
from .mark_fields import mark_fields


def work_marks() -> rx.Component:
    """Return a field for each pupil of the work."""
    return framed(
        shown_when_loaded(
            WorkMarks.work_id,
            "work",
            rx.el.p(WorkMarks.journal, class_name="muted"),
            rx.el.div(
                rx.el.h2(WorkMarks.title, class_name="words"),
                rx.el.span(WorkMarks.counted, class_name="chip", role="status"),
                class_name="heading",
            ),
            journal_links(WorkMarks.journal_id, current="saraksts"),
            rx.cond(
                WorkMarks.editable,
                rx.el.p(
                    WorkMarks.hint,
                    ". ",
                    t("Enter saves and goes on to the next pupil."),
                    class_name="small muted",
                ),
                notice("info", t("These marks can only be read here.")),
            ),
            rx.cond(
                WorkMarks.rows.length() > 0,
                rx.el.section(
                    mark_fields(WorkMarks.rows, t("All marks of the pupil"), t("Pupils")),
                    class_name="card",
                ),
                empty_state(
                    t("No pupils on that day"),
                    t("Pupils appear here from the class or group."),
                ),
            ),
            neighbours(
                WorkMarks.previous_href,
                t("Previous work"),
                WorkMarks.next_href,
                t("Next work"),
            ),
        ),
        title=t("Work"),
        active="journals",
        writes=True,
        back=f"/zurnals/{WorkMarks.journal_id}/saraksts",
    )


def neighbours(
    previous: rx.Var[str],
    previous_words: rx.Var[str],
    following: rx.Var[str],
    next_words: rx.Var[str],
) -> rx.Component:
    """Return the links to what stands before and after in the list."""
    return rx.el.nav(
        rx.cond(
            previous != "",
            rx.el.a(icon("chevron-left"), previous_words, href=previous, class_name="btn"),
        ),
        rx.cond(
            following != "",
            rx.el.a(next_words, icon("chevron-right"), href=following, class_name="btn"),
        ),
        aria_label=t("Before and after"),
        class_name="row",
    )
