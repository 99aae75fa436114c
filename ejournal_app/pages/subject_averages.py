"""A pupil's averages in every subject, for the family (phone first)."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import empty_state
from ejournal_app.components.i18n import t
from ejournal_app.states.average_explained import AverageView
from ejournal_app.states.subject_averages import SubjectAverages

from .average_explained import explanation
from .diary import child_tab
from .frame import framed


def subject_averages() -> rx.Component:
    """Return the subjects; a tap shows the marks of the year and how they count."""
    return framed(
        shown_when_loaded(
            SubjectAverages.pupil_id,
            "pupil",
            rx.cond(
                SubjectAverages.tabs.length() > 0,
                rx.el.nav(
                    rx.foreach(SubjectAverages.tabs, child_tab),
                    aria_label=t("Children"),
                    class_name="tabs",
                ),
            ),
            rx.el.h2(SubjectAverages.name),
            rx.cond(
                SubjectAverages.subjects.length() > 0,
                rx.el.div(
                    rx.foreach(SubjectAverages.subjects, _subject), class_name="card flush folded"
                ),
                empty_state(
                    t("No subjects yet"),
                    t("Averages appear here as soon as marks are given."),
                ),
            ),
        ),
        title=t("Averages"),
        active="diary",
        family=True,
        back=f"/dienasgramata/{SubjectAverages.pupil_id}",
    )


def _subject(own: AverageView) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.span(own.subject, class_name="grow strong"),
            rx.el.span(own.average, class_name="strong levels"),
            class_name="opens",
        ),
        explanation(own),
        key=own.key,
    )
