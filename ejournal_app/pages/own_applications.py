"""What a family has applied for: how it stands, answering, changing and withdrawing it."""

import reflex as rx

from ejournal_app.components.feedback import chip
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.absence_filing import AbsenceFiling
from ejournal_app.states.absence_filing_views import ApplicationView

from .fields import save_row


def applications() -> rx.Component:
    """Return the applications of the family, the latest first."""
    return rx.cond(
        AbsenceFiling.applications.length() > 0,
        rx.el.section(
            rx.el.h2(t("Applications of the family")),
            rx.foreach(AbsenceFiling.applications, _application),
            class_name="stack",
        ),
    )


def _application(own: ApplicationView) -> rx.Component:
    return rx.el.article(
        rx.el.div(
            rx.el.h3(own.pupil, ": ", own.span, class_name="grow"),
            chip(own.state, own.look),
            class_name="row",
        ),
        rx.el.p(own.reason, rx.cond(own.words != "", rx.fragment(" · ", own.words))),
        rx.cond(
            own.document_href != "",
            native_link(
                icon("file"), t("Open the document sent"), href=own.document_href, class_name="btn"
            ),
        ),
        rx.cond(
            own.answer != "",
            rx.el.p(
                rx.el.span(t("Class teacher:"), class_name="strong"),
                " ",
                own.answer,
                class_name="letter",
            ),
        ),
        rx.cond(
            own.reply != "",
            rx.el.p(
                rx.el.span(t("Your answer:"), class_name="strong"),
                " ",
                own.reply,
                class_name="letter",
            ),
        ),
        rx.cond(own.is_asked, _reply(own)),
        rx.cond(own.may_change, _changing(own)),
        rx.el.p(own.filed, class_name="small muted"),
        class_name="card stack tight",
        key=own.application_id,
    )


def _reply(own: ApplicationView) -> rx.Component:
    return rx.el.form(
        rx.el.label(
            rx.el.span(t("Answer the question"), class_name="label"),
            rx.el.textarea(name="reply", max_length=500, required=True, class_name="input"),
            class_name="field",
        ),
        save_row(label=t("Send the answer")),
        on_submit=lambda form: AbsenceFiling.reply(own.application_id, own.version, form),
        class_name="stack tight",
    )


def _changing(own: ApplicationView) -> rx.Component:
    return rx.el.div(
        rx.el.a(
            icon("pencil"),
            t("Change the application"),
            href=f"/pieteikt-kavejumu?labot={own.application_id}",
            class_name="btn",
        ),
        rx.el.details(
            rx.el.summary(t("Withdraw…"), class_name="tap-line"),
            rx.el.p(t("The class teacher is told. You can apply again."), class_name="small"),
            button(
                t("Withdraw the application"),
                kind="danger",
                on_click=AbsenceFiling.withdraw(own.application_id, own.version),
            ),
        ),
        class_name="row",
    )
