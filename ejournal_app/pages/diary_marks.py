"""A mark in the diary: what it means at a tap, and how it came about a moment later."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.states.diary import MarkView
from ejournal_app.states.mark_history import MarkHistory

from .mark_history import history_in_words


def diary_mark(mark: MarkView) -> rx.Component:
    """Return a mark; its words need no round trip, its history follows."""
    return rx.el.details(
        rx.el.summary(
            mark.shown,
            rx.cond(mark.new, new_word()),
            on_click=MarkHistory.look(mark.work_id, mark.pupil_id),
        ),
        rx.el.div(
            rx.el.p(
                rx.el.span(mark.words, class_name="strong"),
                rx.el.br(),
                mark.work,
                rx.cond(mark.note != "", rx.fragment(rx.el.br(), mark.note)),
            ),
            rx.cond(MarkHistory.of == mark.key, history_in_words()),
            class_name="mark-more",
        ),
        class_name=rx.cond(mark.new, "mark-words new", "mark-words"),
    )


def new_word() -> rx.Component:
    """Return the word at what came since the last visit."""
    return rx.el.span(t("new"), class_name="new-word")
