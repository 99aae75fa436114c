"""The top of the board: which days, how far they are, proposing, confirming, who is away."""

import reflex as rx

from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.board import DayTab, SubstitutionBoard
from ejournal_app.states.board_absence import BoardAbsence
from ejournal_app.states.teaching_options import Choice

from .fields import named_choice, named_field, save_row


def board_head() -> rx.Component:
    """Return the days, the counts, and what can be done with all lessons at once."""
    own = SubstitutionBoard
    return rx.el.div(
        rx.el.nav(rx.foreach(own.days, _day_tab), aria_label=t("Days"), class_name="tabs"),
        rx.el.div(
            rx.el.h2(own.title, class_name="grow"),
            _date("board-first", t("From"), own.first, lambda day: own.go_to(day, day)),
            _date("board-last", t("To"), own.last, lambda day: own.go_to(own.first, day)),
            class_name="row",
        ),
        rx.el.div(
            rx.el.p(
                tn("{n} lesson", "{n} lessons", own.total),
                ", ",
                t("open: {n}", n=own.open_count),
                ", ",
                t("planned: {n}", n=own.planned_count),
                class_name="grow",
                role="status",
            ),
            rx.el.div(
                _switch("laiks", t("By time")),
                _switch("pedagogs", t("By teacher")),
                class_name="segments",
                role="group",
                aria_label=t("Order"),
            ),
            button(
                t("Propose for all"),
                picture="list-checks",
                on_click=own.propose(own.first, own.last),
                disabled=own.open_count == 0,
            ),
            button(
                t("Confirm…"),
                kind="primary",
                picture="check",
                on_click=own.summarise(own.first, own.last),
                disabled=own.planned_count == 0,
            ),
            class_name="row",
        ),
        class_name="card stack tight board-head",
    )


def _day_tab(one: DayTab) -> rx.Component:
    return rx.el.a(
        one.label,
        href=one.href,
        aria_current=rx.cond(one.current, "page", "false"),
        key=one.href,
    )


def _date(own_id: str, label: rx.Var[str], value: rx.Var[str], on_change: object) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="small muted"),
        rx.el.input(type="date", id=own_id, value=value, on_change=on_change, class_name="input"),
        class_name="board-date",
    )


def _switch(value: str, label: rx.Var[str]) -> rx.Component:
    own = SubstitutionBoard
    return rx.el.button(
        label,
        type="button",
        aria_pressed=rx.cond(own.grouping == value, "true", "false"),
        on_click=own.regroup(own.first, own.last, value),
    )


def absence_form() -> rx.Component:
    """Return the form for somebody who is away, folded."""

    def option(one: Choice) -> rx.Component:
        return rx.el.option(one.label, value=one.value)

    return rx.el.details(
        rx.el.summary(icon("plus"), t("Somebody is away"), class_name="tap"),
        rx.el.form(
            rx.el.div(
                named_choice(
                    "person",
                    t("Who is away"),
                    rx.el.option(t("Choose…"), value=""),
                    rx.foreach(BoardAbsence.people, option),
                ),
                named_choice("kind", t("Kind"), rx.foreach(BoardAbsence.kinds, option)),
                named_field(
                    "ends_on",
                    t("Last day"),
                    kind="date",
                    default_value=SubstitutionBoard.last,
                    min=SubstitutionBoard.first,
                    hint=t("Leave it empty while the end is not known."),
                ),
                class_name="fields",
            ),
            save_row(label=t("Record")),
            on_submit=lambda form: BoardAbsence.record(SubstitutionBoard.first, form),
            class_name="stack",
            key=f"{BoardAbsence.form}{SubstitutionBoard.last}",
        ),
        class_name="card board-absence",
    )
