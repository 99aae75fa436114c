"""Unjustified lessons of a semester and the steps of the school (MK 89/2011)."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice, skeleton
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.unjustified import ReportView, StepView, Unjustified, UnjustifiedView

from .fields import save_row
from .frame import framed

_PAGE = "/neattaisnotie"


def unjustified() -> rx.Component:
    """Return who has reached which step, what was done and what is next."""
    own = Unjustified
    return framed(
        rx.cond(
            own.semester != "",
            rx.fragment(
                _choosers(),
                rx.cond(
                    own.undecided_only > 0,
                    notice(
                        "info",
                        tn(
                            "{n} more pupil has absences nobody has decided about yet: they are"
                            " not counted.",
                            "{n} more pupils have absences nobody has decided about yet: they are"
                            " not counted.",
                            own.undecided_only,
                        ),
                    ),
                ),
                rx.cond(
                    own.pupils.length() > 0,
                    rx.el.ul(rx.foreach(own.pupils, _pupil), class_name="bare stack"),
                    empty_state(
                        t("No unjustified lessons in this semester"),
                        t(
                            "They appear here once the class teacher has written an absence down as"
                            " unjustified."
                        ),
                        picture="check",
                    ),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Unjustified lessons"),
        active="class",
    )


def _choosers() -> rx.Component:
    own = Unjustified

    def semester(label: Text, number: str) -> rx.Component:
        return rx.el.a(
            label,
            href=f"{_PAGE}?semestris={number}",
            aria_current=rx.cond(own.semester == number, "page", "false"),
        )

    return rx.el.div(
        rx.el.h2(t("School year {year}", year=own.year), class_name="grow"),
        rx.el.nav(
            semester(t("Semester I"), "1"),
            semester(t("Semester II"), "2"),
            aria_label=t("Semester"),
            class_name="segments",
        ),
        rx.el.a(
            icon("list-checks"),
            t("Summary of absences"),
            href="/kavejumu-kopsavilkums",
            class_name="btn",
        ),
        class_name="row",
    )


def _pupil(one: UnjustifiedView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(one.name, ", ", one.class_name, class_name="strong"),
            chip(one.unjustified, rx.cond(one.due > 0, "bad", "")),
            rx.cond(one.undecided != "", chip(one.undecided, "info")),
            class_name="row",
        ),
        rx.cond(
            one.steps.length() > 0,
            rx.el.ul(rx.foreach(one.steps, _step), class_name="bare stack tight"),
        ),
        rx.cond(one.coming != "", rx.el.p(one.coming, class_name="small muted")),
        rx.cond(one.writable & (one.due > 0), _form(one)),
        rx.cond(
            one.reportable,
            rx.el.div(
                button(
                    t("Make the report to the municipality"),
                    picture="file",
                    aria_label=t("Make the report to the municipality about {name}", name=one.name),
                    on_click=Unjustified.report(one.pupil_id, Unjustified.semester),
                ),
                class_name="row",
            ),
        ),
        rx.cond(
            one.reports.length() > 0,
            rx.el.ul(rx.foreach(one.reports, _report), class_name="bare stack tight"),
        ),
        class_name="card stack tight",
        key=one.pupil_id,
    )


def _step(one: StepView) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.words, " "),
        rx.cond(
            one.done != "",
            rx.fragment(chip(t("done"), "ok"), rx.el.p(one.done, class_name="small muted")),
            chip(t("to be done"), "bad"),
        ),
        key=one.threshold,
    )


def _form(one: UnjustifiedView) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="semester", value=Unjustified.semester),
        rx.el.label(
            rx.el.span(t("What was done – {step}", step=one.due_words), class_name="small"),
            rx.el.input(
                name="words",
                class_name="input",
                max_length=300,
                required=True,
                auto_complete="off",
            ),
            class_name="stack tight",
        ),
        save_row(label=t("Write it down")),
        on_submit=lambda form: Unjustified.record(one.pupil_id, one.due, form),
        key=f"{one.pupil_id}-{one.due}-{Unjustified.key}",
        class_name="stack tight",
    )


def _report(one: ReportView) -> rx.Component:
    return rx.el.li(
        native_link(
            icon("download"),
            one.label,
            href=one.href,
            download=True,
            class_name="tap-line",
        ),
        rx.el.span(t("SHA-256 {digest}…", digest=one.sha256), class_name="small muted"),
        class_name="row",
        key=one.href,
    )
