"""The strip that tells management what is missing today, and whose it is."""

import reflex as rx

from ejournal_app.components.feedback import notice
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.duty_views import ThingView
from ejournal_app.states.missing_today import MissingToday, MissingView


def missing_strip() -> rx.Component:
    """Return how much is missing, with a list by teacher to be unfolded."""
    own = MissingToday
    return rx.cond(
        own.loaded,
        rx.cond(
            own.teachers.length() > 0,
            rx.el.section(
                notice("warn", _sentence()),
                rx.el.div(rx.foreach(own.teachers, _teacher), class_name="card flush folded"),
                class_name="stack tight",
            ),
            rx.cond(
                own.due > 0,
                notice("ok", _sentence()),
                notice("info", t("Nothing falls due today.")),
            ),
        ),
    )


def _sentence() -> rx.Component:
    own = MissingToday
    return rx.el.p(
        rx.cond(
            own.entries > 0,
            tn(
                "Today until 17:00 {n} entry is missing.",
                "Today until 17:00 {n} entries are missing.",
                own.entries,
            ),
            t("No entry due today is missing."),
        ),
        rx.cond(
            own.others > 0,
            rx.fragment(
                " ",
                tn(
                    "Of marks and other things due today {n} is missing.",
                    "Of marks and other things due today {n} are missing.",
                    own.others,
                ),
            ),
        ),
        class_name="strong",
    )


def _teacher(one: MissingView) -> rx.Component:
    def thing(own: ThingView) -> rx.Component:
        return rx.el.li(
            rx.el.a(own.title, href=own.href, class_name="tap-line"),
            rx.el.span(
                t("until {at}", at=own.until),
                class_name=rx.cond(own.overdue, "chip bad", "chip"),
            ),
            key=own.key,
            class_name="row",
        )

    return rx.el.details(
        rx.el.summary(
            rx.el.span(one.name, class_name="strong grow"),
            rx.el.span(one.words, class_name="muted"),
            class_name="tap",
        ),
        rx.el.div(rx.el.ul(rx.foreach(one.things, thing), class_name="bare")),
        key=one.person_id,
    )
