"""The substitution board (desk and tablet): lessons on the left, who could cover on the right."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, dialog, opener
from ejournal_app.components.feedback import empty_state, notice, skeleton, state_badge
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.board import SubstitutionBoard
from ejournal_app.states.board_views import LessonGroup, LessonLine, SummaryLine, WaitingLine

from .board_head import absence_form, board_head
from .board_panel import panel
from .frame import framed


def board() -> rx.Component:
    """Return the days, what waits, the lessons with their covers, and the panel."""
    own = SubstitutionBoard
    return framed(
        rx.cond(
            own.first != "",
            rx.fragment(
                board_head(),
                absence_form(),
                rx.cond(own.waiting.length() > 0, _waiting()),
                rx.cond(own.uncovered.length() > 0, _uncovered()),
                rx.cond(
                    own.total > 0,
                    rx.el.div(
                        rx.el.div(rx.foreach(own.groups, _group), class_name="stack board-list"),
                        panel(),
                        class_name="board",
                    ),
                    empty_state(
                        t("No lesson is hit on this day"),
                        t("Record who is away, or choose another day."),
                        picture="calendar",
                    ),
                ),
                _summary(),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Substitutions"),
        active="board",
        wide=True,
    )


def _waiting() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Entered by substitutes, to be confirmed")),
        rx.el.ul(rx.foreach(SubstitutionBoard.waiting, _waiting_line), class_name="bare stack"),
        class_name="card stack",
    )


def _waiting_line(one: WaitingLine) -> rx.Component:
    own, dialog_id = SubstitutionBoard, f"undo-entered-{one.substitution_id}"
    return rx.el.li(
        rx.el.div(
            rx.el.p(one.title, class_name="strong"),
            rx.el.p(one.who, " · ", one.reason, class_name="small"),
            class_name="grow",
        ),
        button(t("Confirm"), kind="primary", on_click=own.accept(one.substitution_id)),
        rx.el.a(t("Correct"), href=f"/aizvietotas-stundas/{one.substitution_id}", class_name="btn"),
        opener(dialog_id, t("Undo…")),
        _undo_dialog(dialog_id, one.substitution_id),
        class_name="row",
        key=one.substitution_id,
    )


def _undo_dialog(dialog_id: rx.Var[str], substitution_id: rx.Var[str]) -> rx.Component:
    return confirm_dialog(
        dialog_id,
        title=t("Take this substitution back?"),
        text=t(
            "The lesson is as before, and those concerned are told. It cannot be done once"
            " something is recorded in the lesson."
        ),
        confirm=t("Take back"),
        on_confirm=SubstitutionBoard.undo(substitution_id),
        destructive=True,
    )


def _uncovered() -> rx.Component:
    return notice(
        "warn",
        rx.el.p(t("Nobody was found for these lessons:"), class_name="strong"),
        rx.el.ul(rx.foreach(SubstitutionBoard.uncovered, _plain)),
        rx.el.p(t("Tap a lesson for other ways out: join groups, move a lesson, cancel.")),
    )


def _plain(line: rx.Var[str]) -> rx.Component:
    return rx.el.li(line, key=line)


def _group(group: LessonGroup) -> rx.Component:
    return rx.el.section(
        rx.el.h3(
            group.title,
            rx.cond(group.note != "", rx.el.span(" · ", group.note, class_name="muted small")),
        ),
        rx.el.ul(rx.foreach(group.lines, _line), class_name="card flush bare"),
        class_name="stack tight",
        key=group.title,
    )


def _line(line: LessonLine) -> rx.Component:
    own, dialog_id = SubstitutionBoard, f"undo-{line.substitution_id}"
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(line.title, class_name="strong"),
                rx.el.span(line.when, " · ", line.absent, class_name="small muted"),
                class_name="board-what",
            ),
            rx.el.span(
                rx.cond(line.cover != "", rx.el.span(line.cover)),
                rx.cond(line.detail != "", rx.el.span(line.detail, class_name="small muted")),
                class_name="board-cover",
            ),
            state_badge(line.look, line.state),
            type="button",
            aria_pressed=rx.cond(own.chosen == line.lesson_id, "true", "false"),
            on_click=own.choose(line.lesson_id),
            class_name="board-line",
        ),
        rx.cond(
            line.is_planned,
            button(
                icon("undo", t("Clear the plan")),
                on_click=own.clear(line.lesson_id, line.seen),
                class_name="icon-only quiet",
            ),
        ),
        rx.cond(
            line.substitution_id != "",
            rx.fragment(
                opener(dialog_id, icon("undo", t("Undo…")), class_name="icon-only quiet"),
                _undo_dialog(dialog_id, line.substitution_id),
            ),
        ),
        key=line.lesson_id,
        class_name="board-row",
    )


def _summary() -> rx.Component:
    own = SubstitutionBoard

    def line(one: SummaryLine) -> rx.Component:
        return rx.el.li(rx.el.span(one.who, class_name="strong"), ": ", one.lessons, key=one.who)

    return dialog(
        "board-summary",
        t("Confirm these substitutions?"),
        rx.el.ul(rx.foreach(own.summary, line), class_name="stack tight board-summary"),
        rx.el.p(own.summary_told),
        rx.el.div(
            button(
                t("Confirm"),
                kind="primary",
                on_click=own.confirm(own.first, own.last, own.summary_marks),
            ),
            button(t("Back"), on_click=own.close_summary),
            class_name="row",
        ),
        shown=own.summary_shown,
    )
