"""Hours of substitution: the sums, the lessons one by one, one of them (Regulation 20)."""

import reflex as rx

from ejournal_app.components.feedback import skeleton
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.substitution_page import CorrectionLine, SubstitutionRecord
from ejournal_app.states.teaching_options import Choice

from .fields import named_choice, named_field, save_row
from .frame import framed
from .record_list import record_list


def substitution_hours() -> rx.Component:
    """Return the hours by teacher, month and reason."""
    return framed(
        rx.el.p(
            t(
                "Confirmed lessons of this school year until today. Supervised lessons are counted"
                " apart; lessons that wait for confirmation are in no sum."
            ),
            class_name="muted",
        ),
        record_list(
            rx.el.a(
                icon("list-checks"),
                t("Lesson by lesson"),
                href="/aizvietotas-stundas/aizvietojumi",
                class_name="btn",
            ),
            key="aizvietotas-stundas",
            search=t("Name of a substitute"),
            empty_title=t("No substitutions yet"),
            empty_text=t("They appear here once they are confirmed and held."),
        ),
        title=t("Hours of substitution"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def substitution_lines() -> rx.Component:
    """Return the substituted lessons one by one."""
    return framed(
        record_list(
            key="aizvietojumi",
            search=t("Name or class"),
            empty_title=t("No substitutions yet"),
            empty_text=t("They appear here once they are confirmed and held."),
        ),
        title=t("Substituted lessons"),
        active="hub",
        wide=True,
        back="/aizvietotas-stundas",
    )


def substitution_record() -> rx.Component:
    """Return one substituted lesson with its corrections."""
    own = SubstitutionRecord
    return framed(
        rx.cond(
            own.shown != "",
            rx.fragment(
                rx.el.section(
                    rx.el.h2(own.title),
                    rx.el.dl(rx.foreach(own.facts, _fact), class_name="facts"),
                    rx.el.a(t("Open the lesson"), href=own.lesson_href, class_name="tap-line"),
                    class_name="card stack",
                ),
                rx.cond(
                    own.corrections.length() > 0,
                    rx.el.section(
                        rx.el.h3(t("Corrections")),
                        rx.el.ul(rx.foreach(own.corrections, _correction), class_name="bare stack"),
                        class_name="card stack",
                    ),
                ),
                rx.cond(own.writable, _form()),
            ),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("Substituted lesson"),
        active="hub",
        back="/aizvietotas-stundas/aizvietojumi",
    )


def _fact(one: Choice) -> rx.Component:
    return rx.el.div(rx.el.dt(one.value), rx.el.dd(one.label), key=one.value)


def _correction(one: CorrectionLine) -> rx.Component:
    return rx.el.li(
        rx.el.p(one.what, class_name="strong"),
        rx.el.p(one.words),
        rx.el.p(one.by, class_name="small muted"),
    )


def _form() -> rx.Component:
    own = SubstitutionRecord

    def option(one: Choice) -> rx.Component:
        return rx.el.option(one.label, value=one.value)

    return rx.el.form(
        rx.el.h3(t("Correct")),
        rx.el.div(
            named_choice(
                "substitute",
                t("Substitute"),
                rx.foreach(own.people, option),
                default_value=own.substitute,
            ),
            named_choice("kind", t("Kind"), rx.foreach(own.kinds, option), default_value=own.kind),
            named_choice(
                "reason",
                t("Reason"),
                rx.cond(own.reason == "", rx.el.option(t("Choose…"), value="")),
                rx.foreach(own.reasons, option),
                default_value=own.reason,
            ),
            named_field(
                "words",
                t("Why it is corrected"),
                required=True,
                max_length=300,
                auto_complete="off",
            ),
            class_name="fields",
        ),
        save_row(label=t("Save the correction")),
        on_submit=lambda form: own.correct(own.substitution_id, own.version, form),
        class_name="card stack",
        key=own.shown,
    )
