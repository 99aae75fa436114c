"""The form for a substitution nobody planned (tablet first): a lesson, a reason, done."""

import reflex as rx

from ejournal_app.components.feedback import empty_state, skeleton
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.substituting import HourView, OfferView, Substituting
from ejournal_app.states.teaching_options import Choice

from .fields import save_row
from .frame import framed


def substituting() -> rx.Component:
    """Return the lessons to choose from, then the reason."""
    own = Substituting
    return framed(
        rx.cond(
            own.day != "",
            rx.cond(own.chosen != "", _form(), _lessons()),
            rx.el.div(skeleton(), class_name="card"),
        ),
        title=t("I am substituting"),
        active="day",
        back="/diena",
    )


def _lessons() -> rx.Component:
    own = Substituting
    return rx.fragment(
        rx.el.div(
            rx.el.h2(own.title, class_name="grow"),
            rx.el.div(
                rx.el.input(
                    type="date",
                    value=own.day,
                    min=own.first,
                    max=own.last,
                    on_change=own.go_to,
                    aria_label=t("Day"),
                    class_name="input",
                ),
                class_name="board-date",
            ),
            class_name="row",
        ),
        rx.el.p(t("Tap the lesson you lead for a colleague."), class_name="muted"),
        rx.cond(
            (own.near.length() == 0) & (own.rest.length() == 0),
            empty_state(
                t("No lesson to substitute on this day"),
                t("You are not free at the time of any lesson, or all of them are covered."),
            ),
        ),
        rx.foreach(own.near, _hour),
        rx.cond(
            own.rest.length() > 0,
            rx.cond(
                own.near.length() > 0,
                rx.el.details(
                    rx.el.summary(
                        icon("chevron-right"), t("Another time of the day"), class_name="tap"
                    ),
                    rx.el.div(rx.foreach(own.rest, _hour), class_name="stack"),
                    class_name="card",
                ),
                rx.fragment(rx.foreach(own.rest, _hour)),
            ),
        ),
    )


def _hour(hour: HourView) -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Lesson {n}", n=hour.number), " ", rx.el.span(hour.time, class_name="muted")),
        rx.el.div(rx.foreach(hour.lessons, _offer), class_name="offers"),
        class_name="stack tight",
        key=hour.number,
    )


def _offer(one: OfferView) -> rx.Component:
    return rx.el.button(
        rx.el.span(one.place, class_name="strong big"),
        rx.el.span(one.title),
        rx.el.span(one.detail, class_name="small muted"),
        type="button",
        on_click=Substituting.choose(one.lesson_id),
        class_name="offer",
        key=one.lesson_id,
    )


def _form() -> rx.Component:
    own = Substituting
    return rx.el.form(
        rx.el.h2(own.chosen_title),
        rx.el.fieldset(
            rx.el.legend(t("Why is the teacher away?")),
            rx.el.div(
                rx.foreach(own.reasons, lambda one: _choice("reason", one)), class_name="offers"
            ),
            class_name="plain-set",
        ),
        rx.cond(
            own.subjects.length() > 1,
            rx.el.fieldset(
                rx.el.legend(t("What do you teach?")),
                rx.el.div(
                    rx.foreach(own.subjects, lambda one: _choice("subject", one)),
                    class_name="offers",
                ),
                class_name="plain-set",
            ),
        ),
        rx.el.p(
            t("The reason is seen by you and by those who plan substitutions."),
            class_name="small muted",
        ),
        save_row(
            button(t("Another lesson"), on_click=Substituting.choose("")),
            label=t("I lead this lesson"),
        ),
        on_submit=lambda form: Substituting.save(own.chosen, form),
        class_name="card stack",
        key=own.chosen,
    )


def _choice(name: str, one: Choice) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=one.value,
            default_checked=(one.value == "") if name == "subject" else False,
            required=name == "reason",
        ),
        rx.el.span(one.label),
        class_name="check offer-choice",
        key=one.value,
    )
