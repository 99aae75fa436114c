"""What suggested marks are counted from (Regulation 16, 17): of a kind, or of one tapped cell."""

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.period_views import ExplainedView, KindView
from ejournal_app.states.periods import Periods


def explanation() -> rx.Component:
    """Return what suggestions are counted from, pupil by pupil, for the kind asked about."""

    def ask(own: KindView) -> rx.Component:
        return rx.cond(
            own.explains,
            button(
                t("Show the marks: {kind}", kind=own.label),
                picture="eye",
                aria_pressed=rx.cond(Periods.explained_kind == own.key, "true", "false"),
                on_click=Periods.explain(Periods.journal_id, own.key),
            ),
        )

    return rx.el.section(
        rx.el.h3(t("How suggestions are counted")),
        rx.el.p(
            t(
                "The weighted average of the marks of the period, rounded as the school does;"
                " levels are only listed."
            ),
            class_name="small muted",
        ),
        rx.el.div(rx.foreach(Periods.kinds, ask), class_name="row"),
        rx.cond(
            Periods.explained_kind != "",
            rx.fragment(
                rx.el.h4(Periods.explained_title),
                rx.cond(
                    Periods.explained.length() > 0,
                    rx.el.div(rx.foreach(Periods.explained, _pupil)),
                    rx.el.p(t("Nothing is suggested here."), class_name="muted"),
                ),
            ),
        ),
        class_name="card stack",
    )


def explained_cell() -> rx.Component:
    """Return the dialog about the one suggestion whose cell was tapped."""

    def own(view: ExplainedView) -> rx.Component:
        return rx.el.div(
            rx.el.p(view.name, ": ", rx.el.span(view.result, class_name="strong")),
            _marks(view),
            key=view.key,
            class_name="scrolls",
        )

    return dialog(
        "suggestion-explained",
        t("Suggestion: {kind}", kind=Periods.asked_title),
        rx.foreach(Periods.asked, own),
        rx.el.div(button(t("Close"), **closes()), class_name="row end"),
        shown=Periods.asked_shown,
    )


def _pupil(own: ExplainedView) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.span(own.name, ": ", rx.el.span(own.result, class_name="strong")),
            class_name="tap-line",
        ),
        _marks(own),
        key=own.key,
    )


def _marks(own: ExplainedView) -> rx.Component:
    return rx.fragment(
        rx.cond(
            own.counted.length() > 0,
            rx.fragment(
                rx.el.p(t("Counted:"), class_name="small muted"),
                rx.el.ul(rx.foreach(own.counted, rx.el.li)),
            ),
        ),
        rx.cond(
            own.left_out.length() > 0,
            rx.fragment(
                rx.el.p(
                    t("Left out (no mark of 1–10, or without weight):"), class_name="small muted"
                ),
                rx.el.ul(rx.foreach(own.left_out, rx.el.li)),
            ),
        ),
    )
