"""Who takes part in an event, and how one says it."""

import reflex as rx

from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button, search_input
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.event_participants import EventPupils
from ejournal_app.states.event_views import ClassView, FoundView, PupilView
from ejournal_app.states.events import SchoolEvent
from ejournal_app.states.teaching_options import Choice

from .fields import named_choice


def participants() -> rx.Component:
    """Return who takes part by class, with the ways to add somebody."""
    return rx.el.section(
        rx.el.h3(
            t("Who takes part"),
            " ",
            chip(tn("{n} pupil", "{n} pupils", SchoolEvent.total), "info"),
        ),
        rx.cond(SchoolEvent.writable, _adding()),
        rx.cond(
            SchoolEvent.total > 0,
            rx.el.div(rx.foreach(SchoolEvent.classes, _class), class_name="stack"),
            rx.el.p(t("Nobody takes part yet."), class_name="muted"),
        ),
        class_name="card stack",
    )


def _adding() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(t("A whole class in one tap"), id="event-classes", class_name="small muted"),
            rx.el.div(
                rx.foreach(SchoolEvent.own_classes, _add_class),
                role="group",
                aria_labelledby="event-classes",
                class_name="row tight event-classes",
            ),
            class_name="stack tight",
        ),
        rx.el.form(
            named_choice(
                "group",
                t("A whole group"),
                rx.el.option(t("Choose…"), value=""),
                rx.foreach(SchoolEvent.own_groups, _option),
            ),
            button(t("Add the group"), type="submit", picture="plus"),
            on_submit=lambda form: EventPupils.add_group(SchoolEvent.event_id, form),
            class_name="row event-group",
        ),
        rx.el.div(
            search_input(
                "event-pupil",
                t("A single pupil: name or class"),
                auto_complete="off",
                on_change=lambda text: EventPupils.find(SchoolEvent.event_id, text).debounce(250),
            ),
            rx.el.div(
                rx.foreach(EventPupils.found, _found),
                rx.cond(
                    EventPupils.nothing,
                    rx.el.p(t("Nobody of that name is to be added."), class_name="muted"),
                ),
                role="status",
                class_name="row tight",
            ),
            class_name="stack tight",
        ),
        class_name="stack",
    )


def _option(option: Choice) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _add_class(one: Choice) -> rx.Component:
    return button(
        one.label,
        on_click=EventPupils.add_class(SchoolEvent.event_id, one.value),
        aria_label=t("Add class {name}", name=one.label),
        key=one.value,
    )


def _found(pupil: FoundView) -> rx.Component:
    return button(
        pupil.name,
        " ",
        rx.el.span(pupil.class_name, class_name="muted"),
        picture="plus",
        on_click=EventPupils.add_pupil(SchoolEvent.event_id, pupil.pupil_id),
        key=pupil.pupil_id,
    )


def _class(one: ClassView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h4(one.name, " ", rx.el.span(one.count, class_name="muted"), class_name="grow"),
            rx.cond(
                SchoolEvent.writable,
                button(
                    t("Remove the class"),
                    kind="quiet",
                    on_click=EventPupils.remove_class(SchoolEvent.event_id, one.class_id),
                    aria_label=t("Remove everybody of {name}", name=one.name),
                ),
            ),
            class_name="row",
        ),
        rx.el.ul(rx.foreach(one.pupils, _pupil), class_name="bare event-pupils"),
        key=one.class_id,
    )


def _pupil(pupil: PupilView) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            pupil.name,
            rx.cond(pupil.also != "", rx.fragment(" ", chip(pupil.also, "warn"))),
            class_name="grow",
        ),
        rx.cond(
            SchoolEvent.writable,
            button(
                icon("x"),
                kind="quiet",
                class_name="icon-only",
                on_click=EventPupils.remove_pupil(SchoolEvent.event_id, pupil.pupil_id),
                aria_label=t("Remove {name}", name=pupil.name),
            ),
        ),
        key=pupil.pupil_id,
    )
