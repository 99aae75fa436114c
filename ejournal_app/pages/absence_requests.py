"""A teacher asks to be away; the office answers (Regulation 12, 14)."""

from typing import Any

import reflex as rx

from ejournal_app.components.attachment import attachment_field
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.absence_requests import AbsenceRequests, RequestView
from ejournal_app.states.teaching_options import Choice

from .fields import named_choice, named_field, save_row
from .frame import framed


def ask_to_be_away() -> rx.Component:
    """Return the form and the own requests."""
    return framed(
        rx.cond(
            AbsenceRequests.form_key != "",
            rx.fragment(
                rx.el.form(
                    rx.el.p(
                        t("The kind, the remark and the document are seen by the office only."),
                        class_name="muted",
                    ),
                    rx.el.div(*_fields(), class_name="fields"),
                    save_row(label=t("Send the request")),
                    on_submit=AbsenceRequests.ask,
                    class_name="card stack",
                    key=AbsenceRequests.form_key,
                ),
                rx.el.h2(t("My requests")),
                rx.cond(
                    AbsenceRequests.own.length() > 0,
                    rx.el.div(rx.foreach(AbsenceRequests.own, _own), class_name="card stack"),
                    empty_state(
                        t("No requests to be away yet"),
                        t("Fill in the form above; the clerk or the management answers."),
                    ),
                ),
            ),
        ),
        title=t("Ask to be away"),
        active="account",
        back="/konts",
    )


def waiting_requests() -> rx.Component:
    """Return what waits for the office, above the register."""
    return rx.cond(
        AbsenceRequests.waiting.length() > 0,
        rx.el.section(
            rx.el.h2(t("Requests waiting for an answer")),
            rx.foreach(AbsenceRequests.waiting, _waiting),
            class_name="card stack",
        ),
    )


def asking_link() -> rx.Component:
    """Return the way to the form, on the page of the own account."""
    return rx.cond(
        AbsenceRequests.may_ask,
        rx.el.section(
            rx.el.h2(t("Being away")),
            rx.el.p(
                t("Ask for leave, courses or a trip, or tell that you are unfit for work."),
                class_name="muted",
            ),
            rx.el.div(
                rx.el.a(
                    icon("calendar"),
                    t("Ask to be away"),
                    href="/prombutnes/pieteikt",
                    class_name="btn",
                ),
                class_name="row",
            ),
            class_name="card stack",
        ),
    )


def document_link(name: Text, href: Text) -> rx.Component:
    """Return the link to a document; nothing while there is none."""
    return rx.cond(
        name != "",
        rx.el.p(
            native_link(
                icon("file"), t("Document: {name}", name=name), href=href, class_name="tap-line"
            )
        ),
    )


def _own(one: RequestView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(rx.el.span(one.span, class_name="strong"), " ", chip(one.state, one.look)),
            _about(one),
            rx.cond(one.answer != "", rx.el.p(t("Why: {reason}", reason=one.answer))),
            class_name="grow words",
        ),
        rx.cond(
            one.pending,
            button(t("Withdraw"), on_click=AbsenceRequests.withdraw(one.request_id)),
        ),
        class_name="term",
        key=one.request_id,
    )


def _waiting(one: RequestView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(rx.el.span(one.name, class_name="strong"), " · ", one.span),
            _about(one),
            rx.cond(AbsenceRequests.declining == one.request_id, _declining(one)),
            class_name="grow words",
        ),
        rx.el.div(
            button(
                t("Grant the request"),
                kind="primary",
                on_click=AbsenceRequests.grant(one.request_id),
                aria_label=t("Grant the request of {name}", name=one.name),
            ),
            button(
                t("Decline the request"),
                on_click=AbsenceRequests.choose(one.request_id),
                aria_label=t("Decline the request of {name}", name=one.name),
                aria_expanded=rx.cond(AbsenceRequests.declining == one.request_id, "true", "false"),
            ),
            class_name="row",
        ),
        class_name="term",
        key=one.request_id,
    )


def _about(one: RequestView) -> rx.Component:
    return rx.fragment(
        rx.cond(one.remark != "", rx.el.p(one.remark)),
        document_link(one.document, one.document_href),
        rx.el.p(one.asked, class_name="small muted"),
    )


def _declining(one: RequestView) -> rx.Component:
    return rx.el.form(
        named_field("reason", t("Reason"), max_length=300, required=True, auto_complete="off"),
        rx.el.div(
            button(t("Decline with this reason"), kind="danger", type="submit"),
            button(t("Cancel"), on_click=AbsenceRequests.choose("")),
            class_name="row",
        ),
        on_submit=lambda form: AbsenceRequests.decline(one.request_id, form),
        class_name="stack",
    )


def _option(option: Choice) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _fields() -> list[Any]:
    return [
        named_choice("kind", t("Kind"), rx.foreach(AbsenceRequests.kinds, _option)),
        named_field("starts_on", t("First day"), kind="date", required=True),
        named_field(
            "ends_on",
            t("Last day"),
            kind="date",
            hint=t("Leave it empty while the end is not known."),
        ),
        named_field("remark", t("Remark"), max_length=300),
        attachment_field("document", "teacher_absence"),
    ]
