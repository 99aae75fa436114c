"""One work of a journal as a list of pupils, for keyboard and screen reader."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.work_marks import AbsentView, WorkMarks

from .fields import named_field
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
            rx.cond(WorkMarks.absent.length() > 0, _absent()),
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


def _absent() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Absent on the day"), class_name="words"),
        rx.el.p(
            t("No mark is owed for them. Once one has done the work, it counts from that day."),
            class_name="small muted",
        ),
        rx.el.div(rx.foreach(WorkMarks.absent, _absent_line), class_name="list"),
        class_name="card stack",
    )


def _absent_line(line: AbsentView) -> rx.Component:
    return rx.el.div(
        rx.el.span(line.name, class_name="strong grow"),
        chip(line.why, line.look),
        rx.cond(
            line.done_on != "",
            rx.fragment(
                chip(t("done on {day}", day=line.done_on), "ok"),
                rx.cond(
                    WorkMarks.editable,
                    rx.el.button(
                        t("Take back"),
                        type="button",
                        on_click=WorkMarks.not_done_later(
                            WorkMarks.journal_id, WorkMarks.work_id, line.pupil_id
                        ),
                        class_name="btn",
                    ),
                ),
            ),
            rx.cond(
                WorkMarks.editable,
                rx.el.form(
                    named_field(
                        f"done-later-{line.pupil_id}",
                        t("Did it later on"),
                        kind="date",
                        default_value=WorkMarks.today,
                        min=WorkMarks.first_day,
                        max=WorkMarks.today,
                    ),
                    rx.el.button(t("Note"), type="submit", class_name="btn"),
                    on_submit=lambda form: WorkMarks.done_later(
                        WorkMarks.journal_id, WorkMarks.work_id, line.pupil_id, form
                    ),
                    class_name="row wraps",
                ),
            ),
        ),
        class_name="list-row wraps",
        key=line.key,
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
