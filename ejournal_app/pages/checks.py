"""What is not in order in the school."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.states.checks import Checks, CountView

from .frame import framed
from .record_list import record_list


def checks() -> rx.Component:
    """Return the counts by kind and the list of what is not in order."""
    return framed(
        rx.cond(
            Checks.counts.length() > 0,
            rx.el.nav(
                rx.foreach(Checks.counts, _count), aria_label=t("By kind"), class_name="check-kinds"
            ),
        ),
        record_list(
            key="parbaude",
            search=t("Name or class"),
            empty_title=t("Everything is in order"),
            empty_text=t(
                "Every journal has a teacher and pupils, every pupil is in the groups, and the"
                " timetable has no clashes."
            ),
        ),
        title=t("Validation"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _count(one: CountView) -> rx.Component:
    return rx.el.a(
        rx.el.span(one.count, class_name="check-count"),
        rx.el.span(one.title, class_name="small"),
        href=one.href,
        class_name="card check-kind",
        key=one.href,
    )
