"""Beside the board: who could cover the chosen lesson, who could not and why, other ways out."""

import reflex as rx

from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import icon_button
from ejournal_app.components.i18n import t
from ejournal_app.states.board import SubstitutionBoard
from ejournal_app.states.board_views import NotLine, OfferLine


def panel() -> rx.Component:
    """Return the panel; a word on what it is for while no lesson is chosen."""
    own = SubstitutionBoard
    return rx.el.aside(
        rx.cond(
            own.chosen != "",
            rx.fragment(
                rx.el.div(
                    rx.el.h3(own.chosen_title, class_name="grow"),
                    icon_button("x", t("Close"), on_click=own.choose("")),
                    class_name="row",
                ),
                rx.cond(
                    own.best.length() > 0,
                    rx.el.ul(rx.foreach(own.best, _offer), class_name="bare board-offers"),
                    rx.el.p(t("Nobody is free for this lesson."), class_name="strong"),
                ),
                rx.cond(
                    own.alternatives.length() > 0,
                    rx.fragment(
                        rx.el.h4(t("Other ways out")),
                        rx.el.ul(
                            rx.foreach(own.alternatives, _offer), class_name="bare board-offers"
                        ),
                    ),
                ),
                rx.cond(
                    own.impossible.length() > 0,
                    rx.el.details(
                        rx.el.summary(t("Why not the others"), class_name="tap"),
                        rx.el.ul(rx.foreach(own.impossible, _not), class_name="bare stack tight"),
                    ),
                ),
            ),
            rx.el.p(t("Tap a lesson to see who could cover it."), class_name="muted"),
        ),
        aria_label=t("Who could cover"),
        class_name=rx.cond(own.chosen != "", "card stack board-panel open", "card board-panel"),
    )


def _offer(one: OfferLine) -> rx.Component:
    own = SubstitutionBoard
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(one.name, class_name="strong"),
                rx.cond(one.reasons != "", rx.el.span(one.reasons, class_name="small muted")),
                class_name="board-what",
            ),
            rx.cond(one.reasons != "", chip(one.kind_words)),
            type="button",
            on_click=own.plan(
                own.chosen,
                own.chosen_seen,
                {
                    "kind": one.kind,
                    "substitute_id": one.substitute_id,
                    "moved_from_id": one.moved_from_id,
                    "journal_id": one.journal_id,
                },
            ),
            class_name="board-line",
        ),
        key=one.key,
    )


def _not(one: NotLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.name, class_name="strong"), ": ", rx.el.span(one.why, class_name="muted")
    )
