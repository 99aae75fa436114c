"""The history of a mark: a dialog over the journal, lines under a mark of the diary."""

import reflex as rx

from ejournal_app.components.dialogs import closes
from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.mark_history import HistoryLine, MarkHistory

DIALOG = "mark-history"


def mark_history_dialog() -> rx.Component:
    """Return the dialog; it opens when `MarkHistory.inspect` has filled it."""
    return rx.el.dialog(
        rx.el.div(
            rx.el.div(
                rx.el.h2(MarkHistory.pupil, id=f"{DIALOG}-title"),
                rx.el.p(MarkHistory.work, class_name="small muted"),
            ),
            rx.cond(
                MarkHistory.lines.length() > 0,
                rx.el.ol(rx.foreach(MarkHistory.lines, _step), class_name="bare mark-life"),
                rx.el.p(
                    t("No mark was ever entered here. Type one into the cell."), class_name="muted"
                ),
            ),
            rx.el.div(button(t("Close"), **closes()), class_name="row end"),
        ),
        id=DIALOG,
        class_name="dialog",
        aria_labelledby=f"{DIALOG}-title",
        custom_attrs={"data-shown": MarkHistory.shown},
    )


def _step(line: HistoryLine) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(line.value, class_name="mark"),
            chip(line.kind),
            rx.cond(line.late, chip(t("after lock"), "warn")),
            rx.el.span(line.at, class_name="small muted"),
            class_name="row",
        ),
        rx.el.p(line.text),
        _reason(line),
        rx.cond(
            line.origin != "",
            rx.el.p(t("From: {place}", place=line.origin), class_name="small muted breaks"),
        ),
        key=line.key,
    )


def history_in_words() -> rx.Component:
    """Return the steps as families read them."""
    return rx.el.ol(rx.foreach(MarkHistory.lines, _sentence), class_name="bare mark-life")


def _sentence(line: HistoryLine) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.span(line.at, class_name="muted"), " ", line.text),
        rx.cond(line.late, rx.el.p(t("Changed after it was locked."), class_name="muted")),
        _reason(line),
        key=line.key,
    )


def _reason(line: HistoryLine) -> rx.Component:
    return rx.cond(line.reason != "", rx.el.p(t("Reason: {text}", text=line.reason)))
