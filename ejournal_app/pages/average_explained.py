"""An average with the marks it is made of: in a dialog, and folded in a list of subjects."""

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.average_explained import AverageExplained, AverageView, StepView


def average_explained() -> rx.Component:
    """Return the dialog that `AverageExplained.inspect` fills and opens; once on a page."""
    own = AverageExplained.own
    return dialog(
        "average-explained",
        t("Average: {name}", name=own.pupil),
        rx.el.p(own.subject, class_name="muted"),
        rx.el.p(own.average, class_name="average-large"),
        explanation(own),
        rx.el.div(button(t("Close"), kind="primary", **closes()), class_name="row end"),
        shown=AverageExplained.shown,
    )


def explanation(own: AverageView | rx.Var[AverageView]) -> rx.Component:
    """Return what counts and what does not, with the reasons."""
    return rx.el.div(
        rx.cond(own.formula != "", rx.el.p(own.formula, class_name="formula small")),
        rx.cond(
            own.counted.length() > 0,
            rx.el.section(
                rx.el.h3(rx.cond(own.in_levels, t("Levels"), t("Counted"))),
                rx.el.ul(
                    rx.foreach(own.counted, lambda step: _step(step, weighed=~own.in_levels)),
                    class_name="bare steps",
                ),
            ),
            rx.el.p(t("There is no mark yet that counts."), class_name="muted"),
        ),
        rx.cond(
            own.left_out.length() > 0,
            rx.el.section(
                rx.el.h3(t("Not counted")),
                rx.el.ul(rx.foreach(own.left_out, _step), class_name="bare steps"),
            ),
        ),
        rx.cond(
            ~own.in_levels,
            rx.el.p(
                t("The average is the sum of marks times their weights over the sum of weights."),
                class_name="small muted",
            ),
        ),
        class_name="stack",
    )


def _step(step: StepView, weighed: rx.Var[bool] | bool = False) -> rx.Component:
    return rx.el.li(
        rx.el.span(step.value, class_name="mark"),
        rx.el.span(
            rx.el.span(step.work),
            rx.cond(
                step.why != "",
                rx.el.span(step.why, class_name="small muted"),
                rx.cond(
                    weighed,
                    rx.el.span(t("weight {n}", n=step.weight), class_name="small muted"),
                ),
            ),
            class_name="step-words",
        ),
        key=step.key,
    )
