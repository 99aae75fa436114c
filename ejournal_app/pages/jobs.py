"""Scheduled jobs: who runs them, when they are next, every run there was."""

import reflex as rx

from ejournal_app.components.feedback import notice
from ejournal_app.components.i18n import t
from ejournal_app.states.jobs import Jobs, UpcomingView

from .frame import framed
from .record_list import record_list


def jobs() -> rx.Component:
    """Return how scheduled work stands and its log."""
    return framed(
        rx.cond(
            Jobs.words != "",
            rx.fragment(
                rx.cond(Jobs.runs, notice("ok", Jobs.words), notice("bad", Jobs.words)),
                rx.el.details(
                    rx.el.summary(t("What is planned next"), class_name="opens"),
                    rx.el.dl(rx.foreach(Jobs.upcoming, _upcoming), class_name="jobs-next"),
                    class_name="card stack",
                ),
            ),
        ),
        record_list(
            key="darbi",
            search=t("Result or reference"),
            empty_title=t("Nothing has been run yet"),
            empty_text=t("Every run of a scheduled job appears here, with how it ended."),
        ),
        title=t("Scheduled jobs"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _upcoming(one: UpcomingView) -> rx.Component:
    return rx.el.div(rx.el.dt(one.title), rx.el.dd(one.at))
