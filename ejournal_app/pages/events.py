"""Out-of-class events (ārpusklases pasākumi, Regulation 11): the list, a new one, one of them."""

from typing import Any

import reflex as rx

from ejournal_app.components.dialogs import closes, dialog, opener
from ejournal_app.components.feedback import notice, state_badge
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.events import SchoolEvent

from .event_form import event_fields
from .event_participants import participants
from .fields import named_field, save_row
from .frame import framed
from .record_list import record_list


def events() -> rx.Component:
    """Return the list, with those to come first."""
    return framed(
        record_list(
            rx.cond(
                SchoolEvent.may_propose,
                rx.el.a(
                    icon("plus"),
                    t("Propose an event"),
                    href="/pasakumi/jauns",
                    class_name="btn primary",
                ),
            ),
            key="pasakumi",
            search=t("Event, place or teacher"),
            empty_title=t("No events yet"),
            empty_text=t(
                "A teacher proposes an event and says who takes part; the management approves it."
                " Those who take part then do not count as absent."
            ),
        ),
        title=t("Events"),
        active="events",
        wide=True,
    )


def new_event() -> rx.Component:
    """Return the form for a new event."""
    return framed(
        rx.cond(
            SchoolEvent.shown != "",
            rx.el.form(
                rx.el.p(t("Who takes part is said in the next step."), class_name="muted"),
                rx.el.div(*event_fields(), class_name="fields"),
                save_row(label=t("Propose")),
                on_submit=SchoolEvent.propose,
                class_name="card stack",
                key=SchoolEvent.shown,
            ),
        ),
        title=t("New event"),
        active="events",
        back="/pasakumi",
    )


def event() -> rx.Component:
    """Return one event: what it is, who takes part, what is to be decided."""
    return framed(
        rx.cond(
            SchoolEvent.shown != "",
            rx.fragment(
                _head(),
                rx.cond(SchoolEvent.lessons.length() > 0, _left_lessons()),
                participants(),
                rx.cond(SchoolEvent.writable, _form()),
            ),
        ),
        title=t("Out-of-class event"),
        active="events",
        back="/pasakumi",
        wide=True,
    )


def _head() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(SchoolEvent.title, class_name="words grow"),
            rx.el.span(state_badge(SchoolEvent.look, SchoolEvent.state), role="status"),
            class_name="row",
        ),
        rx.el.p(
            icon("calendar"),
            " ",
            SchoolEvent.span,
            rx.cond(SchoolEvent.place != "", rx.fragment(" · ", SchoolEvent.place)),
            class_name="strong words",
        ),
        rx.cond(SchoolEvent.remark != "", rx.el.p(SchoolEvent.remark, class_name="words")),
        rx.el.p(SchoolEvent.people_words, class_name="small muted words"),
        rx.cond(
            SchoolEvent.answer != "",
            notice("warn", t("Why: {reason}", reason=SchoolEvent.answer)),
        ),
        rx.cond(SchoolEvent.decides, _decisions()),
        class_name="card stack",
    )


def _decisions() -> rx.Component:
    own, version = SchoolEvent.event_id, SchoolEvent.version
    return rx.cond(
        SchoolEvent.is_proposed,
        rx.el.div(
            button(
                t("Approve the event"),
                kind="primary",
                picture="check",
                on_click=SchoolEvent.approve(own, version),
            ),
            opener("event-reason", t("Decline the event"), kind="danger"),
            _reason(
                t("Decline the event"),
                t("Who proposed it reads the reason, can change the event and propose it again."),
                t("Decline the event"),
                lambda form: SchoolEvent.decline(own, version, form),
            ),
            class_name="row",
        ),
        rx.cond(
            SchoolEvent.is_approved,
            rx.el.div(
                opener("event-reason", t("Call the event off"), kind="danger"),
                _reason(
                    t("Call the event off"),
                    t("Nobody counts as taking part any more. This cannot be taken back."),
                    t("Call the event off"),
                    lambda form: SchoolEvent.call_off(own, version, form),
                ),
                class_name="row",
            ),
        ),
    )


def _reason(title: Any, text: Any, confirm: Any, on_submit: Any) -> rx.Component:
    return dialog(
        "event-reason",
        title,
        rx.el.form(
            rx.el.p(text),
            named_field("reason", t("Reason"), max_length=500, required=True, auto_complete="off"),
            rx.el.div(
                button(t("Cancel"), **closes()),
                button(confirm, kind="danger", type="submit"),
                class_name="row end",
            ),
            on_submit=on_submit,
            class_name="stack",
        ),
    )


def _left_lessons() -> rx.Component:
    return notice(
        "info",
        rx.el.div(
            rx.el.p(
                t("In this time the responsible teacher has lessons that need a substitution:")
            ),
            rx.foreach(SchoolEvent.lessons, lambda one: rx.el.p(one.title, key=one.key)),
            rx.el.div(
                rx.cond(
                    SchoolEvent.may_enter_absences,
                    rx.el.a(t("Record an absence"), href="/prombutnes/jauna", class_name="btn"),
                    rx.el.a(t("Ask to be away"), href="/prombutnes/pieteikt", class_name="btn"),
                ),
                class_name="row",
            ),
            class_name="stack tight",
        ),
    )


def _form() -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("pencil"), rx.el.span(t("Change the event"), class_name="strong")),
        rx.el.form(
            rx.cond(
                SchoolEvent.is_approved,
                rx.el.p(t("Another time has to be approved again."), class_name="muted"),
            ),
            rx.el.div(*event_fields(), class_name="fields"),
            save_row(),
            on_submit=lambda form: SchoolEvent.change(
                SchoolEvent.event_id, SchoolEvent.version, form
            ),
            class_name="stack",
        ),
        class_name="card folds",
        key=f"form-{SchoolEvent.shown}",
    )
