"""When marks of periods may be entered, and opening a closed period for a teacher."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, skeleton
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.setup_periods import (
    KindWindowsView,
    ReopeningView,
    SetupPeriods,
    WindowView,
)

from .fields import named_choice, named_field, save_row
from .frame import framed
from .teaching_fields import choice, grade_choices


def setup_periods() -> rx.Component:
    """Return the windows of the year and what was opened again."""
    return framed(
        rx.cond(
            SetupPeriods.loaded,
            rx.cond(
                SetupPeriods.year != "",
                rx.fragment(_windows(), _change(), _opening(), _opened()),
                empty_state(
                    t("No school year is set up"),
                    t("Windows follow from the semesters of a year: set the year up first."),
                ),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Period windows"),
        active="hub",
        back="/iestatijumi",
    )


def _windows() -> rx.Component:
    def kind(own: KindWindowsView) -> rx.Component:
        return rx.el.div(
            rx.el.h3(own.label),
            rx.foreach(own.lines, lambda line: _line(own.kind, line)),
            key=own.kind,
            class_name="stack tight",
        )

    return rx.el.section(
        rx.el.h2(t("When marks are entered"), " · ", SetupPeriods.year),
        rx.el.p(
            t(
                "Unless set here: from {before} days before to {after} days after the end of the"
                " semester; exams together with year marks; re-examinations from the day after year"
                " marks close to 31 August.",
                before=SetupPeriods.before,
                after=SetupPeriods.after,
            ),
            class_name="small muted",
        ),
        rx.foreach(SetupPeriods.kinds, kind),
        class_name="card stack",
    )


def _line(kind: rx.Var[str], line: WindowView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(line.grades, class_name="strong"),
            rx.el.span(line.dates),
            rx.cond(line.state != "", chip(line.state, line.look)),
            rx.cond(line.own, chip(t("set by the school"), "info")),
            class_name="row grow",
        ),
        rx.cond(
            line.own,
            button(
                t("Back to default"),
                picture="undo",
                on_click=SetupPeriods.reset_to_default(kind, line.first, line.last),
            ),
        ),
        class_name="row",
        key=line.key,
    )


def _change() -> rx.Component:
    shown = SetupPeriods.shown
    return rx.el.form(
        rx.el.h2(t("Change a window")),
        rx.el.div(
            named_choice(
                "kind",
                t("Kind"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(SetupPeriods.choices, choice),
            ),
            named_choice("first_grade", t("From grade"), *grade_choices(), default_value="1"),
            named_choice("last_grade", t("To grade"), *grade_choices(), default_value="12"),
            named_field(
                "opens_on",
                t("First day"),
                kind="date",
                min=SetupPeriods.first_day,
                max=SetupPeriods.last_day,
            ),
            named_field(
                "closes_on",
                t("Last day"),
                kind="date",
                min=SetupPeriods.first_day,
                max=SetupPeriods.last_day,
            ),
            class_name="fields",
        ),
        save_row(),
        on_submit=SetupPeriods.save,
        key=f"window-{shown}",
        class_name="card stack",
    )


def _opening() -> rx.Component:
    shown = SetupPeriods.shown
    return rx.el.form(
        rx.el.h2(t("Open a closed period for a teacher")),
        rx.el.div(
            named_choice(
                "again_kind",
                t("Kind"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(SetupPeriods.choices, choice),
            ),
            named_choice(
                "person",
                t("Teacher"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(SetupPeriods.teachers, choice),
                on_change=SetupPeriods.choose_teacher,
            ),
            named_choice(
                "journal",
                t("Journal"),
                rx.el.option(t("all journals of the teacher"), value=""),
                rx.foreach(SetupPeriods.journals, choice),
                key=f"journal-{SetupPeriods.chosen}-{shown}",
            ),
            named_field(
                "until",
                t("Until and including"),
                kind="date",
                min=SetupPeriods.today,
                max=SetupPeriods.last_day,
            ),
            rx.el.div(
                named_field(
                    "reason",
                    t("Reason"),
                    hint=t("The teacher reads it on the page of the period marks."),
                    max_length=300,
                    auto_complete="off",
                ),
                class_name="whole",
            ),
            class_name="fields",
        ),
        save_row(label=t("Open")),
        on_submit=SetupPeriods.open_again,
        key=f"again-{shown}",
        class_name="card stack",
    )


def _opened() -> rx.Component:
    def line(own: ReopeningView) -> rx.Component:
        return rx.el.div(
            rx.el.div(
                rx.el.p(
                    rx.el.span(own.who, class_name="strong"),
                    " ",
                    own.until,
                    " ",
                    chip(own.state, own.look),
                ),
                rx.el.p(own.what),
                rx.el.p(own.reason, " · ", own.granted, class_name="small muted"),
                class_name="grow",
            ),
            rx.cond(
                own.holds,
                button(t("Close now"), on_click=SetupPeriods.end(own.reopening_id)),
            ),
            class_name="term",
            key=own.reopening_id,
        )

    return rx.el.section(
        rx.el.h2(t("Opened again")),
        rx.cond(
            SetupPeriods.reopenings.length() > 0,
            rx.el.div(rx.foreach(SetupPeriods.reopenings, line), class_name="stack"),
            rx.el.p(
                t("Nothing has been opened again this year. Use the form above when it is needed."),
                class_name="muted",
            ),
        ),
        class_name="card stack",
    )
